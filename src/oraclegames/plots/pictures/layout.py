"""Where things stand: the regular tetrahedron of joint distributions, and the eye that sees it.

The vertices of a 2×2 game's outcomes stand like the payoff table turned by 45°: (1, 1) on top,
(2, 2) at the bottom, (1, 2) and (2, 1) at the sides. A symmetric game is then symmetric left and
right, and the four labels never overlap. All edges have length 2.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from oraclegames.later import np
from oraclegames.plots.pictures.scene import Mark, Place

if TYPE_CHECKING:
    from numpy.typing import NDArray

DEPTH = 1 / math.sqrt(2)


def places_of(distributions: Sequence[Sequence[float]]) -> list[Place]:
    """The places of distributions."""
    return [
        (p21 - p12, DEPTH * (p12 + p21 - p11 - p22), p11 - p22)
        for p11, p12, p21, p22 in distributions
    ]


UNITS = ((1.0, 0.0, 0.0, 0.0), (0.0, 1.0, 0.0, 0.0), (0.0, 0.0, 1.0, 0.0), (0.0, 0.0, 0.0, 1.0))
"""The pure outcomes (1,1), (1,2), (2,1), (2,2) as distributions."""

VERTICES = places_of(UNITS)
"""Their places; the centre is the origin."""

EDGES: tuple[tuple[int, int], ...] = ((0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3))

SIDES = ((0, 1), (-1, 0), (1, 0), (0, -1))
"""On which side of its vertex the name of an outcome stands: right, and up."""

EYE: tuple[float, float, float] = (0.56, -1.55, 0.52)
"""The direction from which the picture is seen, upright in the third coordinate."""


def places_in(points: Sequence[Any], axes: int) -> list[Place]:
    """Where points stand in a picture with so many axes.

    Marks stand at their values in a plane and, as all distributions, in the tetrahedron in space;
    other points are their places.
    """
    if points and isinstance(points[0], Mark):
        points = [mark.values if axes == 2 else mark.cells for mark in points]
    return places_of(points) if points and len(points[0]) == 4 else list(points)


def project(space: NDArray[Any]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Orthographic picture: places in the plane, shape (n, 2), and nearness to the eye, (n,)."""
    toward = np.array(EYE) / math.hypot(*EYE)
    right = np.cross((0.0, 0.0, 1.0), toward)
    right /= np.linalg.norm(right)
    up = np.cross(toward, right)
    return space @ np.stack([right, up], axis=1), space @ toward
