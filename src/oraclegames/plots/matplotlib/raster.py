"""Translucent triangles as one image: without seams, and in the right order at every pixel.

Vector viewers and antialiasing renderers cover the common edge of two neighbouring triangles twice,
which shows as a net of lines on a translucent surface. Here each pixel centre belongs to exactly
one of the two: it is inside a triangle iff it is on the same side of its three edges. Surfaces that
cross have no order as wholes; so the triangles are cut into pixels, and those are sorted by depth.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

_BAND = 1 << 16
"""Bands of rows with so many pixels are painted one by one: the fragments of one are held."""


def paint(
    triangles: NDArray[Any],
    nearness: NDArray[Any],
    colours: NDArray[Any],
    extent: tuple[float, float, float, float],
    width: int,
) -> NDArray[np.float32]:
    """Blend triangles over each other, at each pixel from the farthest to the nearest.

    Args:
        triangles: places in the plane, shape (n, 3, 2).
        nearness: of the corners to the eye, shape (n, 3).
        colours: red, green, blue, opacity in [0, 1], shape (n, 4).
        extent: left, right, bottom and top of the image in the same plane.
        width: of the image in pixels.

    Returns:
        An image of shape (height, width, 4), first row on top, colours not premultiplied.
    """
    left, right, bottom, top = extent
    scale = width / (right - left)
    height = max(1, round((top - bottom) * scale))
    places = (triangles - (left, bottom)) * scale
    lowest, highest = places[:, :, 1].min(axis=1), places[:, :, 1].max(axis=1)
    image = np.zeros((height * width, 4), dtype=np.float32)  # premultiplied
    rows = max(1, _BAND // width)
    for low in range(0, height, rows):
        band = low, min(low + rows, height)
        here = np.flatnonzero((highest > band[0]) & (lowest < band[1]))
        if here.size:
            _blend(image, places[here], nearness[here], colours[here], width, band)
    image[:, :3] /= np.where(image[:, 3:] > 0, image[:, 3:], np.float32(1))
    np.clip(image, 0.0, 1.0, out=image)
    return image.reshape(height, width, 4)[::-1]


def _blend(
    image: NDArray[np.float32],
    places: NDArray[Any],
    nearness: NDArray[Any],
    colours: NDArray[Any],
    width: int,
    band: tuple[int, int],
) -> None:
    """Paint the rows of a band."""
    found = [_fragments(*triangle, width, band) for triangle in zip(places, nearness)]
    pixel, depth = (np.concatenate(parts) for parts in zip(*found))
    if not pixel.size:
        return
    # One number for each fragment, so that one sort does: its pixel, its nearness as finely as bits
    # are left, and its triangle.
    low, bits = band[0] * width, (len(found) - 1).bit_length()
    fine = 63 - bits - ((band[1] - band[0]) * width - 1).bit_length()
    near, far = float(depth.max()), float(depth.min())
    depth -= far
    depth *= ((1 << min(fine, 52)) - 1) / ((near - far) or 1.0)
    key = (pixel - low) << (fine + bits)
    key += depth.astype(np.int64) << bits
    key += np.repeat(np.arange(len(found)), [len(pixels) for pixels, _ in found])
    key.sort()
    pixel, owner = (key >> (fine + bits)) + low, key & ((1 << bits) - 1)
    starts = np.flatnonzero(np.diff(pixel, prepend=-1))
    counts = np.diff(starts, append=len(pixel))
    keep = (1 - colours[:, 3:]).astype(np.float32)
    ink = (colours[:, 3:] * np.hstack([colours[:, :3], np.ones_like(keep)])).astype(np.float32)
    # The farthest fragment of every pixel, then the next one of those that have more, and so on.
    level = 0
    while starts.size:
        place, who = pixel.take(starts + level), owner.take(starts + level)
        image[place] = image.take(place, axis=0) * keep.take(who, axis=0) + ink.take(who, axis=0)
        level += 1
        deeper = counts > level
        starts, counts = starts[deeper], counts[deeper]


def _fragments(
    corners: NDArray[Any], near: NDArray[Any], width: int, band: tuple[int, int]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The pixels of one triangle in a band of rows, by number, and their nearness to the eye."""
    a, b, c = corners
    low = np.maximum(np.floor(corners.min(axis=0)).astype(int), (0, band[0]))
    high = np.minimum(np.ceil(corners.max(axis=0)).astype(int), (width, band[1]))
    x = np.arange(low[0], high[0]) + 0.5
    y = (np.arange(low[1], high[1]) + 0.5)[:, None]
    first, second, third = _left(a, b, x, y), _left(b, c, x, y), _left(c, a, x, y)
    row, column = np.nonzero((first & second & third) | ~(first | second | third))
    if not len(row):
        return np.empty(0, dtype=np.int64), np.empty(0)
    u, v = b - a, c - a
    area = u[0] * v[1] - u[1] * v[0]
    dx, dy = x[column] - a[0], y[row, 0] - a[1]
    along = (dx * v[1] - dy * v[0]) / area
    across = (dy * u[0] - dx * u[1]) / area
    depth = near[0] + along * (near[1] - near[0]) + across * (near[2] - near[0])
    return (row + low[1]) * width + column + low[0], depth


def _left(a: NDArray[Any], b: NDArray[Any], x: NDArray[Any], y: NDArray[Any]) -> NDArray[np.bool_]:
    """Which pixels are left of the line from a to b; the same bits, negated, from b to a."""
    if (a[0], a[1]) > (b[0], b[1]):
        return ~_left(b, a, x, y)
    turned: NDArray[np.bool_] = (b[0] - a[0]) * (y - a[1]) > (b[1] - a[1]) * (x - a[0])
    return turned
