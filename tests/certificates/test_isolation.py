"""Isolated zeros: every one that is known is recognised, one that is not is missed, and quickly."""

from __future__ import annotations

from fractions import Fraction

import pytest
from flint import fmpq, fmpq_mpoly_ctx, fmpz_poly

from oraclegames.certificates import isolation
from oraclegames.certificates.isolation import UndecidedError, UnlistedError
from oraclegames.exact.algebraic import real_roots

RING = fmpq_mpoly_ctx.get(["x", "y"], "lex")
X, Y = RING.gens()
QUARTER, HALF = Fraction(1, 4), Fraction(1, 2)
PAIR = [X * Y - fmpq(1, 8), X + Y - fmpq(3, 4)]  # (1/2, 1/4) and (1/4, 1/2)
(ROOT,) = [root for root in real_roots(fmpz_poly([-1, 0, 3])) if root > 0]


def check_isolated(equations, weak, strict, unknowns, known):
    """In the unit cube."""
    spans = [(fmpq(0), fmpq(1))] * len(unknowns)
    isolation.check_isolated(equations, weak, strict, unknowns, spans, known)


@pytest.fixture
def looks(monkeypatch):
    """How many boxes were looked at."""
    seen = []
    look = isolation._Search.look

    def counted(self, box):
        seen.append(box)
        return look(self, box)

    monkeypatch.setattr(isolation._Search, "look", counted)
    return seen


@pytest.mark.parametrize(
    ("equations", "known", "most"),
    [
        ([X - fmpq(1, 3)], [[Fraction(1, 3)]], 2),
        ([X], [[Fraction(0)]], 2),
        ([X - 1], [[Fraction(1)]], 2),
        ([X * X - fmpq(1, 3)], [[ROOT]], 4),
        (PAIR, [[HALF, QUARTER], [QUARTER, HALF]], 45),
    ],
)
def test_known_zeros_are_recognised_soon(equations, known, most, looks):
    check_isolated(equations, [], [], list(range(len(known[0]))), known)
    assert len(looks) <= most


@pytest.mark.parametrize("lacking", [0, 1])
def test_one_of_two_zeros_is_missed(lacking):
    known = [[HALF, QUARTER], [QUARTER, HALF]]
    with pytest.raises(UnlistedError):
        check_isolated(PAIR, [], [], [0, 1], [known[lacking]])
    with pytest.raises(UnlistedError):
        check_isolated(PAIR, [], [], [0, 1], [[HALF, HALF], [QUARTER, QUARTER]])


def test_zeros_that_an_inequality_excludes_may_be_missing():
    check_isolated(PAIR, [X - Y], [], [0, 1], [[HALF, QUARTER]])
    check_isolated(PAIR, [], [Y - X], [0, 1], [[QUARTER, HALF]])
    with pytest.raises(UnlistedError):
        check_isolated(PAIR, [X - Y], [], [0, 1], [[QUARTER, HALF]])


def test_what_is_zero_everywhere_excludes_nothing():
    for weak, strict in (([0 * X], []), ([], [0 * X])):
        with pytest.raises(UndecidedError, match="border"):
            check_isolated([X * X - fmpq(1, 3)], weak, strict, [0], [])


def test_a_zero_outside_of_the_unit_interval_is_none():
    check_isolated([(X - 2) * (X + 1)], [X, 1 - X], [], [0], [])
    with pytest.raises(UnlistedError):
        check_isolated([(X - 2) * (X - fmpq(1, 3))], [X, 1 - X], [], [0], [])


@pytest.mark.parametrize("equation", [X - fmpq(1, 2), X - fmpq(3, 8), X * X - fmpq(1, 4)])
def test_a_zero_that_is_met_exactly_is_missed(equation):
    with pytest.raises(UnlistedError):
        check_isolated([equation], [], [], [0], [])


def test_unknowns_stand_at_any_place():
    check_isolated([Y - fmpq(1, 3)], [], [], [1], [[Fraction(1, 3)]])
    with pytest.raises(UnlistedError):
        check_isolated([Y - fmpq(1, 3)], [], [], [1], [[Fraction(1, 4)]])
