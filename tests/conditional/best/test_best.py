"""The best equilibrium: against the closed form, brute force, and known answers."""

from __future__ import annotations

import copy
import dataclasses
import itertools
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oraclegames import Distribution, Game, InputError, UnsupportedError, read_result, verify
from oraclegames.budget import Clock, OutOfTime
from oraclegames.conditional.best import rivals, searched
from oraclegames.conditional.best.best import best, find_best
from oraclegames.conditional.best.objective import objective
from oraclegames.conditional.best.result import CLOSED_FORM, EXACT, SEARCH, TOGETHER
from oraclegames.conditional.check.check import check
from oraclegames.conditional.check.pure import pure_equilibria
from oraclegames.conditional.columns.symmetric_game import SymmetricGame
from oraclegames.conditional.two_by_two.totally_mixed import interior_2x2, odds_maps
from oraclegames.conditional.two_players import possible_choices
from oraclegames.conditional.values.achieve import achieve
from tests.certificates.falsify import accepted, refused
from tests.depth import some
from tests.strategies import games

DILEMMA = Game.from_dict({"Row": [[2, 0], [3, 1]], "Column": [[2, 3], [0, 1]]})
CHICKEN = Game.from_arrays([[4, 4], [5, 0]], [[4, 5], [4, 0]])
SEXES = Game.from_arrays([[3, 0], [0, 2]], [[2, 0], [0, 3]])
MIXED = Game.from_arrays([[2, -1, 4], [0, 3, 1]], [[1, 3, 0], [2, -2, 5]])


def random_game(seed: int, *shape: int) -> Game:
    rng = np.random.default_rng(seed)
    return Game.from_arrays(*rng.integers(-9, 10, size=(len(shape), *shape)))


def within(result, low) -> bool:
    """Whether ``low`` is no better than the bound, and hardly better than the answer."""
    scale = 1 + abs(float(result.bound))
    return float(low) <= float(result.bound) + 1e-9 * scale and (
        float(low) <= float(result.value) + 0.05 * scale
    )


@pytest.mark.parametrize("what", ["welfare", "egalitarian", "nash", "player:1", "linear:1,-1/2"])
@pytest.mark.parametrize("seed", range(8))
def test_two_by_two_games_agree_with_the_closed_form(seed, what):
    game = random_game(seed, 2, 2)
    goal = objective(what, game)
    interior = interior_2x2(*odds_maps(game))
    result = best(game, what, totally_mixed=True, compare=False)
    assert result.verify()
    if interior.dimension == -1:
        assert result.value is None and result.bound is None
        return
    payoffs = np.array([[float(u) for u in game.payoff_array(i).flat] for i in (0, 1)])
    sampled = []
    for arc in interior.arcs:
        low, high = (float(end) for end in arc.span)
        for share in np.linspace(0.001, 0.999, 1500):
            values = payoffs @ np.array(arc.near(low + (high - low) * share))
            sampled.append(float(goal.value([Fraction(float(v)) for v in values])))
    assert sampled and result.status in ("complete", "tied")
    assert max(sampled) <= float(result.bound) + 1e-7
    assert float(result.value) >= max(sampled) - 0.01 * (1 + abs(max(sampled)))


@pytest.mark.parametrize("game", [MIXED, random_game(0, 2, 3), random_game(5, 3, 3)])
def test_no_point_of_a_fine_grid_of_values_beats_the_answer(game):
    low, high = (int(f(game.numerators)) for f in (np.min, np.max))
    fine = 4 if high - low < 10 else 2
    steps = [Fraction(k, fine) for k in range(fine * low, fine * high + 1)]
    reached = [v for v in itertools.product(steps, repeat=2) if achieve(game, v).achievable]
    for what in ("welfare", "egalitarian", "player:2"):
        goal = objective(what, game)
        result = best(game, what, totally_mixed=True, compare=False, budget=600)
        assert result.verify()
        if result.value is None:
            assert not reached
        else:
            assert not reached or within(result, max(goal.value(v) for v in reached))


