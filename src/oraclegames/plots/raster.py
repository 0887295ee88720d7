"""Translucent triangles as one image, without seams.

Vector viewers and antialiasing renderers cover the common edge of two neighbouring triangles twice,
which shows as a net of lines on a translucent surface. Here each pixel centre belongs to exactly
one of the two: it is inside a triangle iff it is on the same side of its three edges.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["paint"]


def paint(
    triangles: NDArray[Any],
    colours: NDArray[Any],
    extent: tuple[float, float, float, float],
    width: int,
) -> NDArray[np.float64]:
    """Blend triangles over each other in the order given.

    Args:
        triangles: places in the plane, shape (n, 3, 2).
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
    image = np.zeros((height, width, 4))  # premultiplied
    for (a, b, c), colour in zip(places, colours):
        low = np.maximum(np.floor(np.minimum(np.minimum(a, b), c)).astype(int), 0)
        high = np.ceil(np.maximum(np.maximum(a, b), c)).astype(int)
        x0, x1 = low[0], min(high[0], width)
        y0, y1 = low[1], min(high[1], height)
        if x0 >= x1 or y0 >= y1:
            continue
        x = np.arange(x0, x1) + 0.5
        y = (np.arange(y0, y1) + 0.5)[:, None]
        sides = [_side(a, b, x, y), _side(b, c, x, y), _side(c, a, x, y)]
        inside = (sides[0] & sides[1] & sides[2]) | ~(sides[0] | sides[1] | sides[2])
        window = image[y0:y1, x0:x1]
        opacity = colour[3] * inside[..., None]
        window *= 1 - opacity
        window += opacity * np.array([*colour[:3], 1.0])
    opacity = image[..., 3:]
    image[..., :3] /= np.where(opacity > 0, opacity, 1.0)
    return np.clip(image[::-1], 0.0, 1.0)


def _side(a: NDArray[Any], b: NDArray[Any], x: NDArray[Any], y: NDArray[Any]) -> NDArray[np.bool_]:
    """Which pixels are left of the line from a to b; the same bits, negated, from b to a."""
    if (a[0], a[1]) > (b[0], b[1]):
        left: NDArray[np.bool_] = ~_side(b, a, x, y)
        return left
    turned: NDArray[np.bool_] = (b[0] - a[0]) * (y - a[1]) > (b[1] - a[1]) * (x - a[0])
    return turned
