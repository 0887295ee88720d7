"""Documents of ``nash`` of three players with two moves each: there are no other equilibria.

A product of mixtures is a *box* of chances. All equilibria are found anew, as boxes by the faces of
the cube (:mod:`oraclegames.certificates.nash_three`), and lie in the listed ones. An irrational
point is listed rightly if it is found; the rest of the list was proved before.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from oraclegames.certificates.algebraic import number_of
from oraclegames.certificates.nash import groups
from oraclegames.certificates.nash_three import Box, Cube, all_of_three
from oraclegames.certificates.part import Part
from oraclegames.games.game import Game


def fits_cube(game: Game, choosing: Sequence[int]) -> bool:
    """Whether three players choose, of two moves each."""
    return len(choosing) == 3 and all(game.shape[i] == 2 for i in choosing)


def check_cube(part: Part, game: Game, choosing: Sequence[int]) -> bool:
    """Refuse a list of components that is not all; whether it is decided."""
    cube = Cube(game, choosing)
    found = all_of_three(cube)
    continua = any(item["continuum"].flag() for component in part for item in component)
    if found is None or continua or not all(map(_is_plain, found)):
        return False
    listed = [[_box(item, choosing) for item in component] for component in part]
    every = [box for component in listed for box in component]
    part.require(all(box not in every[:k] for k, box in enumerate(every)), "a set is listed twice")
    for box in found:
        if sum(low != high for low, high in box) < 2:
            part.require(_is_covered(box, every), "there are other equilibria")
        elif not any(_holds(other, box) for other in every):
            return False  # several might hold it together
    for component, boxes in zip(part, listed):
        component.require(len(groups(boxes, _meet)) == 1, "its sets do not hang together")
        for item, box in zip(component, boxes):
            if not _is_rational(box):
                item.require(box in found, "it is no equilibrium")
                _check_values(item["values"], cube, box)
    part.require(len(groups(every, _meet)) == len(listed), "two components hang together")
    return True


def _box(item: Part, choosing: Sequence[int]) -> Box:
    """The chances of each one's second move."""
    box = []
    for i, mixes in enumerate(item["mixtures"]):
        played = [[number_of(x) for x in mix] for mix in mixes]
        for mix, chances in zip(mixes, played):
            mix.require(sum(chances, Fraction(0)) == 1, "it is no mixture")
        if i in choosing:
            seconds = [chances[1] for chances in played]
            box.append((seconds[0], seconds[0]) if len(seconds) == 1 else tuple(sorted(seconds)))
    return tuple(box)


def _is_rational(box: Box) -> bool:
    return all(isinstance(end, Fraction) for ends in box for end in ends)


def _is_plain(box: Box) -> bool:
    """A point, or rational: two irrational numbers are only asked whether they are the same."""
    return _is_rational(box) or all(low == high for low, high in box)


def _holds(box: Box, other: Box) -> bool:
    """Whether one box lies in another."""
    if not (_is_rational(box) and _is_rational(other)):
        return box == other
    return all(low <= a and b <= high for (low, high), (a, b) in zip(box, other))


def _is_covered(box: Box, listed: Sequence[Box]) -> bool:
    """Whether a point or a segment lies in boxes together."""
    free = next((k for k, (low, high) in enumerate(box) if low != high), None)
    if free is None:
        return any(_holds(other, box) for other in listed)
    low, high = box[free]
    beside = [other[free] for other in listed if _is_rational(other) and _meet(other, box)]
    for start, stop in sorted(beside):
        if start <= low:
            low = max(low, stop)
    return bool(low >= high)


def _meet(one: Box, other: Box) -> bool:
    if not (_is_rational(one) and _is_rational(other)):
        return one == other
    return all(max(a, c) <= min(b, d) for (a, b), (c, d) in zip(one, other))


def _check_values(part: Part, cube: Cube, box: Box) -> None:
    x: list[Any] = [low for low, _ in box]
    for table, ends in zip(cube.pays, part.items(len(cube.pays))):
        value = cube.mean(table, x)
        told = [number_of(end) for end in ends.items(2)]
        ends.require(told == [value, value], "they are not its values")