@pytest.mark.parametrize("seed", range(3))
def test_no_random_equilibrium_of_three_players_beats_the_answer(seed):
    game = random_game(seed, 2, 2, 2)
    result = best(game, "welfare", totally_mixed=True, compare=False, budget=600)
    assert result.verify() and result.status in ("complete", "tied")
    rng = np.random.default_rng(seed)
    for _ in range(300):
        weights = rng.dirichlet(np.ones(8))
        values = [
            Fraction(float(v)).limit_denominator(64)
            for v in game.numerators.reshape(3, 8) @ weights
        ]
        if achieve(game, values).achievable:
            assert sum(values) <= result.bound


def test_the_dilemma_cooperates_in_the_limit_and_on_the_boundary():
    inside = best(DILEMMA, "welfare", totally_mixed=True)
    assert inside.bound == inside.value == 4 and not inside.attained
    outside = best(DILEMMA, "welfare")
    assert outside.value == outside.bound == 4 and outside.values == (2, 2)
    assert outside.probabilities == (1, 0, 0, 0)
    assert outside.correlated.value == outside.nash.value == 2
    for result in (inside, outside):
        assert result.verify()


def test_chicken_is_worth_eight_inside_and_nine_on_the_boundary():
    assert best(CHICKEN, "welfare", compare=False, totally_mixed=True).value == 8
    assert best(CHICKEN, "welfare", compare=False).value == 9


def test_battle_of_the_sexes_is_fair_inside():
    result = best(SEXES, "egalitarian", totally_mixed=True, compare=False)
    assert result.bound == result.value == 2 and not result.attained
    assert best(SEXES, "nash", compare=False).value == 6


@pytest.mark.parametrize("what", ["welfare", "egalitarian", "nash"])
@pytest.mark.parametrize("seed", range(4))
def test_the_boundary_holds_every_pure_and_nash_equilibrium(seed, what):
    game = random_game(seed, 2, 3)
    goal = objective(what, game)
    result = best(game, what)
    assert result.verify() and result.status == "complete"
    assert check(game, Distribution(game, result.probabilities))
    for pure in pure_equilibria(game):
        assert goal.value(pure.values) <= result.bound
    assert result.nash.value <= result.bound
    best_correlated = result.correlated.value
    assert result.nash.value <= best_correlated + abs(best_correlated) / 500


@given(games(max_players=3, max_moves=3, max_outcomes=9))
@settings(max_examples=some(16, 40))
def test_degenerate_games_are_searched_to_the_end_and_the_proof_checks(game):
    for boundary in (False, True):
        result = best(
            game,
            "welfare",
            totally_mixed=not boundary,
            compare=False,
            tolerance="1/50",
            budget=5,
        )
        assert result.verify()
        assert str(result) and result.to_dict()["boundary"] == boundary
        if boundary and result.status == "complete":
            assert result.value is not None, "every game has a dependency equilibrium"
            assert result.bound - result.value <= Fraction(18, 50)


@given(games(shape=(2, 2)), st.sampled_from(["welfare", "egalitarian"]))
@settings(max_examples=some(10, 25))
def test_a_correlated_equilibrium_is_optimal_by_enumeration_of_a_grid(game, what):
    goal = objective(what, game)
    rival = best(game, what, budget=600).correlated
    assert rival.verify(game, goal)
    for weights in itertools.product(range(5), repeat=4):
        if sum(weights) == 4:
            play = Distribution(game, tuple(Fraction(w, 4) for w in weights))
            if is_correlated(play):
                assert goal.value(play.values) <= rival.value


def is_correlated(play: Distribution) -> bool:
    game = play.game
    for i in range(game.n_players):
        for s, t in itertools.permutations(range(game.shape[i]), 2):
            gain = Fraction(0)
            for o, p in zip(game.outcomes(), play.probabilities):
                if o[i] == s:
                    other = (*o[:i], t, *o[i + 1 :])
                    gain += p * (game.payoff(i, o) - game.payoff(i, other))
            if gain < 0:
                return False
    return True


def test_an_irrational_point_of_a_curve_is_reported_exactly():
    game = random_game(2, 2, 2)
    result = best(game, "egalitarian", totally_mixed=True, compare=False)
    assert result.verify()
    total = result.probabilities[0]
    for p in result.probabilities[1:]:
        total = total + p
    assert total == 1 and result.value == min(result.values)


