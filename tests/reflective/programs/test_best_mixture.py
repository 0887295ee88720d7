"""Coins handed on among three and more: play by running programs, deviations by trying many."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import sqrt
from random import Random

import pytest

from oraclegames import (
    Game,
    InputError,
    UnsupportedError,
    catalog,
    common_coins,
    independent_coins,
    read_result,
    verify,
)
from oraclegames.certificates import independent_mixtures as checker
from oraclegames.reflective.agents.several import meeting_of, others_of
from oraclegames.reflective.programs import best_mixture as module
from tests.certificates.falsify import falsifications, refused
from tests.depth import some
from tests.reflective.programs.test_common_coins import copies
from tests.reflective.programs.test_common_coins_of_more import (
    numbered,
    random_meeting,
    with_one_move_more,
)

GOODS = catalog.public_goods(3)


def dilemma():
    """Three players; what each gets by her move and the number of others who cooperate."""
    gets = ((0, 1, 4), (1, 3, 6))

    def table(player):
        def value(*moves):
            others = sum(a == 0 for k, a in enumerate(moves) if k != player)
            return gets[moves[player]][others]

        return [[[value(a, b, c) for c in (0, 1)] for b in (0, 1)] for a in (0, 1)]

    return Game.from_arrays(*map(table, range(3)))


def marginals(game, play):
    return [
        [sum(p for o, p in zip(game.outcomes(), play) if o[k] == a) for a in range(n)]
        for k, n in enumerate(game.shape)
    ]


def mean(game, player, mixes):
    total = Fraction(0)
    for outcome in game.outcomes():
        term = game.payoff(player, outcome)
        for mix, a in zip(mixes, outcome):
            term *= mix[a]
        total += term
    return total


@pytest.mark.parametrize("seed", range(some(8, 60)))
def test_all_play_the_ends_of_games_of_their_own(seed):
    game, programs, epsilon = random_meeting(seed)
    found = independent_coins(game, *programs, epsilon)
    expected = marginals(game, common_coins(game, *programs, epsilon).play)
    assert [list(mix) for mix in found.play] == expected
    assert found.payoffs == tuple(mean(game, k, expected) for k in range(3))
    assert found.verify() and read_result(found.to_json()) == found


def test_the_programs_play_so_when_they_are_run():
    programs, epsilon = meeting_of(GOODS, ["S9", "generous:1/2", "memory-one:1,0,1/2,1/3"], "2/5")
    found = independent_coins(GOODS, *programs, epsilon)
    draw, runs, count = Random(5), 1500, dict.fromkeys(GOODS.outcomes(), 0)

    def play_of(player):
        """The last move of a game in a player's head, whose length is drawn first."""
        length = 1
        while draw.random() >= epsilon:
            length += 1
        states, outcome = [0, 0, 0], (0, 0, 0)
        for period in range(length):
            if period:
                states = [
                    one.after[s][outcome[k]][numbered(outcome, k, (2, 2, 2))]
                    for k, (one, s) in enumerate(zip(programs, states))
                ]
            outcome = tuple(
                int(draw.random() >= one.play[s][0]) for one, s in zip(programs, states)
            )
        return outcome[player]

    for _ in range(runs):
        count[tuple(map(play_of, range(3)))] += 1
    for outcome, seen in count.items():
        p = 1.0
        for mix, a in zip(found.play, outcome):
            p *= float(mix[a])
        assert abs(seen / runs - p) <= 4.5 * sqrt(p * (1 - p) / runs) + 1e-12


