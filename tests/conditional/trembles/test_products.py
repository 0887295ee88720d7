"""Products of conditions: never where small quantities exist, and found where they cannot."""

from __future__ import annotations

from copy import deepcopy
from fractions import Fraction
from random import Random

import pytest

from oraclegames import Game, check, verify
from oraclegames.budget import Clock
from oraclegames.conditional.trembles.products import ONE, Condition, find_products, refute_by
from tests.certificates.falsify import refused

A, B, C, D, PLAYED = (0, 1), (1, 0), (1, 1), (0, 2), (0, 0)
ENDLESS = Clock(None)
WHOLE = {PLAYED: Fraction(1)}


def at_most_zero(**terms):
    """From monomials like AB=1: coefficients of products of small quantities."""
    names = {"A": A, "B": B, "C": C, "D": D}
    return Condition(
        {
            tuple(sorted(names[z] for z in monomial)): {ONE: Fraction(a)}
            for monomial, a in terms.items()
        }
    )


def value(condition, at):
    total = Fraction(0)
    for monomial, factor in condition.terms.items():
        size = Fraction(1)
        for z in monomial:
            size *= at[z]
        total += size * sum(factor.values())
    return total


@pytest.mark.parametrize("seed", range(40))
def test_what_has_solutions_is_not_refuted(seed):
    """Conditions that were made to hold along some z_j = a_j t^k_j for all small t."""
    random = Random(seed)
    powers = {z: random.randint(1, 3) for z in (A, B, C, D)}
    sizes = {z: Fraction(random.randint(1, 4), random.randint(1, 4)) for z in (A, B, C, D)}
    monomials = [(z,) for z in powers] + [(A, B), (A, C), (B, C), (B, D), (C, D)]
    conditions = []
    for _ in range(5):
        chosen = random.sample(monomials, 3)
        terms = {m: {ONE: Fraction(random.randint(-3, 3))} for m in chosen}
        for t in (Fraction(1, 10**6), Fraction(1, 10**9)):
            at = {z: sizes[z] * t ** powers[z] for z in powers}
            total = value(Condition(terms), at)
            if total > 0:
                terms = {m: {ONE: -sum(f.values())} for m, f in terms.items()}
        if all(
            value(Condition(terms), {z: sizes[z] * t ** powers[z] for z in powers}) <= 0
            for t in (Fraction(1, 10**k) for k in (6, 9, 12, 15))
        ):
            conditions.append(Condition(terms))
    assert find_products(conditions, WHOLE, ENDLESS) is None


@pytest.mark.parametrize(
    "conditions",
    [
        [at_most_zero(A=1)],
        [at_most_zero(A=1, BC=-1), at_most_zero(B=1, AC=-1)],  # each beyond the other
        [at_most_zero(A=2, B=-3), at_most_zero(B=2, A=-1)],  # A ≤ 3B/2 ≤ 3A/4: sizes decide
        # A C ≤ B, B ≤ A D, D ≤ C/2: the last has to be multiplied by A.
        [at_most_zero(AC=1, B=-1), at_most_zero(B=1, AD=-1), at_most_zero(D=2, C=-1)],
    ],
)
def test_what_cannot_be_is_refuted(conditions):
    found = find_products(conditions, WHOLE, ENDLESS)
    assert found
    assert refute_by(found, conditions, WHOLE)
    for k in range(len(found)):
        fewer = found[:k] + found[k + 1 :]
        assert not refute_by(fewer, conditions, WHOLE)
    minus = [(k, times, -number) for k, times, number in found]
    assert not refute_by(minus, conditions, WHOLE)
    assert not refute_by([*found, (len(conditions), (), Fraction(1))], conditions, WHOLE)


def test_a_multiplier_may_be_negative_where_it_is_outweighed():
    """A − AB is positive for small B, so it may multiply; −AB alone may not."""
    conditions = [at_most_zero(C=1)]
    one = Fraction(1)
    assert refute_by([(0, (A,), one), (0, (A, B), -one)], conditions, WHOLE)
    assert not refute_by([(0, (A, B), -one)], conditions, WHOLE)
    assert not refute_by([(0, (B,), one), (0, (A,), -one)], conditions, WHOLE)
    assert not refute_by([(0, (A,), -one)], conditions, WHOLE)


def test_what_is_played_is_only_known_in_the_limit():
    """1/2 at each of two outcomes: their weights cancel in the limit, but not for certain."""
    half = {PLAYED: Fraction(1, 2), A: Fraction(1, 2)}
    one = Fraction(1)
    tie = Condition({(B,): {PLAYED: one, A: -one}, (C,): {ONE: one}})
    assert not refute_by([(0, (), one)], [tie], half)
    outweighed = Condition({(B,): {PLAYED: one, A: -one}, (): {A: one}})
    assert refute_by([(0, (), one)], [outweighed], half)


# -- the same in documents, by code of its own -----------------------------------------------------

GAME = Game.from_arrays([[0, 1, 1], [0, 0, 1], [0, 0, 1]], [[1, 1, 1], [0, 0, 0], [1, 1, 1]])


def leaves(proof):
    """Every list of multipliers in a proof."""
    if "signs" in proof:
        for branch in proof["signs"]:
            yield from leaves(branch["then"])
    elif "multipliers" in proof:
        yield proof["multipliers"]


def test_false_products_are_refused():
    document = check(GAME, "0, 0, 0, 0, 0, 1, 0, 0, 0").to_dict()
    assert verify(document)
    proof = document["reflective_certificate"]["proof"]
    (number,) = (
        k for k, leaf in enumerate(leaves(proof)) if any("times" in entry for entry in leaf)
    )

    def changed(change):
        other = deepcopy(document)
        leaf = list(leaves(other["reflective_certificate"]["proof"]))[number]
        change(leaf)
        return other

    def drop_times(leaf):
        for entry in leaf:
            entry.pop("times", None)

    def through_the_play(leaf):
        next(e for e in leaf if "times" in e)["times"].append(["2", "3"])

    def double(leaf):
        leaf.append(dict(leaf[0]))

    def negative(leaf):
        idle = next(e for e in leaf if "times" not in e and not e["multiplier"].startswith("-"))
        idle["multiplier"] = "-" + idle["multiplier"]

    def zero(leaf):
        leaf[0]["multiplier"] = "0"

    for change in (drop_times, through_the_play, double, negative, zero, list.clear):
        assert refused(changed(change))


@pytest.mark.parametrize("sign", [1, -1])
def test_what_the_play_moves_has_to_cancel(sign):
    """±A (p − 1) + B ≤ 0 and ∓A (p − 1) ≤ 0, with p → 1: each alone has solutions."""
    moved = {PLAYED: Fraction(sign), ONE: Fraction(-sign)}
    back = {o: -a for o, a in moved.items()}
    conditions = [Condition({(A,): moved, (B,): {ONE: Fraction(1)}}), Condition({(A,): back})]
    assert find_products(conditions[:1], WHOLE, ENDLESS) is None
    found = find_products(conditions, WHOLE, ENDLESS)
    assert found and {k for k, _, _ in found} == {0, 1}
    assert refute_by(found, conditions, WHOLE)
