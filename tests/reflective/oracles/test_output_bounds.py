"""Output bounds hold for every state in the box, and bounds that sum to 1 share it out."""

from fractions import Fraction
from itertools import permutations
from random import Random

from flint import fmpq
from hypothesis import given
from hypothesis import strategies as st

from oraclegames.reflective.machines.bounds import UNIT
from oraclegames.reflective.machines.decision_tree import Forest
from oraclegames.reflective.machines.explore_tree import explore_tree
from oraclegames.reflective.oracles.output_bounds import (
    _least,
    intersect,
    output_bounds,
    share_out,
)
from tests.reflective.random_machines import system_of, trees

NAMES = ["m0", "m1"]
shares = st.fractions(min_value=0, max_value=1, max_denominator=12)


def value(tree, ones, answers):
    """P(output = 1) for given P(m = 1) and answers to what is on its threshold."""
    kind = tree[0]
    if kind == "leaf":
        return Fraction(tree[1])
    if kind == "ask":
        machine, outcome, threshold = tree[1]
        x = ones[machine] if outcome else 1 - ones[machine]
        p = answers if x == threshold else Fraction(int(x > threshold))
    else:
        p = tree[1] if kind == "coin" else ones[tree[1]]
    return (1 - p) * value(tree[2], ones, answers) + p * value(tree[3], ones, answers)


def exact(number):
    return fmpq(number.numerator, number.denominator)


@given(trees(NAMES), st.lists(st.tuples(shares, shares, shares), min_size=2, max_size=2), shares)
def test_every_output_in_the_box_lies_between_the_bounds(tree, corners, answers):
    system = system_of({"m0": tree, "m1": ("leaf", 0)})
    root = explore_tree(system, 0, lambda *_: UNIT, Forest()).root
    box, ones = [], {}
    for name, (one, two, share) in zip(NAMES, corners):
        low, high = sorted((one, two))
        ones[name] = low + share * (high - low)
        box.append(
            [
                (exact(1 - high), False, exact(1 - low), False),
                (exact(low), False, exact(high), False),
            ]
        )
    (_, _), (low, high) = output_bounds(root, 2, box, set())
    assert low <= exact(value(tree, ones, answers)) <= high


def test_an_empty_intersection_is_none():
    half = fmpq(1, 2)
    assert intersect((half, True, fmpq(1), False), fmpq(0), half) is None
    assert intersect(UNIT, half, half) == (half, False, half, False)


def test_shares_sum_to_one():
    low, zero, one = fmpq(2, 3), fmpq(0), fmpq(1)
    assert share_out([(low, True, one, False), UNIT, UNIT]) == [
        (low, True, one, False),
        (zero, False, fmpq(1, 3), True),
        (zero, False, fmpq(1, 3), True),
    ]
    assert share_out([(low, True, one, False), (low, False, one, False)]) is None
    assert share_out([UNIT]) == [(one, False, one, False)]
    half = fmpq(1, 2)
    assert share_out([(zero, False, half, True), (half, False, half, False)]) is None
    assert share_out([(half, True, one, False), (half, False, half, False)]) is None


def test_the_least_mean_is_that_of_the_best_way_to_fill_up_weights():
    draw = Random(3)
    for _ in range(60):
        terms = []
        for _ in range(draw.randint(1, 3)):
            low, high = sorted(fmpq(draw.randint(0, 4), 6) for _ in "lh")
            terms.append((fmpq(draw.randint(-3, 3)), low, high))
        if not sum(low for _, low, _ in terms) <= 1 <= sum(high for _, _, high in terms):
            continue
        found = []
        for order in permutations(terms):
            left, total = 1 - sum(low for _, low, _ in terms), sum(c * low for c, low, _ in terms)
            for cost, low, high in order:
                more = min(left, high - low)
                left, total = left - more, total + more * cost
            found.append(total)
        assert _least(terms) == min(found)