def near_best(game: Game, what: str):
    """An answer of branch and bound for totally mixed play."""
    return find_best(game, objective(what, game), Fraction(1, 1000), Clock(None))


def test_a_forged_answer_does_not_verify():
    result = near_best(MIXED, "welfare")
    assert not dataclasses.replace(result, bound=Fraction(0)).verify()
    assert not dataclasses.replace(result, leaves=((),)).verify()
    assert not dataclasses.replace(result, value=Fraction(4)).verify()
    moved = (result.probabilities[1], result.probabilities[0], *result.probabilities[2:])
    assert not dataclasses.replace(result, probabilities=moved).verify()
    outside = best(DILEMMA, "welfare", compare=False)
    cd = dataclasses.replace(
        outside, probabilities=(0, 0, 1, 0), values=(Fraction(3), Fraction(0)), value=Fraction(3)
    )
    assert not cd.verify()


def test_a_budget_leaves_a_partial_answer_that_still_verifies():
    game = random_game(0, 2, 2, 2)
    result = best(game, "welfare", totally_mixed=True, compare=False, budget=0)
    assert result.status == "partial" and result.verify()


@pytest.mark.parametrize("notion", ["dependency", "reflective"])
def test_what_it_is_compared_with_may_be_what_is_left_out(notion, monkeypatch):
    def late(*asked):
        raise OutOfTime

    monkeypatch.setattr(rivals, "best_correlated", late)
    result = best(random_game(4, 2, 3), notion=notion)
    assert (result.status, result.compared, result.gap) == ("partial", "partial", 0)
    assert result.verify() and "ended the search of what it is compared with" in str(result)
    for lie in ({"status": "complete"}, {"status": "tied"}, {"compared": "complete"}):
        assert not dataclasses.replace(result, **lie).verify()
    assert not dataclasses.replace(result, compared=None, status="complete").verify()
    alone = best(random_game(4, 2, 3), notion=notion, compare=False)
    assert (alone.status, alone.compared) == ("complete", None)


def test_an_interrupt_returns_what_was_found():
    def stop(line: str) -> None:
        raise KeyboardInterrupt

    result = best(
        random_game(1, 2, 2, 2),
        "nash",
        totally_mixed=True,
        compare=False,
        tolerance="1/100000",
        progress=stop,
    )
    assert result.status == "partial" and result.verify()


@pytest.mark.parametrize(
    ("what", "message"),
    [
        ("wellfare", "there is no objective 'wellfare': did you mean 'welfare'?"),
        ("player:Rwo", "there is no player 'Rwo': did you mean 'Row'?"),
        ("player:", "there is no player '': there are Row, Column"),
        ("linear:1", "1 weight for 2 players"),
        ({"Roww": 1}, "did you mean 'Row'?"),
        ([1, 0.5], "which is not exact"),
    ],
)
def test_an_unknown_objective_is_refused_in_one_line(what, message):
    with pytest.raises(InputError) as error:
        best(DILEMMA, what)
    assert message in str(error.value) and "\n" not in str(error.value)


def test_too_large_games_are_refused_with_the_limit():
    game = Game.from_arrays(*np.zeros((13, *(2,) * 13), dtype=np.int64))
    with pytest.raises(UnsupportedError, match="8192 outcomes, but best"):
        best(game)
    with pytest.raises(UnsupportedError, match="whose outcomes are listed: ask achieve"):
        best(SymmetricGame.of(3, lambda s, k: 0 * k[0]))


@pytest.mark.parametrize("what", ["welfare", "egalitarian", "nash", "linear:1,-1"])
def test_choices_of_moves_taken_together_have_a_true_bound(what, monkeypatch):
    """Against the exact answer."""
    for seed in range(6):
        game = random_game(seed, *[(2, 3), (3, 3), (4, 2)][seed % 3])
        exact = best(game, what, compare=False)
        with monkeypatch.context() as patched:
            patched.setattr(possible_choices, "MOST_CHOICES", 0)
            patched.setattr(searched, "MAX_SUPPORTS", 0)
            together = best(game, what, compare=False, tolerance="1/50")
        assert together.method == TOGETHER
        assert len(together.leaves) == 1
        assert together.value <= exact.value <= together.bound
        assert together.verify()
        assert verify(together.to_dict())
        for method in (SEARCH, CLOSED_FORM, EXACT):
            assert not dataclasses.replace(together, method=method).verify()
        assert not dataclasses.replace(exact, method=TOGETHER).verify()


