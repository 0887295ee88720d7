"""What people would do without an exact solution: surfaces of indifference on a grid."""

from __future__ import annotations

from typing import Any

import numpy as np

from oraclegames import catalog

DILEMMA = catalog.prisoners_dilemma(5, 3, 1, 0)


def marching_cubes() -> float:
    """Both indifference surfaces on a 128³ grid and the curve where they meet; its mean residual.

    The curve is where the column player's field, interpolated, changes sign along an edge of the
    row player's mesh.
    """
    from scipy.ndimage import map_coordinates
    from skimage.measure import marching_cubes as extract

    grid = np.linspace(0, 1, 128)
    cells = np.meshgrid(grid, grid, grid, indexing="ij")
    row, column = fields(*cells)
    vertices, faces, _, _ = extract(row, 0)
    extract(column, 0)
    other = map_coordinates(column, vertices.T, order=1)
    points = []
    for i, j in ((0, 1), (1, 2), (2, 0)):
        start, stop = faces[:, i], faces[:, j]
        crossed = other[start] * other[stop] < 0
        start, stop = start[crossed], stop[crossed]
        weight = (other[start] / (other[start] - other[stop]))[:, None]
        points.append(vertices[start] * (1 - weight) + vertices[stop] * weight)
    curve = np.concatenate(points).T / 127
    curve = curve[:, curve.sum(axis=0) < 1]
    return float(max(np.abs(field).mean() for field in fields(*curve)))


def fields(p11: Any, p12: Any, p21: Any) -> tuple[Any, Any]:
    """The two quadrics of the Prisoner's Dilemma 5, 3, 1, 0."""
    p22 = 1 - p11 - p12 - p21
    row = -2 * p11 * p21 + 2 * p11 * p22 - 5 * p12 * p21 - p12 * p22
    column = -2 * p11 * p12 + 2 * p11 * p22 - 5 * p21 * p12 - p21 * p22
    return row, column
