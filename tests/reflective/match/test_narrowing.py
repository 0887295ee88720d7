"""Where zeros can be: none is lost, and little is left."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from oraclegames.reflective.match.eliminant import UnsaidError, zeros
from oraclegames.reflective.match.narrowing import narrowed
from tests.depth import some
from tests.reflective.match.test_eliminant import value


def nothing_asked(function, least, most, scale):
    return True


def drawn(random, count, size):
    return [[random.randint(-size, size) for _ in range(1 << count)] for _ in range(count)]


@pytest.mark.parametrize("count", [1, 2, 3])
def test_all_zeros_are_between_the_ends(count):
    random = Random(count)
    nowhere = 0
    for _ in range(some(40, 200)):
        lines = drawn(random, count, random.choice((1, 9)))
        spans = narrowed(lines, [], nothing_asked)
        try:
            found = list(zeros(lines, count))
        except UnsaidError:
            continue
        nowhere += spans is None
        assert not (found and spans is None)
        for zero in found:
            assert all(low <= x <= high for x, (low, high) in zip(zero, spans))
    assert nowhere > 5


def test_a_zero_of_five_equations_is_kept_in_a_small_box():
    random = Random(5)
    zero = tuple(Fraction(random.randint(1, 5), 6) for _ in range(5))
    lines = []
    for line in drawn(random, 5, 50):
        miss = value([x * 6**5 for x in line], zero)
        lines.append([x * 6**5 - int(miss) for x in line])
    spans = narrowed(lines, [], nothing_asked)
    assert all(low <= x <= high for x, (low, high) in zip(zero, spans))
    # What is asked of another function excludes it.
    above = [sum(at >> n & 1 for n in range(5)) for at in range(32)]
    assert narrowed(lines, [above], lambda k, least, most, scale: least > 5 * scale) is None


def test_a_zero_at_the_middle_and_on_the_border_is_kept():
    half, one = Fraction(1, 2), Fraction(1)
    ((low, high),) = narrowed([(-1, 1)], [], nothing_asked)
    assert low <= half <= high and high - low <= Fraction(1, 8)
    assert narrowed([(-1, 0)], [], nothing_asked)[0][1] == one
    assert narrowed([(1, 2)], [], nothing_asked) is None
    assert narrowed([(0, 0)], [], nothing_asked) == [(0, 1)]
