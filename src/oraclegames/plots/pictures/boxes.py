"""Many boxes in space as one body: its surface, its edges, and its shadow on the walls.

The boxes' ends part each axis; a block of this uneven grid is full or empty. The surface is where a
full block meets an empty one, an edge where the surface bends. So boxes of different sizes that
touch show nothing between them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from oraclegames.later import np
from oraclegames.plots.pictures.scene import Place

if TYPE_CHECKING:
    from numpy.typing import NDArray

Box = Sequence[Place]
MOST_BLOCKS = 1 << 22


class Body(NamedTuple):
    """What is drawn of boxes.

    Attributes:
        faces: rectangles that together are the surface.
        edges: straight lines along which it bends.
    """

    faces: tuple[tuple[Place, ...], ...]
    edges: tuple[tuple[Place, ...], ...]


def body_of(boxes: Sequence[Box]) -> Body | None:
    """The body of boxes by their eight corners; None if these are no such, or too many."""
    full = _full(boxes)
    if full is None:
        return None
    ends, blocks = full
    faces: list[tuple[Place, ...]] = []
    edges: list[tuple[Place, ...]] = []
    padded = np.pad(blocks, 1)
    for axis in range(3):
        first, second = [k for k in range(3) if k != axis]
        inner = [slice(None) if k == axis else slice(1, -1) for k in range(3)]
        met = np.diff(padded[tuple(inner)].astype(np.int8), axis=axis) != 0
        for place in np.argwhere(met):
            low = [ends[k][place[k]] for k in range(3)]
            high = [ends[k][place[k] + (k != axis)] for k in range(3)]
            corner = [low[:], low[:], high[:], high[:]]
            corner[1][first] = high[first]
            corner[3][first] = low[first]
            faces.append(tuple(tuple(map(float, point)) for point in corner))
        edges += _edges(np.moveaxis(padded, axis, 2), ends, axis, (first, second))
    return Body(tuple(faces), tuple(edges))


def shadow_of(boxes: Sequence[Box], wall: int, at: float) -> tuple[tuple[Place, ...], ...]:
    """The body seen along an axis, as rectangles in the plane where that axis is ``at``."""
    full = _full(boxes)
    if full is None:
        return ()
    ends, blocks = full
    first, second = [k for k in range(3) if k != wall]
    seen: NDArray[np.bool_] = np.asarray(blocks.any(axis=wall))
    rectangles = []
    for i, row in enumerate(seen):
        for start, stop in _runs(row):
            a, b = ends[first][i], ends[first][i + 1]
            c, d = ends[second][start], ends[second][stop]
            corners = ((a, c), (b, c), (b, d), (a, d))
            places = ({wall: at, first: float(x), second: float(y)} for x, y in corners)
            rectangles.append(tuple(tuple(place[k] for k in range(3)) for place in places))
    return tuple(rectangles)


def _full(boxes: Sequence[Box]) -> tuple[list[NDArray[Any]], NDArray[np.bool_]] | None:
    """The ends of the blocks along each axis, and which blocks are full."""
    if not boxes or any(len(box) != 8 for box in boxes):
        return None
    corners = np.array(boxes)
    low, high = corners.min(axis=1), corners.max(axis=1)
    near = np.isclose(corners, low[:, None]) | np.isclose(corners, high[:, None])
    if not near.all() or (low == high).any():
        return None
    ends = []
    for axis in range(3):
        places = np.unique(np.concatenate([low[:, axis], high[:, axis]]))
        gap = 1e-9 * max(1.0, float(np.abs(places).max()))
        ends.append(places[np.concatenate([[True], np.diff(places) > gap])])
    if np.prod([len(places) for places in ends], dtype=object) > MOST_BLOCKS:
        return None
    blocks = np.zeros([len(places) - 1 for places in ends], dtype=bool)
    for start, stop in zip(low, high):
        at = [
            slice(_nearest(places, a), _nearest(places, b))
            for places, a, b in zip(ends, start, stop)
        ]
        blocks[tuple(at)] = True
    return ends, blocks


def _nearest(places: NDArray[Any], x: float) -> int:
    return int(np.abs(places - x).argmin())


def _edges(
    padded: NDArray[np.bool_], ends: list[NDArray[Any]], axis: int, others: tuple[int, int]
) -> list[tuple[Place, ...]]:
    """The lines along one axis, which comes last here, at which the surface bends."""
    four = [padded[i : i - 1 or None, j : j - 1 or None, 1:-1] for i in (0, 1) for j in (0, 1)]
    around = sum(part.astype(np.int8) for part in four)
    across = (around == 2) & (four[0] == four[3])
    bends = (around == 1) | (around == 3) | across
    found = []
    for i, j in np.argwhere(bends.any(axis=2)):
        for start, stop in _runs(bends[i, j]):
            place = {others[0]: ends[others[0]][i], others[1]: ends[others[1]][j]}
            line = [{**place, axis: ends[axis][k]} for k in (start, stop)]
            found.append(tuple(tuple(float(point[k]) for k in range(3)) for point in line))
    return found


def _runs(row: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Where runs of true values start and stop."""
    steps = np.flatnonzero(np.diff(np.concatenate([[0], row.astype(np.int8), [0]])))
    return [(int(a), int(b)) for a, b in zip(steps[::2], steps[1::2])]
