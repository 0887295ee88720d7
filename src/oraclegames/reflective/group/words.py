"""A group's match in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from oraclegames.exact.rational import format_rational
from oraclegames.exact.show import rounded
from oraclegames.games.names import counted, reach

if TYPE_CHECKING:
    from oraclegames.reflective.group.group_match import GroupMatch, GroupPoint

_MOST_LINES = 12
_LACKING = {
    "partial": "The search was stopped: there may be more.",
    "undetermined": "Some cells could not be decided: there may be more.",
}


def group_lines(result: GroupMatch) -> Iterator[str]:
    """The lines of ``print(match)``: the points that nobody would leave together, and ranges."""
    names = ", ".join(agent.name for agent in result.agents)
    count = len(result.fixed_points)
    yield (
        f"{names}, δ = {format_rational(result.delta)}, ε = {format_rational(result.epsilon)}: "
        f"{counted(count, 'fixed point')}"
    )
    if result.status != "complete":
        yield _LACKING[result.status]
    for cell in result.undetermined[:_MOST_LINES]:
        yield f"  undecided: {cell.reason}"
    if result.continua:
        shown = "continuum" if len(result.continua) == 1 else "continua"
        yield f"{len(result.continua)} {shown} of fixed points, by their corners"
    if not count:
        return
    best = result.pareto()
    if len(best) == count:
        yield "No fixed point is beaten by another:"
    else:
        yield f"{counted(len(best), 'fixed point')} that no other beats:"
    for point in best[:_MOST_LINES]:
        yield f"  {_place(result, point)}"
    if len(best) > _MOST_LINES:
        left = counted(len(best) - _MOST_LINES, "point")
        yield f"  … and {left} more (to_dict() and --json list all)"
    yield ""
    for player, (low, high) in enumerate(result.ranges()):
        yield reach(result.game, player, low, high)
    if randomised := sum(point.randomised for point in result.fixed_points):
        yield f"{randomised} of the fixed points need a randomised answer of the oracle"


def _place(result: GroupMatch, point: GroupPoint) -> str:
    plays = "; ".join(
        ", ".join(f"{label} {float(p):.4g}" for label, p in zip(labels, mixed[: len(mixed) - 1]))
        for labels, mixed in zip(result.game.moves, point.play)
        if len(mixed) > 1
    )
    payoffs = ", ".join(rounded(payoff, 4) for payoff in point.payoffs)
    return f"({plays}) paying {payoffs}"
