"""Documents of tournaments: they hold, and no false one does."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction

import pytest

from oraclegames import Agent, Game, tournament, verify
from oraclegames.agents import Grounded
from oraclegames.reflective.programs.standings import pairing_of
from tests.certificates.falsify import accepted

PD = Game.from_arrays([[2, 0], [3, 1]], [[2, 3], [0, 1]], moves=[["C", "D"], ["C", "D"]])
WIDE = Game.from_arrays([[3, 0, 1], [4, 1, 0]], [[3, 4, 1], [0, 1, 0]])
HALF = Fraction(1, 2)
BOT = Grounded((HALF, HALF), (((1, 0), (HALF, HALF)), ((0, 1), (1, 0))))
SILENT = (
    "game",  # another game may have the same payoffs
    "parameters",
    "version",
    "programs.*.strategy",  # proofs claim nothing but that they prove
    "programs.*.reply",
    "programs.*.opening",
    "programs.*.replies",
    "pairings.*.match",  # has tests of its own, and is silent where it is
)
TOURNAMENTS = {
    "two moves": (PD, ["nicer", BOT], "1/3", "1/2"),
    "uneven": (Game.from_arrays([[2, 0], [3, 1]], [[5, 8], [0, 1]]), ["lp"], "1/3"),
    "three moves": (WIDE, ["nicer", "defect"], "1/2", "2/3"),
}


def document(name):
    game, agents, delta, *epsilon = TOURNAMENTS[name]
    return json.loads(tournament(game, agents, delta, *(epsilon or ["1/2"])).to_json())


@pytest.mark.parametrize("name", TOURNAMENTS)
def test_a_tournament_is_played_again(name):
    checked = verify(document(name))
    assert checked and not checked.assumed


@pytest.mark.parametrize("name", TOURNAMENTS)
def test_no_falsified_tournament_passes(name):
    passed = [lie for lie in accepted(document(name), SILENT) if not harmless(lie)]
    # A search that is stopped, or cannot decide, nobody sees from outside; here none was.
    assert passed == []


def harmless(lie):
    """Labels of agents are their author's; so is a name that only one of them has."""
    return lie.startswith("agents.") and ("grounded" in lie)


def test_a_stopped_tournament_lists_what_is_lacking():
    none = tournament(PD, ["lp", "nelp"], "1/4", "1/2", budget=0)
    true = json.loads(none.to_json())
    assert verify(true) and none.verify()
    assert not verify(true | {"status": "complete"})
    assert not verify(true | {"undecided": true["undecided"][1:]})


class Mine(Agent):
    name = "mine"

    def check(self, seat):
        pass

    def output(self, seat, own, other):
        return (HALF, HALF)


def test_an_agent_of_ones_own_is_run_where_it_is_at_hand():
    result = tournament(PD, [Mine(), "nelp"], "1/4", "1/2")
    assert result.verify()
    checked = verify(result.to_json())
    assert checked and "3 pairings" in checked.assumed[0]
    pairing = result.pairings[0]
    wrong = replace(pairing, best=(pairing.best[0] + 1, pairing.best[1]))
    assert not replace(result, pairings=(wrong, *result.pairings[1:])).verify()


def test_the_match_inside_must_be_the_tournaments():
    true = document("three moves")
    other = document("three moves")
    other["pairings"][0]["match"] = true["pairings"][1]["match"]
    assert not verify(other)
    del true["pairings"][0]["match"]["fixed_points"][0]
    assert not verify(true)


def test_payoffs_beyond_all_floats_are_shown_as_texts():
    huge = 10**400
    game = Game.from_arrays([[2 * huge, 0], [3 * huge, huge]], [[2, 3], [0, 1]])
    result = tournament(game, ["nicer", "defect"], "1/5", "1/2")
    assert verify(result.to_json())
    assert isinstance(result.to_dict()["table"][0]["best"], str)
    assert "e+400" in str(result) and result.columns()["first best"]


def test_a_match_inside_that_lacks_a_fixed_point_is_refused():
    """Everything else follows from what is left, so that only the search for others sees it."""
    true = tournament("rock_paper_scissors", ["nicer", "lp"], "1/2", "2/3")
    assert true.verify()
    (k, pairing) = next((k, p) for k, p in enumerate(true.pairings) if p.count > 2)
    fewer = replace(pairing.match, fixed_points=tuple(pairing.match.fixed_points)[1:])
    assert fewer.verify()
    wrong = pairing_of(pairing.agents, fewer)
    pairings = (*true.pairings[:k], wrong, *true.pairings[k + 1 :])
    assert not replace(true, pairings=pairings).verify()
