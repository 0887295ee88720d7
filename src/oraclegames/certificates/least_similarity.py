"""Documents of ``least_similarity``: an equilibrium, how alike it is, and that no other is less.

- *Equilibrium*: totally mixed, or a limit of such, every move worth its player's value. S_i is that
  of its definition; where a move is never made, by the value: S_i(x) = (x − a12)/(a11 − a12) −
  (x − a22)/(a21 − a22).
- *Given values*: they fix S_i by that formula, unless a move pays a constant.
- *Least, for a larger sum than w*: with L = max(|S_1|, |S_2|), the curve F(x, y) = 0 of
  :mod:`oraclegames.certificates.levels_2x2` has no point with L < level and x + y > w. The points
  with L = s > 0 lie on four segments: S_1 = ±s, |S_2| < s, and the same with the players exchanged,
  each over the other's value t, from the border of the box, x + y = w or |S_2| = s on. By the
  argument there the number of zeros of F on them changes only at discriminants and where one leaves
  at an end, so that one level is asked between each two of these; a piece on which S_1 = ±S_2 all
  along stays at such an end, and is asked for by itself. S_1 = S_2 = 0 is no exception: L is not
  constant there, so that small levels are met near by.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations
from typing import Any

from oraclegames.certificates.algebraic import number_of
from oraclegames.certificates.equilibrium import check_worth, total_of
from oraclegames.certificates.goal import Goal
from oraclegames.certificates.interior import interior
from oraclegames.certificates.level_curves import Family, Interval, X, Y, levels_of
from oraclegames.certificates.levels_2x2 import equation_of, interior_is_bounded
from oraclegames.certificates.limit_values import (
    Lines,
    is_limit_value,
    lines_of,
    possible_values,
)
from oraclegames.certificates.part import Part, game_of
from oraclegames.certificates.verify import Proof
from oraclegames.exact.rational import to_fmpq
from oraclegames.exact.surd import Surd
from oraclegames.games.game import Game

Linear = tuple[Fraction, Fraction]
"""Slope and constant."""

ONE = Fraction(1)

KEYS = ("values", "better_than", "level", "similarity", "distribution", "reached", "attained")


def check(document: Part) -> Proof:
    """Every claim of a document "oraclegames/least-similarity-1"."""
    document.only("schema", "version", "game", *KEYS)
    document["version"].text()
    game = game_of(document["game"])
    document["game"].require(game.shape == (2, 2), "it is no 2×2 game")
    values, bound = document.given("values"), document.given("better_than")
    document["values"].require((values is None) != (bound is None), "one of both is asked for")
    level = document.given("level")
    lines = [lines_of(game, i) for i in (0, 1)]
    alike = [_alike(own) for own in lines]
    found = None if level is None else number_of(level)
    assumed: list[str] = []
    if found is None:
        _check_nothing(document)
    else:
        assumed += _check_spot(document, game, alike, found)
    if values is not None:
        wanted = values.rationals(2)
        assumed += _check_values(document, game, wanted, alike, found)
    else:
        assert bound is not None
        assumed += _check_bound(document, game, bound.rational(), alike, found)
    proved = ["that no totally mixed equilibrium needs less"] if not assumed else []
    if found is not None:
        proved.insert(0, "how alike the players think they are at the play that is given")
    return Proof(tuple(proved), tuple(assumed))


def _alike(own: Lines) -> Linear | None:
    """S as a function of the own value; None if a move pays a constant."""
    (a11, a12), (a21, a22) = own
    if a11 == a12 or a21 == a22:
        return None
    return 1 / (a11 - a12) - 1 / (a21 - a22), a22 / (a21 - a22) - a12 / (a11 - a12)


def _check_nothing(document: Part) -> None:
    for key in ("distribution", "reached"):
        document[key].require(not document[key].items(), "there is no equilibrium")
    document["similarity"].require(document["similarity"].missing, "there is no equilibrium")
    document["attained"].require(not document["attained"].flag(), "there is no equilibrium")


def _check_spot(
    document: Part, game: Game, alike: Sequence[Linear | None], level: Any
) -> Iterator[str]:
    """The play that is given, its values, and both S."""
    # Long: play inside, and play at the boundary.
    part = document["distribution"]
    masses = [number_of(p) for p in part.items(4)]
    values = [number_of(v) for v in document["reached"].items(2)]
    part.require(total_of(masses) == 1 and all(p >= 0 for p in masses), "it is no distribution")
    check_worth(part, game, masses, values)
    told = [number_of(s) for s in document["similarity"].items(2)]
    whole = all(p > 0 for p in masses)
    if document["attained"].flag():
        part.require(whole, "it is not totally mixed")
    if not whole:
        near = interior(game).closure(tuple(masses)) and is_limit_value(game, values)
        part.require(near, "no equilibria come near")
    p11, p12, p21, p22 = masses
    if min(p11 + p12, p21 + p22, p11 + p21, p12 + p22) > 0:
        tables = ((p11, p12, p21, p22), (p11, p21, p12, p22))
        for item, said, (a, b, c, d) in zip(document["similarity"], told, tables):
            item.require(said == (a * d - b * c) / ((a + b) * (c + d)), "it is another")
    else:
        for item, said, value, line in zip(document["similarity"], told, values, alike):
            if line is None:
                yield f"that S tends to {item.value} there"
            else:
                item.require(said == line[0] * value + line[1], "it is another")
    sizes = [-s if s < 0 else s for s in told]
    document["level"].require(level == max(sizes), "it is not the larger of both")


# -- given values ----------------------------------------------------------------------------------


def _check_values(
    document: Part,
    game: Game,
    wanted: tuple[Fraction, ...],
    alike: Sequence[Linear | None],
    level: Any,
) -> Iterator[str]:
    ranges = [possible_values(lines_of(game, i)) for i in (0, 1)]
    possible = all(r is not None for r in ranges)
    if level is not None:
        reached = [number_of(v) for v in document["reached"]]
        document["reached"].require(reached == list(wanted), "these are other values")
        document["attained"].require(document["attained"].flag(), "the values say that it is")
        if level != 0 and None in alike:
            yield "that no equilibrium with these values needs less"
        return
    inside = possible and all(r is not None and r[0] < v < r[1] for v, r in zip(wanted, ranges))
    if None in alike:
        if possible:
            yield "that no equilibrium has these values"
        return
    if inside:
        near = is_limit_value(game, wanted)
        document["level"].require(not near, "there is an equilibrium with these values")


# -- a larger sum ----------------------------------------------------------------------------------


def _check_bound(
    document: Part, game: Game, bound: Fraction, alike: Sequence[Linear | None], level: Any
) -> Iterator[str]:
    if level is not None:
        total = total_of([number_of(v) for v in document["reached"]])
        document["reached"].require(total >= bound, "their sum is no larger")
        if document["attained"].flag():
            document["attained"].require(total > bound, "the sum is not larger")
        else:
            yield "that equilibria with a larger sum come near"
    if interior(game).dimension == -1:
        return
    if level == 0:
        return
    if None in alike:
        yield "that no equilibrium with a larger sum needs less"
        return
    fine = _is_empty_below(game, bound, alike, level)
    document["level"].require(fine is not False, "an equilibrium with a larger sum needs less")
    if fine is None:
        yield "that no equilibrium with a larger sum needs less"


def _is_empty_below(
    game: Game, bound: Fraction, alike: Sequence[Linear | None], level: Any
) -> bool | None:
    """Whether no equilibrium has L < level and x + y > bound; None where that is not shown."""
    # Long: what is constant, what has no level, and the curves of both players.
    x, y = (possible_values(lines_of(game, i)) for i in (0, 1))
    first, second = alike
    if x is None or y is None or first is None or second is None:
        return None
    f = equation_of(game)
    if f is None:
        return None
    fixed = [abs(constant) for slope, constant in (first, second) if slope == 0]
    if level is not None and any(size >= level for size in fixed):
        return True  # L is no smaller anywhere
    if level is None or len(fixed) == 2:
        return interior_is_bounded(game, Goal("linear", (ONE, ONE), (ONE, ONE)), bound)
    least = -(level.algebraic() if isinstance(level, Surd) else level)
    if any(_is_met_along(f, (first, second), (x, y), bound, least, way) for way in (1, -1)):
        return False
    views = (f, first, second, x, y), (f.compose(Y, X), second, first, y, x)
    families = [_family(*view, side, bound) for view in views if view[1][0] for side in (1, -1)]
    return all(family.is_empty_above(least, Fraction(0)) for family in families)


def _is_met_along(
    f: Any,
    alike: tuple[Linear, Linear],
    box: tuple[Interval, Interval],
    bound: Fraction,
    least: Any,
    way: int,
) -> bool:
    """Whether equilibria with S_1 = s = ±S_2 for a whole range of s are asked for, |s| < −least."""
    if alike[0][0] == 0 or alike[1][0] == 0:
        return False
    (a, c), (b, d) = (
        (sign / slope, -constant / slope) for sign, (slope, constant) in zip((1, way), alike)
    )
    if f.compose(*(to_fmpq(m) * Y + to_fmpq(n) for m, n in ((a, c), (b, d)))) != 0:
        return False
    low, high = least, -least
    positive = [(a, c - box[0][0]), (-a, box[0][1] - c), (b, d - box[1][0]), (-b, box[1][1] - d)]
    for m, n in (*positive, (a + b, c + d - bound)):
        if m > 0:
            low = max(low, -n / m)
        elif m < 0:
            high = min(high, -n / m)
        elif n <= 0:
            return False
    return bool(low < high)


def _family(
    f: Any, own: Linear, other: Linear, box: Interval, across: Interval, side: int, bound: Fraction
) -> Family:
    """S of one player is side·s, with s = −c, and |S| of the other at most s; over her value t.

    An S that does not depend on the value is below the level, so that nothing is asked of it.
    """
    slope, constant = own
    at: Linear = (-side / slope, -constant / slope)  # the own value
    bounds: list[Linear] = [(Fraction(0), end) for end in across]
    bounds.append((-at[0], bound - at[1]))
    if other[0] != 0:
        bounds += [(sign / other[0], -other[1] / other[0]) for sign in (1, -1)]
    x = to_fmpq(at[0]) * Y + to_fmpq(at[1])
    borders = [levels_of(f.compose(x, to_fmpq(m) * Y + to_fmpq(n))) for m, n in bounds]
    corners = [(n - k) / (m - q) for (q, n), (m, k) in combinations(bounds, 2) if m != q]
    corners += [(end - at[1]) / at[0] for end in box]

    def inside(c: Any) -> tuple[Any, Any] | None:
        value = at[0] * c + at[1]
        if not box[0] < value < box[1]:
            return None
        low, high = max(across[0], bound - value), across[1]
        if other[0] != 0:
            ends = sorted((sign * c - other[1]) / other[0] for sign in (1, -1))
            low, high = max(low, ends[0]), min(high, ends[1])
        return (low, high) if low < high else None

    def point(t: Any, c: Any) -> tuple[Any, Any]:
        return at[0] * c + at[1], t

    return Family(f.compose(x, X), tuple(borders), tuple(corners), inside, point)
