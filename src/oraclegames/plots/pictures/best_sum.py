"""The picture of the best welfare along one parameter: its curve, with the ends of the phases.

Where it jumps a filled end says that the value is reached there, and a hollow one that it is not.
"""

from __future__ import annotations

from oraclegames.conditional.phases.partition import Phase
from oraclegames.conditional.phases.phases import Phases, end_text
from oraclegames.plots.pictures.scene import Layer, Place, Plane

STEPS = 40
"""Parts of a curve that is not a polynomial of degree 1 or less."""


def best_sum_plane(found: Phases) -> Plane:
    """What the picture of the question "welfare" shows."""
    lines: list[tuple[Place, ...]] = []
    reached: list[Place] = []
    open_ends: list[Place] = []
    for phase in found.phases:
        if phase.answer is None:
            continue
        line = tuple(_places(phase))
        if len(line) > 1:
            lines.append(line)
        for place, included in (
            (line[0], phase.low_included),
            (line[-1], phase.high_included),
        ):
            (reached if included else open_ends).append(place)
    name = found.game.parameter
    low, high = float(found.phases[0].low), float(found.phases[-1].high)
    heights = [y for line in (*lines, reached) for _, y in line] or [0.0]
    room = 0.03 * (high - low) or 0.5, 0.07 * (max(heights) - min(heights)) or 1.0
    hollow = tuple(
        p for p in dict.fromkeys(open_ends) if not any(_near(p, q, room) for q in reached)
    )
    span = min(heights) - room[1], max(heights) + room[1]
    ends = {float(end): end for phase in found.phases for end in (phase.low, phase.high)}
    named = ", ".join(end_text(end, name).partition(" (")[0] for _, end in sorted(ends.items()))
    return Plane(
        found.game.title,
        (name, "best sum of values"),
        ((low - room[0], high + room[0]), span),
        (),
        (
            Layer(
                "strip ends",
                f"ends: {name} = {named}",
                lines=tuple(((x, span[0]), (x, span[1])) for x in ends),
            ),
            Layer(
                "strip",
                "the best dependency equilibrium",
                tuple(dict.fromkeys(reached)),
                tuple(lines),
            ),
            Layer("open end", "a limit that is not reached", hollow),
        ),
    )


def _near(p: Place, q: Place, room: tuple[float, float]) -> bool:
    """Whether two ends look like one: the curve goes on."""
    return p[0] == q[0] and abs(p[1] - q[1]) < 1e-6 * room[1]


def _places(phase: Phase) -> list[Place]:
    """The curve over a phase; near its ends, where the equation's roots may meet, from inside."""
    low, high, best = float(phase.low), float(phase.high), phase.answer
    if low == high:
        return [(low, best.near(low))]
    formula = best.formula
    straight = formula is not None and len(formula.numerator) < 3 and len(formula.denominator) == 1
    steps = 1 if straight else STEPS
    places: list[Place] = []
    for k in range(steps + 1):
        share = k / steps
        inside = low + (high - low) * (share if straight else min(max(share, 1e-9), 1 - 1e-9))
        places.append((low + (high - low) * share, best.near(inside)))
    return places
