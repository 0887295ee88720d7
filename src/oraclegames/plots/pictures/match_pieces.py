"""What the pictures of matches consist of, whoever draws them: named pieces with a style each.

Regions are shaded in the manner of Armstrong, "Reflexive oracles and superrationality", 2017:
green, and yellow for agents that demand more than they grant. The palette is that of the other
pictures.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from oraclegames.plots.look.style import (
    BLUE,
    GREEN,
    ORANGE,
    PURPLE,
    SKY,
    VERMILION,
    YELLOW,
    Style,
    Theme,
)
from oraclegames.plots.pictures.labels import Label, label_ranges, place_labels
from oraclegames.plots.pictures.payoffs import Line, PayoffInfo
from oraclegames.plots.pictures.zones import ZoneInfo

__all__ = [
    "Piece",
    "behaviour_colours",
    "behaviours_shown",
    "fixed_point_pieces",
    "payoff_labels",
    "payoff_pieces",
    "payoff_ranges",
]

SPARSE = 20
"""More fixed points than these have smaller markers."""

SHORT = 0.04
"""Arcs that span less than this part of both axes are drawn as their points alone."""

MOST_LABELS = 9
"""Of more outcomes than these only the corners of the hull have their names beside them."""


@dataclass(frozen=True)
class Piece:
    """One entry of the legend.

    Attributes:
        name: as in the legend.
        style: how it is drawn.
        areas: closed polygons; those of one piece are filled as one.
        lines: open polylines.
        points: markers.
        texts: what the pointer tells at the points, if it tells more than the place.
        outlined: whether the areas have a line around them.
    """

    name: str
    style: Style
    areas: tuple[Line, ...] = ()
    lines: tuple[Line, ...] = ()
    points: Line = ()
    texts: tuple[str, ...] = ()
    outlined: bool = False


def payoff_pieces(info: PayoffInfo, theme: Theme) -> tuple[Piece, ...]:
    """The payoff picture from the back to the front; only what is there."""
    cold = BLUE if theme.name == "light" else SKY
    pieces = [Piece("independent play", Style(theme.faint, 0.24), areas=info.patches)]
    for region in info.regions:
        style = Style(ORANGE, 0.38, YELLOW) if region.greedy else Style(GREEN, 0.28)
        name = f"allowed by {region.agent} ({info.players[region.player]})"
        pieces.append(Piece(name, style, areas=(region.corners,), outlined=True))
    sides = tuple(piece for piece in info.frontier if len(piece) > 1)
    ends = tuple(piece[0] for piece in info.frontier if len(piece) == 1)
    style = Style(cold, line=1.8, marker="circle", marker_size=1.6)
    pieces.append(Piece("Pareto frontier", style, lines=sides, points=ends))
    arcs = tuple(arc for arc in info.arcs if _is_long(arc, info.hull))
    if arcs:
        colour = _mixed(VERMILION, theme.paper, 0.5)
        pieces.append(Piece("arcs of fixed points", Style(colour, line=4.5), lines=arcs))
    labels = tuple(label for label, _ in info.outcomes)
    places = tuple(place for _, place in info.outcomes)
    return (
        *pieces,
        Piece(
            "pure outcomes",
            Style(theme.ink, marker="square", marker_size=0.8),
            points=places,
            texts=labels,
        ),
        Piece(
            "threat point",
            Style(theme.ink, marker="x", marker_size=1.7),
            points=(info.threat,),
        ),
        *fixed_point_pieces(info.points, info.randomised, VERMILION),
    )


def fixed_point_pieces(
    points: Line, randomised: tuple[bool, ...], colour: str
) -> tuple[Piece, ...]:
    """The fixed points: filled where the oracle's answers are certain, else rings."""
    size = max(0.25, min(1.0, (SPARSE / len(points)) ** 0.5)) if points else 1.0
    pieces = []
    for random, name in ((False, "fixed points"), (True, "fixed points, random answers")):
        chosen = tuple(point for point, flag in zip(points, randomised) if flag is random)
        if chosen:
            style = Style(colour, marker_size=size * (1.25 if random else 1), ring=random)
            pieces.append(Piece(name, style, points=chosen))
    return tuple(pieces)


def payoff_labels(info: PayoffInfo) -> tuple[Label, ...]:
    """The names of the pure outcomes, outside the hull where they are its corners."""
    names = list(product(*info.moves))
    places = [place for _, place in info.outcomes]
    if len(places) > MOST_LABELS:
        kept = [k for k, place in enumerate(places) if place in info.hull]
        names, places = [names[k] for k in kept], [places[k] for k in kept]
    return place_labels([(first, second) for first, second in names], places, info.hull)


def payoff_ranges(info: PayoffInfo) -> tuple[tuple[float, float], tuple[float, float]]:
    """The ranges of both axes of the payoff picture."""
    return label_ranges(payoff_labels(info), [place for _, place in info.outcomes])


def behaviour_colours(theme: Theme) -> tuple[str, ...]:
    """A colour for each of :data:`oraclegames.reflective.match.behaviour.LABELS`.

    Staying is the strongest, for it is often no more than a thin rim; the others are washed out.
    """
    cold = BLUE if theme.name == "light" else SKY
    shares = ((cold, 0.85), (GREEN, 0.4), (ORANGE, 0.45), (YELLOW, 0.5), (PURPLE, 0.4), (SKY, 0.4))
    return tuple(_mixed(colour, theme.paper, share) for colour, share in shares)


def behaviours_shown(info: ZoneInfo) -> tuple[int, ...]:
    """The codes that occur, ascending."""
    return tuple(sorted({code for grid in info.codes for row in grid for code in row}))


def _is_long(arc: Line, hull: Line) -> bool:
    """Whether an arc would be seen beside the markers of its points."""
    spans = [[max(values) - min(values) for values in zip(*line)] for line in (arc, hull)]
    return any(part > SHORT * whole for part, whole in zip(*spans))


def _mixed(colour: str, paper: str, share: float) -> str:
    """So much of a colour #RRGGBB on paper."""
    channels = [
        round(share * int(colour[k : k + 2], 16) + (1 - share) * int(paper[k : k + 2], 16))
        for k in (1, 3, 5)
    ]
    return "#" + "".join(f"{channel:02X}" for channel in channels)
