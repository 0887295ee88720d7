"""How alike the players must think they are, as a colour along the curve of equilibria.

The similarity S of a player is how much likelier she thinks the other's first move given her own
first move than given her second (:mod:`oraclegames.conditional.two_by_two.alike`). The colour of a
piece of the curve is that of the larger |S| of both, with the sign that they share: grey where play
is independent, ever darker blue towards copies, orange and red towards opposites. The curve's ink
stays visible as a rim, so that light colours are seen on any paper.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from oraclegames.plots.look.style import Role
from oraclegames.plots.pictures.scene import Layer, Mark

SCALE: tuple[tuple[float, Role, str], ...] = (
    (-0.5, "opposites", "similarity −1 to −1/2"),
    (-1e-9, "rather opposite", "similarity −1/2 to 0"),
    (1e-9, "independent", "similarity 0"),
    (0.25, "hardly alike", "similarity 0 to 1/4"),
    (0.5, "somewhat alike", "similarity 1/4 to 1/2"),
    (0.75, "rather alike", "similarity 1/2 to 3/4"),
    (1.0, "copies", "similarity 3/4 to 1"),
)
"""Classes of similarity, each up to a number, which belongs to it where that is positive."""

CLOSE = 1e-9
"""Marks are rounded; a similarity that is 1/2 all along should not flicker."""


def likeness_layers(curve: Layer[Mark]) -> Iterator[Layer[Mark]]:
    """For each class of similarity that occurs on the curve the pieces that have it."""
    pieces: dict[Role, list[tuple[Mark, ...]]] = {role: [] for _, role, _ in SCALE}
    for line in curve.lines:
        run: list[Mark] = []
        kept: Role | None = None
        for one, other in pairwise(line):
            role = class_of(_between(one, other))
            if role != kept:
                if kept is not None:
                    pieces[kept].append(tuple(run))
                run, kept = [one], role
            run.append(other)
        if kept is not None:
            pieces[kept].append(tuple(run))
    for _, role, name in SCALE:
        if pieces[role]:
            yield Layer(role, name, lines=tuple(pieces[role]))


def class_of(similarity: float) -> Role:
    """The role that a similarity is drawn in."""
    for most, role, _ in SCALE:
        if similarity < most - CLOSE or (most > 0 and similarity <= most + CLOSE):
            return role
    return SCALE[-1][1]


def similarity_near(cells: Sequence[float]) -> float | None:
    """The larger |S| of both players with its sign; None where a move is never made."""
    p11, p12, p21, p22 = cells
    if min(p11 + p12, p21 + p22, p11 + p21, p12 + p22) <= 0:
        return None
    row = p11 / (p11 + p12) - p21 / (p21 + p22)
    column = p11 / (p11 + p21) - p12 / (p12 + p22)
    return row if abs(row) >= abs(column) else column


def _between(one: Mark, other: Mark) -> float:
    """That of a piece: the mean of its ends, or of one where the other has none."""
    found = [s for s in (similarity_near(one.cells), similarity_near(other.cells)) if s is not None]
    if not found:
        middle = [(p + q) / 2 for p, q in zip(one.cells, other.cells)]
        found = [similarity_near(middle) or 0.0]
    return sum(found) / len(found)
