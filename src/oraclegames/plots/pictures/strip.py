"""The picture of a phase diagram in one parameter: a strip for each answer, and where it holds.

Strips are the shapes, the numbers of arcs, the notions of each outcome, or the supports of similar
agents' equilibria. Ends that belong to an interval are filled; all ends are named.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from oraclegames.conditional.phases.partition import Phase
from oraclegames.conditional.phases.phases import Phases, end_text
from oraclegames.conditional.phases.shape import SURFACE
from oraclegames.exact.real import Real
from oraclegames.games.names import counted
from oraclegames.plots.pictures.best_sum import best_sum_plane
from oraclegames.plots.pictures.scene import Info, Label, Layer, Place, Plane, short

MOST_NAMES = 8
"""More ends are marked, not named."""


@dataclass(frozen=True)
class Bar:
    """Where a strip holds: a point or an interval, and whether its ends belong to it."""

    low: float
    high: float
    low_included: bool
    high_included: bool


@dataclass(frozen=True, repr=False)
class StripInfo(Info):
    """What the picture shows.

    Attributes:
        title: the game's.
        parameter: the parameter's name.
        span: its least and its largest value.
        strips: each with its name, and where it holds.
        ends: the places between phases, with their names.
    """

    title: str
    parameter: str
    span: tuple[float, float]
    strips: tuple[tuple[str, tuple[Bar, ...]], ...]
    ends: tuple[tuple[float, str], ...]


def strip_info(found: Phases) -> StripInfo | Plane:
    """What the picture of a phase diagram in one parameter shows.

    Strips; of the question "welfare" the curve of the best sum.
    """
    if found.question == "welfare":
        return best_sum_plane(found)
    bars: dict[str, list[Bar]] = {}
    for phase in found.phases:
        for name in _names(found, phase):
            bars.setdefault(name, []).append(_bar(phase))
    first, last = found.phases[0], found.phases[-1]
    ends: dict[float, str] = {}
    for phase in found.phases:
        for end in (phase.low, phase.high):
            ends.setdefault(float(end), _short(end, found.game.parameter))
    strips = tuple((name, tuple(_joined(row))) for name, row in bars.items())
    span = float(first.low), float(last.high)
    named = tuple(sorted(ends.items()))
    return StripInfo(found.game.title, found.game.parameter, span, strips, named)


def _names(found: Phases, phase: Phase) -> Iterator[str]:
    """The strips that hold in a phase."""
    game, answer = found.game, phase.answer
    if answer is None:
        yield "not asked"
    elif found.question == "shape":
        yield answer
    elif found.question == "arcs":
        yield "a surface" if answer == SURFACE else counted(answer, "arc") if answer else "no arc"
    elif found.question == "notions":
        for outcome, names in zip(found.outcomes, answer):
            labels = ", ".join(map(short, game.outcome_labels(outcome)))
            yield from (f"{labels}: {name}" for name in names)
    else:
        for support in dict.fromkeys(one.support for one in answer):
            yield " and ".join(short(game.moves[0][i]) for i in support)
        if not answer:
            yield "none"


def _bar(phase: Phase) -> Bar:
    return Bar(float(phase.low), float(phase.high), phase.low_included, phase.high_included)


def _joined(row: list[Bar]) -> Iterator[Bar]:
    """Neighbours that touch as one."""
    last = row[0]
    for bar in row[1:]:
        if last.high == bar.low and (last.high_included or bar.low_included):
            last = Bar(last.low, bar.high, last.low_included, bar.high_included)
        else:
            yield last
            last = bar
    yield last


def _short(end: Real, name: str) -> str:
    return end_text(end, name).partition(" (")[0]


def strip_plane(info: StripInfo) -> Plane:
    """The strips from top to bottom, and lines at the ends of the phases."""
    count = len(info.strips)
    lines: list[tuple[Place, ...]] = []
    filled: list[Place] = []
    hollow: list[Place] = []
    for k, (_, bars) in enumerate(info.strips):
        y = float(count - k)
        for bar in bars:
            if bar.low < bar.high:
                lines.append(((bar.low, y), (bar.high, y)))
            filled += [(bar.low, y)] * bar.low_included + [(bar.high, y)] * bar.high_included
            hollow += [(bar.low, y)] * (not bar.low_included)
            hollow += [(bar.high, y)] * (not bar.high_included)
    low, high = info.span
    room = 0.03 * (high - low) or 0.5
    cuts = tuple(((x, 0.4), (x, count + 0.6)) for x, _ in info.ends)
    named = info.ends if len(info.ends) <= MOST_NAMES else ()
    labels = tuple(Label(x, count + 0.6, (text,), 0, 1) for x, text in named)
    layers = (
        Layer("strip ends", "ends of the phases", lines=cuts),
        Layer("strip", "holds", tuple(dict.fromkeys(filled)), tuple(lines)),
        Layer("open end", "holds up to here, not here", tuple(dict.fromkeys(hollow))),
    )
    return Plane(
        info.title,
        (info.parameter, ""),
        ((low - room, high + room), (0.4, 1.1 * count + 1.1)),
        labels,
        layers,
        tuple((float(count - k), name) for k, (name, _) in enumerate(info.strips)),
    )
