"""Orders of magnitude against conditional values computed directly, on grids of orders."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import product
from math import lcm

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oraclegames import Distribution, Game
from oraclegames.conditional.check.check import check
from oraclegames.conditional.trembles import order_proofs, orders
from oraclegames.conditional.trembles.face import Face
from oraclegames.conditional.trembles.levels import Stuck
from oraclegames.conditional.trembles.order_proofs import Case, Contradiction, NoOrders, Orders
from oraclegames.conditional.trembles.orders import Undecided, decide_orders
from tests.depth import some
from tests.strategies import games


def is_optimal(game, base, weights):
    """Whether every player's move at ``base`` is worth the most, in plain fractions."""
    for i in range(game.n_players):
        means = []
        for s in range(game.shape[i]):
            part = [(w, game.payoff(i, o)) for o, w in weights.items() if o[i] == s]
            means.append(sum(w * u for w, u in part) / sum(w for w, _ in part))
        if max(means) > means[base[i]]:
            return False
    return True


def optimal_somewhere(game, base, highest, factors=(1,)):
    """Whether some e_o = a t^k with k ≤ highest keeps play optimal at t = 10^-9."""
    others = [o for o in game.outcomes() if o != base]
    sizes = [Fraction(a, 10 ** (9 * k)) for k in range(1, highest + 1) for a in factors]
    return any(
        is_optimal(game, base, {base: Fraction(1), **dict(zip(others, weights))})
        for weights in product(sizes, repeat=len(others))
    )


def assert_evidence_holds(game, base, found):
    assert found.verify()
    if isinstance(found, Orders):
        scale = lcm(*(x.denominator for _, x in found.exponents)) if found.exponents else 1
        weights = {o: Fraction(1, 10 ** int(9 * scale * x)) for o, x in found.exponents}
        assert is_optimal(game, base, {base: Fraction(1), **weights})


def test_all_two_by_two_games_with_payoffs_zero_and_one_are_decided_at_every_outcome():
    kinds = set()
    for numbers in product((0, 1), repeat=8):
        game = Game.from_arrays(np.reshape(numbers[:4], (2, 2)), np.reshape(numbers[4:], (2, 2)))
        found = decide_orders(Distribution.point(game, (0, 0)))
        assert_evidence_holds(game, (0, 0), found)
        kinds.add(type(found))
        assert isinstance(found, Orders) == optimal_somewhere(game, (0, 0), 3)
    assert kinds == {Orders, NoOrders}


@pytest.mark.parametrize("shape", [(2, 3), (3, 2), (1, 4)])
def test_larger_shapes_agree_with_grids_of_orders(shape):
    random = np.random.default_rng(shape[0])
    for _ in range(12):
        game = Game.from_arrays(*[random.integers(0, 2, shape) for _ in shape])
        base = (0,) * len(shape)
        found = decide_orders(Distribution.point(game, base))
        if isinstance(found, Undecided):
            continue
        assert_evidence_holds(game, base, found)
        if optimal_somewhere(game, base, 3):
            assert isinstance(found, Orders)


@given(st.data())
@settings(max_examples=some(60, 150))
def test_what_is_decided_is_proved_and_implies_the_weaker_notion(data):
    game = data.draw(games(max_outcomes=16))
    outcome = data.draw(st.sampled_from(list(game.outcomes())))
    point = Distribution.point(game, outcome)
    verdict = check(game, point)
    found = decide_orders(point)
    if isinstance(found, Undecided):
        return
    assert_evidence_holds(game, outcome, found)
    assert verdict.reflective == ("yes" if isinstance(found, Orders) else "no")
    if isinstance(found, Orders):
        assert verdict
    if isinstance(verdict.certificate, Stuck):
        assert isinstance(found, NoOrders)


# -- named cases -----------------------------------------------------------------------------------

PENNIES = Game.from_arrays([[1, -1], [-1, 1]], [[-1, 1], [1, -1]])
ANTI = Game.from_arrays([[0, 1], [1, 0]], [[0, 1], [1, 0]])
BATTLE = Game.from_arrays([[3, 0], [0, 2]], [[2, 0], [0, 3]])
COMMON = Game.from_arrays(*[[[1, 1, 0], [1, 0, 1], [0, 1, 1]]] * 2)


def test_matching_pennies_is_reflective_at_every_outcome():
    """At (0, 0) with e01 far below e10·e11 the column player is content too."""
    for outcome in PENNIES.outcomes():
        verdict = check(PENNIES, Distribution.point(PENNIES, outcome))
        assert (verdict.verdict, verdict.reflective) == ("yes", "yes")
        assert verdict.verify()
    x = dict(decide_orders(Distribution.point(PENNIES, (0, 0))).exponents)
    assert x[0, 1] > x[1, 0] + x[1, 1]
    assert x[1, 0] < x[0, 1] + x[1, 1]


@pytest.mark.parametrize(
    ("game", "outcome", "reflective"),
    [
        (ANTI, (0, 0), "no"),
        (ANTI, (1, 1), "no"),
        (ANTI, (0, 1), "yes"),
        (BATTLE, (0, 1), "no"),
        (BATTLE, (1, 0), "no"),
        (COMMON, (0, 2), "no"),
        (COMMON, (1, 1), "no"),
        (COMMON, (2, 0), "no"),
        (COMMON, (0, 0), "yes"),
        # A Nash equilibrium that is a dependency equilibrium but, by a tie, not reflective.
        (Game.from_arrays([[0, -1], [0, 0]], [[0, 0], [0, 0]]), (0, 0), "no"),
        (Game.from_arrays([[0, 1], [0, -1]], [[-2, 0], [1, -1]]), (1, 0), "no"),
    ],
)
def test_ties_of_the_literature(game, outcome, reflective):
    verdict = check(game, Distribution.point(game, outcome))
    assert (verdict.verdict, verdict.reflective) == ("yes", reflective)
    assert verdict.verify()
    assert verdict.to_dict()["reflective_certificate"] is not None


