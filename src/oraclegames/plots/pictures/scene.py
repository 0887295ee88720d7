"""What a picture shows, before anybody draws it: marks, meshes and layers.

A *mark* is one joint distribution P = (p11, p12, p21, p22) of a 2×2 game with all that the pointer
should tell about it. The same mark has a place in both pictures: P itself in the tetrahedron, and
its expected payoffs, which are linear in P, in the plane of values. A *layer* is what one entry of
the legend switches on and off: points, lines and a mesh that play one role. The infos of this
package are tuples of layers; they hold no colours and can be compared with ==.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from oraclegames.errors import UnsupportedError
from oraclegames.exact.rational import format_rational
from oraclegames.exact.surd import Exact
from oraclegames.games.game import Game

__all__ = [
    "Cells",
    "Layer",
    "Mark",
    "Mesh",
    "Payoffs",
    "Role",
    "Vertex",
    "mark",
    "payoffs_of",
    "short",
]

Cells = tuple[float, float, float, float]
"""One number for each outcome, row-major."""

Payoffs = tuple[Cells, Cells]
"""The row and the column player's payoffs, rounded."""

Role = Literal[
    "row surface",
    "column surface",
    "equilibria",
    "reflective",
    "dependency only",
    "product",
    "nash",
    "correlated",
    "best",
    "feasible",
    "frontier",
    "outcomes",
    "maximin",
]

LARGEST = Fraction(10) ** 150
"""Payoffs beyond are not drawn: their products would leave the range of floats."""

LONGEST = 22
"""Labels beyond so many letters are cut."""

Conditional = tuple[tuple[float | None, float | None], tuple[float | None, float | None]]


@dataclass(frozen=True)
class Vertex:
    """A pure outcome: the labels of its two moves, and the exact payoffs as texts."""

    labels: tuple[str, str]
    payoffs: tuple[str, str]


@dataclass(frozen=True)
class Mark:
    """A point of a picture.

    Attributes:
        cells: the distribution.
        values: the expected payoff of each player, its place in the plane of values.
        conditional: for each player the value of each move given that it is played; None if it
            never is.
        name: what it is.
        exact: the distribution in fractions, where that is short.
    """

    cells: Cells
    values: tuple[float, float]
    conditional: Conditional
    name: str = ""
    exact: str = ""


@dataclass(frozen=True)
class Mesh:
    """Triangles between distributions, as triples of indices."""

    vertices: tuple[Cells, ...]
    triangles: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True)
class Layer:
    """One entry of the legend; it may have nothing to draw and then only says so.

    ``areas`` are filled polygons, for the plane only; ``mesh`` is for the tetrahedron only.
    """

    role: Role
    name: str
    points: tuple[Mark, ...] = ()
    lines: tuple[tuple[Mark, ...], ...] = ()
    mesh: Mesh | None = None
    areas: tuple[tuple[Mark, ...], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not (self.points or self.lines or self.mesh or self.areas)


def payoffs_of(game: Game) -> Payoffs:
    """The payoffs of a 2×2 game in floats.

    Raises:
        UnsupportedError: the game is not 2×2, or a payoff exceeds 10^150.
    """
    if game.shape != (2, 2):
        raise UnsupportedError(f"pictures are for 2×2 games; the shape is {game.shape}")
    tables = []
    for player in (0, 1):
        exact = [game.payoff(player, outcome) for outcome in game.outcomes()]
        if max(map(abs, exact)) > LARGEST:
            raise UnsupportedError("payoffs beyond 10^150 cannot be drawn: scale them down")
        first, second, third, fourth = map(float, exact)
        tables.append((first, second, third, fourth))
    return tables[0], tables[1]


def mark(payoffs: Payoffs, distribution: Sequence[Exact | float], name: str = "") -> Mark:
    """A mark, with its values; fractions with short denominators are kept as a text."""
    p11, p12, p21, p22 = map(float, distribution)
    cells = (p11, p12, p21, p22)
    row, column = payoffs
    values = (
        sum(p * payoff for p, payoff in zip(cells, row)),
        sum(p * payoff for p, payoff in zip(cells, column)),
    )
    conditional = (
        (_mean(p11, p12, row[0], row[1]), _mean(p21, p22, row[2], row[3])),
        (_mean(p11, p21, column[0], column[2]), _mean(p12, p22, column[1], column[3])),
    )
    return Mark(cells, values, conditional, name, _exact_text(distribution))


def short(label: str) -> str:
    """A label cut to a length that fits into a picture."""
    return label if len(label) <= LONGEST else label[: LONGEST - 1] + "…"


def _mean(p: float, q: float, first: float, second: float) -> float | None:
    total = p + q
    return (p * first + q * second) / total if total else None


def _exact_text(distribution: Sequence[Exact | float]) -> str:
    texts = []
    for p in distribution:
        if not isinstance(p, Fraction) or p.denominator > 999:
            return ""
        texts.append(format_rational(p))
    return ", ".join(texts)
