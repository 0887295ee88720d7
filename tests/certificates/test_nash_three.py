"""Equilibria of three players with two moves each, beside a grid: gains that are products."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import permutations, product
from random import Random
from typing import Any

import pytest

from oraclegames import Game
from oraclegames.certificates.nash_three import (
    Cube,
    _Endless,
    _is_simple,
    _on_face,
    all_of_three,
)
from oraclegames.conditional.best.nash_three import nash_of_three

GRID = [Fraction(k, 4) for k in range(5)]
ROOTS = [Fraction(-1, 2), *GRID, Fraction(3, 2)]
ZERO, ONE = Fraction(0), Fraction(1)


class Gains:
    """A game by what the players' second moves gain them, as functions of all chances."""

    def __init__(self, gains):
        self.gains = gains
        tables = [[[[ZERO] * 2 for _ in "12"] for _ in "12"] for _ in "123"]
        for player, (r, c, d) in product(range(3), product((0, 1), repeat=3)):
            # What the others do is worth something, too, but no reason to do anything.
            others = r + 2 * c + 4 * d - (r, c, d)[player] * 2**player
            gain = Fraction(gains[player]((r, c, d))) if (r, c, d)[player] else ZERO
            tables[player][r][c][d] = others + gain
        self.cube = Cube(Game.from_arrays(*tables), [0, 1, 2])

    def is_equilibrium(self, x):
        for gain_of, chance in zip(self.gains, x):
            gain = gain_of(x)
            if (gain > 0 and chance < 1) or (gain < 0 and chance > 0):
                return False
        return True


def factored(lines):
    """The product of lines through a root, each in one chance."""

    def gain(x):
        total = ONE
        for k, (root, slope) in lines.items():
            total *= (x[k] - root) * slope
        return total

    return gain


def random_factors(draw, flat):
    factors: list[Any] = [{}, {}, {}]
    for player, k in product(range(3), repeat=2):
        if k != player and draw.random() > flat:
            factors[player][k] = draw.choice(ROOTS), draw.choice((1, -1))
    one, two, third = draw.sample(range(3), 3)
    if draw.random() < 0.3 and third in factors[one]:
        factors[two][third] = factors[one][third]  # both are indifferent at the same chance
    for player in draw.sample(range(3), draw.choice((0, 0, 0, 1, 1, 2, 3))):
        factors[player] = {(player + 1) % 3: (ZERO, 0)}  # nothing that she does matters to her
    return factors


def pattern_of(x):
    return tuple(chance if chance in (0, 1) else None for chance in x)


def fits(x, pattern):
    return all(end in (None, chance) for end, chance in zip(pattern, x))


def apart(x, y):
    return [k for k in range(3) if x[k] != y[k]]


def lies_in(x, box):
    return all(low <= chance <= high for chance, (low, high) in zip(x, box))


def ends_of(boxes):
    """The corners of boxes, each once."""
    return [x for box in boxes for x in dict.fromkeys(product(*box))]


def test_what_a_face_lists_are_equilibria_and_the_ends_of_all():
    draw = Random(5)
    met: Counter[Any] = Counter()
    for k in range(36):
        flat = (0.3, 0.5, 0.7)[k % 3]
        game = Gains([factored(lines) for lines in random_factors(draw, flat)])
        equilibria = [x for x in product(GRID, repeat=3) if game.is_equilibrium(x)]
        for pattern in product((ZERO, ONE, None), repeat=3):
            mixing = pattern.count(None)
            inside = [x for x in equilibria if pattern_of(x) == pattern]
            try:
                boxes = list(_on_face(game.cube, pattern))
            except _Endless:
                assert mixing > 1
                if mixing == 2:  # both are indifferent on all of the face
                    both = [k for k in range(3) if pattern[k] is None]
                    corners = [
                        corner for corner in product((0, 1), repeat=3) if fits(corner, pattern)
                    ]
                    assert not any(game.gains[k](corner) for k in both for corner in corners)
                met["endless", mixing] += 1
                continue
            found = ends_of(boxes)
            widths = [sum(a != b for a, b in box) for box in boxes]
            met["wide", max(widths, default=0)] += 1
            assert all(fits(x, pattern) and min(x) >= 0 and max(x) <= 1 for x in found)
            assert all(map(game.is_equilibrium, found)), pattern
            assert all(any(lies_in(x, box) for box in boxes) for x in inside), pattern
            met[len(found), mixing] += bool(inside)
            for box, width in zip(boxes, widths):
                assert _is_simple(box, True) and _is_simple(box, False) == (width < 1)
    assert met["wide", 0] and met["wide", 1] and met["wide", 2]
    assert met["endless", 2] and met["endless", 3] and met[1, 0] and met[2, 1]


@pytest.mark.parametrize("flat", [0.4, 0.8])
def test_the_best_sum_of_what_is_listed_is_the_best(flat):
    """Beside a grid, on which the roots of all gains lie; boxes, and the whole cube, by corners."""
    draw = Random(round(flat * 10))
    met: Counter[str] = Counter()
    for _ in range(25):
        factors = random_factors(draw, flat) if draw.random() < 0.9 else [{0: (ZERO, 0)}] * 3
        game = Gains([factored(lines) for lines in factors])
        found = nash_of_three(game.cube.game, [0, 1, 2])
        boxes = all_of_three(game.cube)
        met[found.kind] += 1
        assert (found.kind == "more") == (boxes is None)
        assert all(map(game.is_equilibrium, found.chances))
        if boxes is None:
            continue
        equilibria = [x for x in product(GRID, repeat=3) if game.is_equilibrium(x)]
        assert set(ends_of(boxes)) <= set(found.chances)
        assert all(any(lies_in(x, box) for box in boxes) for x in equilibria)
        for box in boxes:
            places = [[low, (low + high) / 2, high] for low, high in box]
            assert all(map(game.is_equilibrium, product(*places)))
    assert met["finite"] and met["boxes"] and met["more"]


PLACES = [(Fraction(1, 3), Fraction(3, 4), Fraction(2, 7)), (Fraction(1, 2),) * 3]


@pytest.mark.parametrize("order", [*permutations(range(3))])
@pytest.mark.parametrize("places", PLACES)
def test_all_mix_at_a_point_on_a_segment_or_on_more(order, places):
    """Where the last one's chance is r, the first is indifferent whatever the second does."""
    one, two, last = order
    s, t, r = (places[k] for k in order)

    def inside(*gains):
        written: list[Any] = [None] * 3
        for player, gain in zip(order, gains):
            written[player] = lambda x, gain=gain: gain(*(x[k] for k in order))
        return ends_of(_on_face(Gains(written).cube, (None, None, None)))

    def first(x, y, z):
        return (z - r) * (y + 1)

    def second(x, y, z):
        return x - s + z - r

    (point,) = inside(first, second, lambda x, y, z: y - t)
    assert tuple(point) == places
    ends = inside(first, second, lambda x, y, z: (x - s) * (y + 2))
    assert sorted(x[two] for x in ends) == [0, 1] and apart(*ends) == [two]
    assert all((x[one], x[last]) == (s, r) for x in ends)
    assert inside(first, second, lambda x, y, z: (x - s + 1) * (y + 2)) == []
    assert inside(first, second, lambda x, y, z: y + t) == []
    assert inside(first, lambda x, y, z: x + s, lambda x, y, z: y - t) == []
    both = first, lambda x, y, z: (z - r) * (x + 2)
    assert inside(*both, lambda x, y, z: x + y - s + 1) == []
    with pytest.raises(_Endless):
        inside(*both, lambda x, y, z: x + y - s - t)