def test_three_coordinating_players_stay_decided():
    """Payoff 1 iff somebody deviates alone: each needs her own cell to be rarer than a product."""
    table = np.zeros((2, 2, 2), dtype=int)
    for cell in ((1, 0, 0), (0, 1, 0), (0, 0, 1)):
        table[cell] = 1
    game = Game.from_arrays(table, table, table)
    point = Distribution.point(game, (0, 0, 0))
    found = decide_orders(point)
    assert isinstance(found, Orders | NoOrders)
    assert_evidence_holds(game, (0, 0, 0), found)


def test_equal_weights_settle_ties_of_exponents():
    """Indifference between all outcomes: no monomial has a coefficient, every sequence will do."""
    game = Game.from_arrays([[1, 1], [1, 1]], [[2, 2], [2, 2]])
    found = decide_orders(Distribution.point(game, (0, 1)))
    assert isinstance(found, Orders)
    assert {x for _, x in found.exponents} == {1}


def test_a_search_that_gives_up_says_so(monkeypatch):
    monkeypatch.setattr(orders, "MAX_STEPS", 2)
    point = Distribution.point(COMMON, (0, 2))
    assert decide_orders(point) == orders.Undecided("steps")
    monkeypatch.setattr(
        "oraclegames.conditional.trembles.shift_search.decide_shifts", lambda *_: None
    )
    verdict = check(COMMON, point)
    assert (verdict.verdict, verdict.reflective) == ("yes", "undetermined")
    assert verdict.reason.endswith("was stopped after 2 steps")
    assert "tie" not in verdict.reason
    assert verdict.verify()


def test_games_with_too_many_monomials_are_left_undecided_at_once():
    shape = (2,) * 10
    game = Game.from_arrays(*[np.indices(shape).sum(axis=0) % 2 for _ in shape])
    point = Distribution.point(game, (0,) * 10)
    assert decide_orders(point) == orders.Undecided("size")
    verdict = check(game, point)
    assert verdict
    assert verdict.verify()


@pytest.mark.parametrize("top", [1, 2, 9])
def test_outcomes_of_large_tied_games_are_decided_without_listing_products(top):
    shape = (2,) * 10
    tables = np.random.default_rng(top).integers(0, top + 1, (10, *shape))
    game = Game.from_arrays(*tables)
    verdict = check(game, Distribution.point(game, (0,) * 10))
    assert verdict.reflective == "yes"
    assert isinstance(verdict.reflective_certificate, Orders)
    assert verdict.verify()


@pytest.mark.parametrize("top", [2, 2 * 10**18])
def test_arrays_add_up_orders_as_numbers_one_by_one_do(top):
    """Also where sums pass what machine integers hold."""
    random = np.random.default_rng(1)
    for shape in ((2, 2, 2), (3, 2, 2), (2, 24)):
        for _ in range(5):
            tables = random.integers(0, top, (len(shape), *shape))
            tables[:, *(1 for _ in shape)] = 0
            game = Game.from_arrays(*tables)
            face = Face.at(game, (1,) * len(shape))
            powers = random.integers(1, 3, game.n_outcomes).tolist()
            in_arrays = list(order_proofs.by_power(face, powers))
            assert in_arrays == list(order_proofs.by_outcome(face, powers))


def test_demands_in_short_ask_for_more_than_all_of_them(monkeypatch):
    """Where they are met the others are; where not, nothing is claimed."""
    monkeypatch.setattr(orders, "MAX_MONOMIALS", 0)
    rng, seen = np.random.default_rng(4), set()
    for _ in range(150):
        shape = [(2, 2), (3, 3), (2, 2, 2)][int(rng.integers(3))]
        game = Game.from_arrays(*rng.integers(0, 3, (len(shape), *shape)))
        point = Distribution.point(game, tuple(int(rng.integers(k)) for k in shape))
        short = decide_orders(point)
        with monkeypatch.context() as patched:
            patched.setattr(orders, "MAX_MONOMIALS", 10**6)
            full = decide_orders(point)
        if isinstance(short, Orders):
            assert short.verify()
            assert isinstance(full, Orders)
        else:
            assert short == orders.Undecided("size")
        seen.add(type(short))
    assert len(seen) == 2


def test_false_evidence_is_refused():
    found = decide_orders(Distribution.point(PENNIES, (0, 0)))
    assert found.verify()
    flat = tuple((o, Fraction(1)) for o, _ in found.exponents)
    assert not replace(found, exponents=flat).verify()
    assert not replace(found, exponents=found.exponents[1:]).verify()
    assert not replace(found, exponents=tuple((o, -x) for o, x in found.exponents)).verify()
    refuted = decide_orders(Distribution.point(ANTI, (0, 0)))
    assert isinstance(refuted, NoOrders)
    assert refuted.verify()
    assert not replace(refuted, distribution=Distribution.point(ANTI, (0, 1))).verify()
    assert not replace(refuted, proof=Contradiction(())).verify()
    assert isinstance(refuted.proof, Case)
    assert not replace(refuted, proof=replace(refuted.proof, choices=())).verify()
    (choice,) = refuted.proof.choices
    empty = replace(refuted.proof, choices=((choice[0], Contradiction(())),))
    assert not replace(refuted, proof=empty).verify()