@pytest.mark.parametrize("seed", range(some(6, 40)))
def test_no_mixture_of_policies_gets_more(seed):
    """Policies are played as programs; all of two, and some of more, are mixed."""
    game, programs, epsilon = random_meeting(seed)
    found = independent_coins(game, *programs, epsilon)
    draw = Random(seed)
    for player, moves in enumerate(game.shape):
        rival = others_of(found.programs, player)
        reached = []
        policies = list(product(range(moves), repeat=len(rival.play)))
        for policy in draw.sample(policies, min(len(policies), 12)):
            met = list(found.programs)
            met[player] = copies(rival, moves, policy)
            reached.append(marginals(game, common_coins(game, *met, epsilon=epsilon).play))
        values = []
        for _ in range(60):
            shares = [draw.randrange(6) * (draw.random() < 0.5) for _ in reached]
            shares[draw.randrange(len(reached))] += 1
            weights = [Fraction(x, sum(shares)) for x in shares]
            mixes = [
                [sum(w * z[k][a] for w, z in zip(weights, reached)) for a in range(n)]
                for k, n in enumerate(game.shape)
            ]
            values.append(mean(game, player, mixes))
        assert max(values) <= found.most[player]
        assert found.best[player] <= found.most[player]
        assert found.best[player] >= max(mean(game, player, z) for z in reached)
        # each corner is what its policy reaches, played as a program
        for corner in found.reach[player][:3]:
            met[player] = copies(rival, moves, corner.policy)
            rows = marginals(game, common_coins(game, *met, epsilon=epsilon).play)
            order = [player, *(k for k in range(3) if k != player)]
            assert list(corner.place) == [p for k in order for p in rows[k][:-1]]


@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize(
    "names", [("grim", "S9"), ("generous:1/3", "contrite"), ("S6", "S11"), ("grim", "punish-once")]
)
def test_somebody_with_one_move_changes_nothing(place, names):
    """Then it is what the border of two players says, by another way."""
    for table, epsilon in (((5, 3, 1, 0), "2/5"), ((3, 2, 1, 0), "1/4")):
        game = catalog.prisoners_dilemma(*table)
        known = independent_coins(game, *names, epsilon)
        wide, programs = with_one_move_more(game, names, place)
        found = independent_coins(wide, *programs, epsilon)
        rest = [k for k in range(3) if k != place]
        assert tuple(found.payoffs[k] for k in rest) == known.payoffs
        assert found.verify() and found.holds is known.holds
        for k, most in zip(rest, known.best):
            assert found.best[k] == found.most[k] == most


def test_grim_among_three_with_coins_of_their_own():
    """At once is the best deviation: ε²·6 + 2ε(1 − ε)·3 + (1 − ε)² ≤ 4 up to √7 − 2."""
    game = dilemma()
    for epsilon, own, shared in (
        ("3/5", True, True),
        ("64/100", True, False),
        ("65/100", False, False),
    ):
        assert independent_coins(game, *["grim"] * 3, epsilon).holds is own
        assert common_coins(game, *["grim"] * 3, epsilon).holds is shared
    found = independent_coins(game, *["grim"] * 3, "65/100")
    e = Fraction(65, 100)
    assert found.best == (e * e + 4 * e + 1,) * 3 and found.most == found.best


def test_taking_turns_is_lost():
    game = catalog.volunteers_dilemma(3)
    own = independent_coins(game, "turns", "turns", "turns", "1/100")
    shared = common_coins(game, "turns", "turns", "turns", "1/100")
    assert shared.holds and own.holds is False
    assert all(a < b for a, b in zip(own.payoffs, shared.payoffs))


def test_of_too_many_corners_these_alone_are_tried(monkeypatch):
    monkeypatch.setattr(module, "MAX_TERMS", 1)
    found = independent_coins(GOODS, "grim", "grim", "grim", "1/4")
    assert found.holds is None and found.best == (2, 2, 2) and found.verify()
    assert [bound.cuts for bound in found.bounds] == [(), (), ()]
    assert "Undetermined" in str(found)
    document = found.to_dict()
    assert not verify({**document, "holds": True})
    gains = independent_coins(GOODS, "grim", "grim", "grim", "4/5")
    assert gains.holds is False and gains.verify()


def test_too_many_policies_are_told(monkeypatch):
    monkeypatch.setattr(module, "MAX_POLICIES", 3)
    with pytest.raises(UnsupportedError, match=r"2\^2 policies"):
        independent_coins(GOODS, "grim", "grim", "grim", "1/4")