def test_games_with_many_choices_of_moves_are_answered_in_part():
    """63 · 15 · 15 choices; most boxes are left when the time is over."""
    game = random_game(0, 6, 4, 4)
    result = best(game, "egalitarian", compare=False, budget=0.3)
    assert result.value <= result.bound
    assert result.verify()
    stopped = best(game, "egalitarian", compare=False, budget=0)
    assert stopped.status == "partial"
    assert (
        str(stopped).endswith(
            "14175 choices of played moves were searched together, not one by one: "
            "better equilibria may be missed, and the bound may be loose"
        )
        or stopped.value is None
    )
    assert stopped.verify()


def test_falsified_boxes_of_choices_taken_together_are_refused(monkeypatch):
    monkeypatch.setattr(possible_choices, "MOST_CHOICES", 0)
    game = Game.from_arrays(*np.random.default_rng(2).integers(-9, 10, (2, 12, 2)))
    document = best(game, "linear:1,-1", tolerance="1/20", compare=False).to_dict()
    assert verify(document)
    kinds = {leaf["kind"] for leaf in document["leaves"][0]}
    assert kinds == {"corner", "bound", "multipliers"}
    # Other levels, other proofs and another order of the boxes are as good.
    silent = ["version", "game", "tolerance", "nash_searched", "levels.levels"]
    silent += ["leaves.*.multipliers", "leaves.*.weights"]
    assert all("swapped" in lie for lie in accepted(document, silent))
    for k, leaf in enumerate(document["leaves"][0]):
        if leaf["kind"] == "multipliers":
            other = copy.deepcopy(document)
            other["leaves"][0][k]["multipliers"] = [["0"] * 12, ["0"] * 2]
            assert refused(other)


def test_the_status_follows_from_the_gap():
    for budget in (0, None):
        for game in (MIXED, random_game(4, 2, 3)):
            result = best(game, "welfare", totally_mixed=True, compare=False, budget=budget)
            assert result.verify()
            for status in {"complete", "tied", "partial"} - {result.status}:
                if "complete" in (status, result.status):
                    assert not dataclasses.replace(result, status=status).verify()


def test_a_leaf_that_excludes_nothing_is_refused():
    result = near_best(MIXED, "welfare")
    (row,) = result.leaves
    for k, leaf in enumerate(row):
        zero = tuple((Fraction(0),) * m for m in MIXED.shape)
        forged = (*row[:k], dataclasses.replace(leaf, proof=zero, bound=None), *row[k + 1 :])
        assert not dataclasses.replace(result, leaves=(forged,)).verify()


@pytest.mark.parametrize("kind", ["welfare", "egalitarian", "nash"])
def test_payoffs_beyond_all_floats(kind):
    b = 10**400
    for tables in (
        ([[b, 0, 1], [0, b, 2]], [[1, b, 3], [b, 0, b]]),
        ([[[b, 0], [1, 2]], [[0, 3], [b, 1]]], [[[1, 0], [b, 2]], [[0, 3], [1, 1]]],
         [[[b, 0], [1, 2]], [[0, b], [4, 1]]]),
    ):  # fmt: skip
        found = best(Game.from_arrays(*tables), kind, budget=1)
        assert found.verify() and repr(found)
        assert verify(found.to_json())


@pytest.mark.parametrize("what", ["welfare", "egalitarian"])
def test_a_search_is_read_back_with_its_boxes(what):
    game = Game.from_arrays([[2, -1, 4], [0, 3, 1]], [[1, 3, 0], [2, -2, 5]])
    found = find_best(game, objective(what, game), Fraction(1, 20), Clock(None))
    assert any(found.leaves) and read_result(found.to_json()).to_dict() == found.to_dict()
