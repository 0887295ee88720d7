"""No larger sum needs less similarity than the least, and some needs hardly more.

Also where both are alike to the same degree on a whole piece, as in a symmetric game.
"""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from oraclegames import Game, least_similarity, verify
from oraclegames.certificates.least_similarity import _alike, _check_values, _is_empty_below
from oraclegames.certificates.limit_values import lines_of
from oraclegames.certificates.part import Part
from oraclegames.conditional.likeness.least import _best_nash

HAIR = Fraction(1, 10**4)


@pytest.mark.parametrize("size", [2, 5, 9])
def test_nothing_lies_below_the_least_and_something_a_hair_above_it(size):
    draw, met = Random(size), 0
    while met < 8:
        tables = [[[draw.randint(-size, size) for _ in "12"] for _ in "12"] for _ in "12"]
        game = Game.from_arrays(*tables)
        alike = [_alike(lines_of(game, i)) for i in (0, 1)]
        bound = _best_nash(game) - Fraction(draw.randint(0, 4), 2)
        level = least_similarity(game, better_than=bound).level
        if None in alike or level == 0:
            continue
        empty = _is_empty_below(game, bound, alike, level)
        if level is None or empty is None:
            assert empty is not False
            continue
        met += 1
        assert empty
        assert not _is_empty_below(game, bound, alike, level + HAIR)
        if level > HAIR:
            assert _is_empty_below(game, bound, alike, level - HAIR)


def test_a_larger_level_is_refused_where_both_are_as_alike_on_a_whole_piece():
    """Values (x, x + 1) are those of a line of equilibria with S_1 = S_2 = (5x + 1)/6."""
    game = Game.from_arrays([[1, -1], [-2, 1]], [[2, -1], [0, 2]])
    document = least_similarity(game, better_than=1).to_dict()
    assert document["level"] == "1/6" and verify(document)
    worse = {
        "level": "7/12",
        "similarity": ["7/12", "7/12"],
        "distribution": ["3/10", "1/10", "1/10", "1/2"],
        "reached": ["1/2", "3/2"],
        "attained": True,
    }
    assert "needs less" in verify(document | worse).false


@pytest.mark.parametrize(
    ("level", "left"), [(Fraction(0), 0), (Fraction(1), 1), (Fraction(1, 2), 1)]
)
def test_where_a_player_has_no_level_nothing_is_less_than_0(level, left):
    game = Game.from_arrays([[2, 0], [3, 1]], [[2, 3], [0, 1]])
    said = Part({"reached": ["3/2", "3/2"], "attained": True})
    values = Fraction(3, 2), Fraction(3, 2)
    (one, other) = (_alike(lines_of(game, i)) for i in (0, 1))
    assert len(list(_check_values(said, game, values, (None, other), level))) == left
    assert not list(_check_values(said, game, values, (one, other), level))


def test_where_both_are_always_as_alike_the_sum_alone_decides():
    game = Game.from_arrays([[2, 0], [3, 1]], [[2, 3], [0, 1]])  # sums below 4
    always = [(Fraction(0), Fraction(1, 2))] * 2
    for bound, fine in ((4, True), (3, False)):
        for level in (Fraction(3, 4), None):
            assert _is_empty_below(game, Fraction(bound), always, level) is fine
        assert _is_empty_below(game, Fraction(bound), always, Fraction(1, 2)) is True
