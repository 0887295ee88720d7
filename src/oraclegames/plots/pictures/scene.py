"""What a picture shows, before anybody draws it: marks, meshes and layers.

A *mark* is one joint distribution P = (p11, p12, p21, p22) of a 2×2 game with all that the pointer
should tell about it. The same mark has a place in both pictures: P itself in the tetrahedron, and
its expected payoffs, which are linear in P, in the plane of values. Other pictures have plain
places. A *layer* is what one entry of the legend switches on and off: points, lines, areas and a
mesh that play one role. Whoever draws needs to know nothing else. The infos of this package hold no
colours and can be compared with ==.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic, TypeVar

from oraclegames.errors import UnsupportedError
from oraclegames.exact.surd import Exact
from oraclegames.games.game import Game
from oraclegames.plots.look.style import Role

Cells = tuple[float, float, float, float]
"""One number for each outcome, row-major."""

Place = tuple[float, ...]
"""A point of a plane or of space, by its coordinates."""

Payoffs = tuple[Cells, Cells]
"""The row and the column player's payoffs, rounded."""

LARGEST = Fraction(10) ** 150
"""Payoffs beyond are not drawn: their products would leave the range of floats."""

FINEST = 999
"""Larger denominators are not shown."""

LONGEST = 22
"""Labels beyond so many letters are cut."""

Conditional = tuple[tuple[float | None, float | None], tuple[float | None, float | None]]


@dataclass(frozen=True)
class Vertex:
    """A pure outcome: the labels of its two moves, and the exact payoffs as texts."""

    labels: tuple[str, ...]
    payoffs: tuple[str, ...]

    def lines(self, narrow: bool) -> list[str]:
        """The labels, on two lines where there is little room, and the payoffs."""
        first, second = map(short, self.labels)
        breaks = narrow and len(first) + len(second) > 12
        names = [f"{first},", second] if breaks else [f"{first}, {second}"]
        return [*names, ", ".join(map(short, self.payoffs))]


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
    """Triangles between distributions, as triples of indices.

    Where they follow a bilinear patch, ``corners`` says which: the ends of its first segment and of
    its second one, in the same sense.
    """

    vertices: tuple[Cells, ...]
    triangles: tuple[tuple[int, int, int], ...]
    corners: tuple[Cells, ...] = ()


Spot = TypeVar("Spot", Mark, Place)


@dataclass(frozen=True)
class Layer(Generic[Spot]):
    """One entry of the legend; it may have nothing to draw and then only says so.

    Attributes:
        role: what it stands for; the look has a style for each role.
        name: as in the legend.
        points: markers.
        lines: open polylines.
        mesh: triangles between distributions, for the tetrahedron only.
        areas: closed polygons, filled as one; not for the tetrahedron.
        texts: what the pointer tells at the points, where they are plain places.
        note: what it tells along the lines.
        notes: what it tells along each of the lines, where that differs.
        scale: of the markers, where there are very many.
        group: what the legend switches together with it; the role, unless there are several.
    """

    role: Role
    name: str
    points: tuple[Spot, ...] = ()
    lines: tuple[tuple[Spot, ...], ...] = ()
    mesh: Mesh | None = None
    areas: tuple[tuple[Spot, ...], ...] = ()
    texts: tuple[str, ...] = ()
    note: str = ""
    notes: tuple[str, ...] = ()
    scale: float = 1.0
    group: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not (self.points or self.lines or self.mesh or self.areas)

    @property
    def key(self) -> str:
        """What the legend switches."""
        return self.group or self.role


@dataclass(frozen=True)
class Label:
    """The names of all outcomes that pay (x, y), and on which side: dx, dy in −1, 0, 1."""

    x: float
    y: float
    lines: tuple[str, ...]
    dx: int
    dy: int


class Info:
    """What a picture shows; it has a short repr, for its numbers are many."""

    def __repr__(self) -> str:
        title = str(getattr(self, "title", ""))
        return f"<{type(self).__name__}: {title[:80] or 'untitled'}>"


@dataclass(frozen=True, repr=False)
class Plane(Info):
    """A picture with two axes, or three, ready to be drawn.

    Attributes:
        title: above it.
        axes: what the axes measure.
        ranges: the ends of the axes.
        labels: the names beside points.
        layers: from the back to the front.
        names: what stands at places of the upright axis instead of numbers.
        note: what is written into a picture where something is missing.
    """

    title: str
    axes: tuple[str, ...]
    ranges: tuple[tuple[float, float], ...]
    labels: tuple[Label, ...]
    layers: tuple[Layer[Mark] | Layer[Place], ...]
    names: tuple[tuple[float, str], ...] = ()
    note: str = ""


def refuse_beyond_drawing(game: Game) -> None:
    """Pictures compute with floats, and with products of two.

    Raises:
        UnsupportedError: a payoff exceeds 10^150.
    """
    sizes = (
        Fraction(max(map(abs, game.integers(player))), scale)
        for player, scale in enumerate(game.denominators)
    )
    if max(sizes) > LARGEST:
        raise UnsupportedError("payoffs beyond 10^150 cannot be drawn: scale them down")


def payoffs_of(game: Game) -> Payoffs:
    """The payoffs of a 2×2 game in floats.

    Raises:
        UnsupportedError: the game is not 2×2, or a payoff exceeds 10^150.
    """
    if game.shape != (2, 2):
        raise UnsupportedError(
            f"pictures of equilibria are for 2×2 games, the shape is {game.shape}: region() shows "
            "the values that two or three players can get"
        )
    refuse_beyond_drawing(game)
    tables = [[game.payoff(player, o) for o in game.outcomes()] for player in (0, 1)]
    (a11, a12, a21, a22), (b11, b12, b21, b22) = (map(float, table) for table in tables)
    return (a11, a12, a21, a22), (b11, b12, b21, b22)


def mark(payoffs: Payoffs, distribution: Sequence[Exact | float], name: str = "") -> Mark:
    """A mark, with its values."""
    p11, p12, p21, p22 = map(float, distribution)
    (a11, a12, a21, a22), (b11, b12, b21, b22) = payoffs
    row1, row2, column1, column2 = p11 + p12, p21 + p22, p11 + p21, p12 + p22
    # Written out, for a picture has hundreds of marks.
    values = (
        p11 * a11 + p12 * a12 + p21 * a21 + p22 * a22,
        p11 * b11 + p12 * b12 + p21 * b21 + p22 * b22,
    )
    conditional = (
        (
            (p11 * a11 + p12 * a12) / row1 if row1 else None,
            (p21 * a21 + p22 * a22) / row2 if row2 else None,
        ),
        (
            (p11 * b11 + p21 * b21) / column1 if column1 else None,
            (p12 * b12 + p22 * b22) / column2 if column2 else None,
        ),
    )
    exact = ""
    if all(isinstance(p, Fraction) and p.denominator <= FINEST for p in distribution):
        exact = ", ".join(map(str, distribution))
    return Mark((p11, p12, p21, p22), values, conditional, name, exact)


def person(label: str) -> str:
    """A player's label, short; a bare number becomes "player 1"."""
    return f"player {label}" if label.isdigit() else short(label)


def short(label: str) -> str:
    """A label cut to a length that fits into a picture."""
    return label if len(label) <= LONGEST else label[: LONGEST - 1] + "…"
