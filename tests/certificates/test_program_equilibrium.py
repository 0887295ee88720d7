"""Program equilibria, limits and explorations: re-checked, against the solver's own search."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

import oraclegames as og
from oraclegames import Game, program_equilibrium, verify
from oraclegames.certificates.best_constant import _half_zone, _plays, most_of_constants
from oraclegames.certificates.match_agents import Agent
from oraclegames.certificates.match_scene import Scene
from oraclegames.certificates.part import Part
from oraclegames.reflective.agents.names import agent
from oraclegames.reflective.agents.seat import seats
from oraclegames.reflective.match.document import program_document
from oraclegames.reflective.programs.program_equilibrium import best_constant
from tests.certificates.corpus import BOT, HALF, PD, REGION, Own
from tests.depth import some
from tests.reflective.random_machines import system_of, trees
from tests.strategies import games, small_payoffs

NAMES = ["lp", "nelp", "nelp:1", "demand:1/2"]
DELTA, EPSILON = Fraction(1, 7), Fraction(1, 3)
SHAPES = st.sampled_from([(2, 2), (1, 2), (2, 1), (1, 1)])


def most(game, one, player, delta=DELTA):
    scene, seat = Scene(game, delta, EPSILON), seats(game, EPSILON)[1 - player]
    program = Part(program_document(one, seat))
    return most_of_constants(scene, Agent(program, Part(one.name), 1 - player, scene, None))


@settings(max_examples=some(30, 150))
@given(SHAPES.flatmap(lambda s: games(shape=s, payoffs=small_payoffs)), st.data())
def test_the_most_that_constants_get_is_what_the_search_of_all_rows_finds(game, data):
    # some agents name moves, which players with one move lack
    wide = (
        [agent(name) for name in ("nicer", "constant:1/3")] + [BOT] if game.shape == (2, 2) else []
    )
    one = data.draw(st.sampled_from([agent(name) for name in NAMES] + [REGION] + wide))
    player = data.draw(st.sampled_from([0, 1]))
    expected = best_constant(game, one, player, DELTA, EPSILON)
    assert most(game, one, player) == expected


def test_a_payoff_that_is_the_same_everywhere_needs_no_look_at_all_blocks():
    game = Game.from_arrays([[1, 1], [1, 1]], [[2, 2], [2, 2]])
    assert most(game, agent("lp"), 0, Fraction(1, 2000)) == 1


def test_falsified_checks_are_refused():
    true = program_equilibrium(PD, "nicer", "lp", "1/10", programs=["defect"])
    assert true.verify() and true.verify(complete=True)
    first, other = true.deviations[:2]
    for lie in (
        replace(first, largest=first.largest + 1, gain=first.gain + 1),
        replace(first, gain=first.gain + 1),
        replace(first, player=1),
        replace(first, match=other.match),
        replace(first, program="defect"),
    ):
        assert not replace(true, deviations=(lie, *true.deviations[1:])).verify()
    assert not replace(true, deviations=true.deviations[1:]).verify()
    assert not replace(true, status="partial").verify()
    assert not replace(true, undecided=((0, "lp"),)).verify()
    fewer = replace(other.match, fixed_points=other.match.fixed_points[:0], segments=())
    assert not replace(true, deviations=(first, replace(other, match=fewer))).verify()


def test_a_program_of_ones_own_is_run_by_the_result_and_assumed_of_the_file():
    true = program_equilibrium(PD, Own(), "nicer", "1/6", programs=["defect"])
    assert true.verify()
    checked = verify(true.to_json())
    assert checked and "what constants get: a program is its author's own" in checked.assumed
    k = [(one.player, one.match) for one in true.deviations].index((1, None))
    one = true.deviations[k]
    lie = replace(one, largest=one.largest + 1, gain=one.gain + 1)
    assert not replace(
        true, deviations=(*true.deviations[:k], lie, *true.deviations[k + 1 :])
    ).verify()


def test_falsified_limits_are_refused():
    true = og.match_limit(PD, "nicer", Own(), "1/10", steps=3)
    assert true.verify()
    first, other = true.least
    assert not replace(true, least=(replace(first, limit=Fraction(9)), other)).verify()
    assert not replace(true, least=(replace(first, values=first.values[::-1]), other)).verify()
    assert not replace(true, matches=true.matches[:2]).verify()
    assert not replace(true, matches=true.matches[::-1]).verify()


def test_a_limit_of_payoffs_beyond_all_floats():
    huge = og.catalog.prisoners_dilemma("5e400", "3e400", "1e400", 0)
    limit = og.match_limit(huge, "nicer", "demand:1/2", "1/10", steps=3)
    assert limit.verify() and verify(limit.to_json())


@given(trees(["m0", "m1"]), trees(["m0", "m1"]))
def test_what_machines_do_is_found_again_from_their_trees(one, other):
    system = system_of({"m0": one, "m1": other})
    found = og.explore(system, "m0")
    assert verify(found.to_json())
    outcome = next(iter(found.outputs))
    terms = dict(found.outputs[outcome])
    terms[()] = terms.get((), Fraction(0)) + HALF
    assert not replace(found, outputs={**found.outputs, outcome: terms}).verify()
    assert not replace(found, paths=0).verify()


def test_what_touches_an_open_zone_at_its_border_is_not_played_there():
    scene = Scene(Game.from_arrays([[1, 0], [2, 3]], [[1, 0], [2, 3]]), DELTA, EPSILON)
    places = range(1, 2 * scene.zones)
    borders = {end for place in places for end in scene.ends(place // 2) if 0 <= end <= 1}
    middles = [(a + b) / 2 for a, b in pairwise(sorted(borders))]
    for t in (*borders, *middles):
        for place in places:
            plays = _plays(scene, (place, place), t, t)
            assert plays == ((t, t) if _half_zone(scene, t) == place else None)
            assert _plays(scene, (place, place), Fraction(0), t) is None or place <= _half_zone(
                scene, t
            )
