"""A match in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from oraclegames.exact.rational import exact_text
from oraclegames.exact.show import rounded
from oraclegames.games.names import counted, reach

if TYPE_CHECKING:
    from oraclegames.reflective.match.arcs import Arc
    from oraclegames.reflective.match.fixed_points import FixedPoint
    from oraclegames.reflective.match.match import Match

_MOST_LINES = 12


def match_lines(result: Match) -> Iterator[str]:
    """The lines of ``print(match)``: the largest pieces, and what each player can get."""
    game = result.game
    names = " against ".join(agent.name for agent in result.agents)
    count, pieces = len(result.fixed_points), len(result.arcs)
    yield (
        f"{names}, δ = {exact_text(result.delta)}, ε = {exact_text(result.epsilon)}: "
        f"{counted(count, 'fixed point')} in {counted(pieces, 'piece')}"
    )
    if result.status != "complete":
        yield _LACKING[result.status]
    for cell in result.undetermined:
        yield f"  undecided: {cell.reason}"
    for arc in result.arcs[:_MOST_LINES]:
        yield from _arc(result, arc)
    if pieces > _MOST_LINES:
        left = counted(pieces - _MOST_LINES, "piece")
        yield f"  … and {left} more (to_dict() and --json list all)"
    if not count:
        return
    yield ""
    for player, (low, high) in enumerate(result.ranges()):
        yield reach(game, player, low, high)
    if randomised := sum(result.randomised):
        yield f"{randomised} of the fixed points need a randomised answer of the oracle"


_LACKING = {
    "partial": "The search was stopped: there may be more.",
    "undetermined": "Some cells could not be decided: there may be more.",
}


def _arc(result: Match, arc: Arc) -> Iterator[str]:
    start, stop = arc.ends
    if len(arc.points) == 1:
        yield f"  {_place(result, start)}"
    elif start == stop:  # all are read alike
        yield f"  {counted(len(arc.points), 'point')} close to {_place(result, start)}"
    else:
        yield f"  {counted(len(arc.points), 'point')} from {_place(result, start)}"
        yield f"  {' ' * len(counted(len(arc.points), 'point'))}   to {_place(result, stop)}"


def _place(result: Match, point: FixedPoint) -> str:
    plays = []
    for labels, mixed in zip(result.game.moves, point.play):
        shown = list(zip(labels, mixed))[: max(1, len(labels) - 1)]
        plays.append(" ".join(f"{label} {rounded(p, 4)}" for label, p in shown))
    payoffs = ", ".join(rounded(payoff, 4) for payoff in point.payoffs)
    return f"({'; '.join(plays)}) paying {payoffs}"