@pytest.mark.parametrize("seed", [0, 8])
def test_false_documents_are_refused(seed):
    game, programs, epsilon = random_meeting(seed)
    document = independent_coins(game, *programs, epsilon).to_dict()
    # larger bounds, other cuts that prove them, and another order of corners that are not used
    silent = ("game", "version", "programs", "bounds", "epsilon", "reach.*.policy", "*.between")
    lies = list(falsifications(document, silent))
    passed = [lie for lie in Random(1).sample(lies, min(len(lies), some(40, 400)))
              if not (lie.place.startswith("reach.") and lie.what.startswith("swapped"))
              and not refused(lie.document)]  # fmt: skip
    assert verify(document) and [str(lie) for lie in passed] == []


def test_what_a_checker_must_not_believe():
    document = independent_coins(GOODS, "grim", "grim", "grim", "1/4").to_dict()
    first, *rest = document["reach"]
    assert "beyond the corners" in str(verify({**document, "reach": [first[:-1], *rest]}))
    twice = {**document, "reach": [[*first, first[0]], *rest]}
    assert "a corner comes twice" in str(verify(twice))
    far = {**document, "deviations": [["1", "1", "0"], *document["deviations"][1:]]}
    assert "the mixture leads elsewhere" in str(verify(far))
    low = [{"most": "1", "cuts": [[]]}, *document["bounds"][1:]]
    assert "it may be more" in str(verify({**document, "bounds": low}))
    assert "two players" in str(verify({**document, "fresh": True}))


def test_what_a_policy_reaches_is_a_mean_of_corners():
    name = "memory-one:1,1/2,1/2,0"
    document = independent_coins(GOODS, name, name, "grim", "1/4").to_dict()
    one, *others = document["mixtures"]
    assert len(one["means"]) == 2 and len(one["weights"]) == 3 and verify(document)
    count = len(one["weights"])
    for wrong, why in (
        ({"weights": ["2", "-1", *["0"] * (count - 2)]}, "these are no probabilities"),
        ({"means": [*one["means"], [0]]}, "no policy leads there"),
        ({"means": one["means"][:1]}, "beyond the corners"),
        ({"means": [[0, 99], *one["means"][1:]]}, "no such corners"),
        ({"means": [[0], *one["means"][1:]]}, "it is no mean of these"),
    ):
        lie = {**document, "mixtures": [{**one, **wrong}, *others]}
        assert why in str(verify(lie))


def test_where_payoffs_add_up_many_corners_are_no_matter():
    """Then a payoff is linear in what all do, and the best deviation that of common coins."""
    name = "memory-one:1,1/2,1/3,0"
    own = independent_coins(GOODS, name, name, "grim", "1/4")
    assert [len(corners) for corners in own.reach] == [3, 3, 24] and own.verify()
    assert own.most == own.best == common_coins(GOODS, name, name, "grim", "1/4").best
    more = independent_coins("volunteers_dilemma(3)", name, name, "grim", "1/4")
    assert [bool(bound.cuts) for bound in more.bounds] == [True, True, False] and more.verify()


def test_what_is_proved_is_said_player_by_player():
    document = independent_coins(GOODS, "grim", "grim", "grim", "1/4").to_dict()
    assert "the most that any deviation of whatever memory gets" in str(verify(document))
    loose = [{"most": "7/3", "cuts": []}, *document["bounds"][1:]]
    for bounds in (loose, loose[::-1]):
        open_ = {**document, "bounds": bounds, "holds": None}
        assert "more than what none gets" in str(verify(open_))
        assert not verify({**open_, "holds": True}) and not verify({**open_, "holds": False})
    first, *rest = document["mixtures"]
    assert "no such key" in str(verify({**document, "mixtures": [{**first, "more": 1}, *rest]}))
    assert "no corner" in str(verify({**document, "reach": [[], *document["reach"][1:]]}))


def test_a_policy_makes_moves_that_there_are_and_policies_are_not_too_many(monkeypatch):
    document = independent_coins(GOODS, "grim", "grim", "grim", "1/4").to_dict()
    (first, *more), *rest = document["reach"]
    for move in (2, -1):
        wrong = {**first, "policy": [move, *first["policy"][1:]]}
        assert "no such move" in str(verify({**document, "reach": [[wrong, *more], *rest]}))
    monkeypatch.setattr(checker, "MAX_POLICIES", 3)
    with pytest.raises(InputError, match="at most 3 policies"):
        verify(document)
