"""The best welfare along a parameter: its parts against other ways to the same numbers."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, pairwise
from random import Random

import pytest
from flint import fmpq, fmpq_poly

from oraclegames import Game, InputError, best
from oraclegames.certificates.best_along import (
    WELFARE,
    Claim,
    _at,
    _changes,
    _held,
    _in_t,
    _levels,
    _mixes,
    _tops,
    check_best_along,
)
from oraclegames.certificates.border_2x2 import boundary_is_bounded
from oraclegames.certificates.corners import is_dependency
from oraclegames.certificates.faces import faces
from oraclegames.certificates.part import Part, Refuted
from oraclegames.certificates.phases import _line, _polynomial, _shape
from oraclegames.certificates.shape_changes import shape_changes
from oraclegames.certificates.stretches import Stretch, between, roots
from oraclegames.exact.algebraic import real_roots
from oraclegames.exact.rational import to_fmpq, to_fraction
from tests.depth import some


def line_of(*tables):
    """Payoffs in t as a document writes them."""
    players = [{"name": name, "moves": ["1", "2"]} for name in ("1", "2")]
    rows = [list(table) for table in tables]
    return _line(Part({"title": "", "parameter": "t", "players": players, "payoffs": rows}))


def random_line(draw, size=2):
    def entry():
        a, b = draw.randint(-size, size), draw.randint(-1, 1)
        return f"{a} + {b}*t" if b >= 0 else f"{a} - t"

    return line_of(*([entry() for _ in range(4)] for _ in range(2)))


def game_at(line, t):
    return Game.from_arrays(*([[a, b], [c, d]] for a, b, c, d in line.at(t).tables))


def at(p, t):
    return to_fraction(p(to_fmpq(t)))


@pytest.mark.parametrize("seed", range(3))
def test_the_largest_sums_of_the_boundary_are_those_that_bound_it(seed):
    draw, several = Random(seed), 0
    for _ in range(some(60, 300)):
        line, t = random_line(draw), Fraction(draw.randint(-4, 4), draw.choice((1, 2)))
        game = game_at(line, t)
        tops = {at(p, t) for p in _tops(line, t)}
        assert len(tops) <= 1
        several += len(_tops(line, t)) > 1
        best = max(tops, default=None)
        assert boundary_is_bounded(game, WELFARE, best)
        if best is not None:
            assert not boundary_is_bounded(game, WELFARE, best - Fraction(1, 10**6))
    assert several


def test_a_mixture_has_positive_weights():
    one, two, three = map(Fraction, (1, 2, 3))
    assert _mixes(two, one, three) and _mixes(two, three, one) and _mixes(one, one, one)
    for value, low, high in (
        (one, one, two),
        (two, one, two),
        (three, one, two),
        (one, two, three),
    ):
        assert not _mixes(value, low, high) and not _mixes(value, high, low)
    assert not _mixes(one, two, two)


@pytest.mark.parametrize("seed", range(3))
def test_the_best_sum_is_one_root_of_the_levels_until_two_of_them_meet(seed):
    """The solver's best sum, counted among all roots in s of all levels."""
    draw = Random(seed)
    for _ in range(some(4, 30)):
        line = random_line(draw)
        levels = _levels(line.tables)
        apart = [p - q for table in line.tables for p, q in combinations(table, 2)]
        places = roots([*apart, *(_in_t(p) for p in _changes(levels))])
        cuts = [Fraction(-3), *(t for t in places if -3 < t < 3), Fraction(3)]
        for low, high in draw.sample(list(pairwise(cuts)), min(8, len(cuts) - 1)):
            middle, counts = between(low, high), set()
            for t in (between(low, middle), middle, between(middle, high)):
                sums = sorted({s for p in levels for s in real_roots(_at(p, t))})
                counts.add((len(sums), sums.index(best(game_at(line, t), compare=False).value)))
            assert len(counts) == 1


def test_a_phase_ends_where_roots_of_its_equation_meet():
    """At t ≈ 0.619 two of six roots in s meet; the second is the best on both sides."""
    rows = "2 - t", "-1 - t", "t - 2", "t - 1"
    line = line_of(rows, ("-2 - t", "2", "1 - t", "t - 1"))
    (equation,) = (p for p in _levels(line.tables) if p.degrees()[0] == 6)
    part = Part({"answer": {"powers": None, "above": 1}})

    def check(low, high):
        stretch = Stretch(part, Fraction(low), Fraction(high), (True, True), ())
        return check_best_along(line, [Claim(stretch, equation, 1)])

    assert check("9/16", "3/5") == check("28/45", "111/178") == []
    with pytest.raises(Refuted, match=r"the equation's roots meet at t = ≈0\.619005"):
        check("9/16", "111/178")


@pytest.mark.parametrize("size", [1, 2, 6])
def test_the_shape_is_one_between_the_places_where_it_can_change(size):
    draw, seen = Random(size), set()
    for _ in range(some(25, 200)):
        line = random_line(draw, size)
        places = roots(shape_changes(line.tables))
        cuts = [Fraction(-3), *(t for t in places if -3 < t < 3), Fraction(3)]
        for low, high in pairwise(cuts):
            middle = between(low, high)
            places = between(low, middle), middle, between(middle, high)
            (shape,) = {_shape(line, t) for t in places}
            seen.add(shape)
    assert len(seen) > 1


def test_what_is_held_on_the_boundary_are_pure_outcomes_and_whole_faces():
    draw, seen = Random(3), 0
    for _ in range(200):
        line, t = random_line(draw), Fraction(draw.randint(-2, 2))
        game = game_at(line, t)
        sums = [sum(game.payoffs(o)) for o in game.outcomes() if is_dependency(game, o)]
        whole = [face for face in faces(game) if len(face.support) == 3 and not face.is_empty]
        sums += [sum(face.values) for face in whole]
        assert sorted(at(p, t) for p in _held(line, t)) == sorted(sums)
        seen += len(whole)
    assert seen > 20


def test_coefficients_are_polynomials_that_numbers_may_divide():
    for text in ("(t + 1)/2", "1/2*t + 1/2"):
        assert _polynomial(Part(text), "t") == fmpq_poly([fmpq(1, 2), fmpq(1, 2)])
    with pytest.raises(InputError, match="a polynomial in t"):
        _polynomial(Part("1/(t + 1)"), "t")
