"""Reflective play, by pairs and by chains, against trembles tried one by one."""

from dataclasses import replace
from fractions import Fraction
from itertools import permutations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oraclegames import Distribution, Game, check
from oraclegames.conditional.check.verdict import Verdict
from oraclegames.conditional.oracle.agents import Agents
from oraclegames.conditional.oracle.answers import played_moves
from oraclegames.conditional.oracle.families import Evidence
from oraclegames.conditional.oracle.play import reflective_play
from oraclegames.games.load import as_game
from tests.conditional.oracle.plain import chain_contents, pairs_contents
from tests.conditional.oracle.walk import walk
from tests.depth import some
from tests.strategies import distributions, games

ABC = [["A", "B", "C"]]


@given(st.data())
@settings(max_examples=some(24, 60))
def test_pairs_are_what_check_decides(data):
    game = data.draw(games(max_outcomes=12))
    played = data.draw(distributions(game))
    play = reflective_play(Agents.pairwise(game), played)
    expected = check(game, played).reflective
    assert expected in (play.verdict, "undetermined")
    assert play.verdict != "no" or expected == "no"
    assert play.verify()


def chains_by_force(payoffs, order, move, t=Fraction(1, 10**6)):
    """One player: try trembles t^k and 2·t^k of the other moves, k = 1, 2, 3, one by one."""
    game = Game.from_arrays(payoffs)
    others = [s for s in range(len(payoffs)) if s != move]
    sizes = [t**k * c for k in (1, 2, 3) for c in (1, 2)]
    for chosen in product(sizes, repeat=len(others)):
        weights = [Fraction(1)] * len(payoffs)
        for s, size in zip(others, chosen):
            weights[s] = size
        if chain_contents(game, [order], (move,), weights):
            return True
    return False


@pytest.mark.parametrize("payoffs", list(product(range(3), repeat=3)))
def test_a_single_players_chain_is_decided_as_trembles_show(payoffs):
    game = Game.from_arrays(list(payoffs))
    for order in permutations(range(3)):
        for move in range(3):
            play = reflective_play(Agents.chain(game, [order]), Distribution.point(game, (move,)))
            assert (play.verdict == "yes") == chains_by_force(payoffs, order, move)
            assert play.verdict != "undetermined"
            assert play.verify()


@given(st.lists(st.integers(0, 2), min_size=4, max_size=4), st.permutations(range(4)))
@settings(max_examples=some(10, 25))
def test_four_moves_of_a_single_player_too(payoffs, order):
    game = Game.from_arrays(payoffs)
    for move in range(4):
        play = reflective_play(Agents.chain(game, [order]), Distribution.point(game, (move,)))
        assert (play.verdict == "yes") == chains_by_force(payoffs, order, move)
        assert play.verify()


def test_the_chain_keeps_five_although_ten_is_there():
    game = Game.from_arrays([5, 3, 10], moves=ABC)
    verdicts = {
        "".join(order): reflective_play(Agents.chain(game, [list(order)]), [1, 0, 0]).verdict
        for order in ("ABC", "ACB", "BAC", "BCA", "CAB", "CBA")
    }
    assert verdicts == {
        "ABC": "yes",
        "ACB": "yes",
        "BAC": "no",
        "BCA": "no",
        "CAB": "no",
        "CBA": "no",
    }
    assert reflective_play(Agents.pairwise(game), [1, 0, 0]).verdict == "no"
    for agents in (Agents.chain(game), Agents.pairwise(game)):
        assert reflective_play(agents, [0, 1, 0]).verdict == "no"
        assert reflective_play(agents, [0, 0, 1]).verdict == "yes"


def test_a_single_player_mixes_equal_moves_only_before_worse_ones_are_out_of_the_way():
    """Payoffs 1, 1, 0: in A, B, C the first link weighs A against B or C, which is worse."""
    game = Game.from_arrays([1, 1, 0], moves=ABC)
    mixed = Distribution.of(game, ["1/2", "1/2", 0])
    assert reflective_play(Agents.chain(game, ["ABC"]), mixed).verdict == "no"
    assert reflective_play(Agents.chain(game, ["CAB"]), mixed).verdict == "yes"
    assert reflective_play(Agents.chain(game, ["ACB"]), mixed).verdict == "no"
    assert reflective_play(Agents.pairwise(game), mixed).verdict == "yes"


@given(st.data())
@settings(max_examples=some(24, 60))
def test_verdicts_on_play_verify_and_trembles_are_right_at_a_small_t(data):
    game = data.draw(games(max_outcomes=12))
    played = data.draw(distributions(game))
    if data.draw(st.booleans()):
        played = Distribution.point(game, data.draw(st.sampled_from(list(game.outcomes()))))
    orders = [data.draw(st.permutations(range(m))) for m in game.shape]
    agents = Agents.chain(game, orders)
    play = reflective_play(agents, played)
    assert play.verify()
    if isinstance(play.certificate, Evidence):
        (family,) = play.certificate.families
        weights = family.at(Fraction(1, 10**12)).probabilities
        assert all(chain_contents(game, orders, o, weights) for o in played.support)


@given(st.data())
@settings(max_examples=some(24, 60))
def test_trembles_found_by_a_walk_are_never_contradicted(data):
    """The walk shares no code with the refutations: what it finds must not be refuted."""
    game = data.draw(games(max_outcomes=9))
    outcome = data.draw(st.sampled_from(list(game.outcomes())))
    orders = [data.draw(st.permutations(range(m))) for m in game.shape]
    agents = data.draw(st.sampled_from([Agents.chain(game, orders), Agents.pairwise(game)]))
    start = dict.fromkeys(game.outcomes(), 2) | {outcome: 0}
    family = walk(agents, start, played_moves(agents, outcome), steps=60, seed=1)
    verdict = reflective_play(agents, Distribution.point(game, outcome)).verdict
    if family is not None:
        weights = family.at(Fraction(1, 10**30)).probabilities
        if agents.reading == "chain":
            assert chain_contents(game, orders, outcome, weights)
        else:
            assert pairs_contents(game, outcome, weights)
        assert verdict != "no"


def test_forged_verdicts_do_not_verify():
    game = Game.from_arrays([5, 3, 10], moves=ABC)
    chain, other = Agents.chain(game, ["ABC"]), Agents.chain(game, ["CAB"])
    yes, no = reflective_play(chain, [1, 0, 0]), reflective_play(other, [1, 0, 0])
    assert yes.verify()
    assert no.verify()
    assert not replace(yes, agents=other).verify()
    assert not replace(no, agents=chain).verify()
    assert not replace(yes, verdict="no").verify()
    assert not replace(no, verdict="yes").verify()
    assert not replace(yes, certificate=None).verify()
    assert not replace(no, distribution=Distribution.point(game, (2,))).verify()


def test_what_is_known_of_another_game_says_nothing():
    """Verdicts of ``check`` are about one game, and say what the play's verdict says."""
    dilemma, pennies = (Agents.pairwise(as_game(n)) for n in ("prisoners_dilemma", "chicken"))
    for outcome in dilemma.game.outcomes():
        known = reflective_play(dilemma, Distribution.point(dilemma.game, outcome))
        other = reflective_play(pennies, Distribution.point(pennies.game, outcome))
        assert known.verify() and other.verify()
        assert isinstance(known.certificate, Verdict) and isinstance(other.certificate, Verdict)
        assert not replace(known, certificate=other.certificate).verify()
        assert not replace(known, agents=pennies).verify()
        turned = "no" if known.verdict == "yes" else "yes"
        assert not replace(known, verdict=turned).verify()
