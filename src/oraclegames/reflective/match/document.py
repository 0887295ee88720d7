"""A match in words, for JSON, and as rows of a table.

Everything is read off the columns of the fixed points; a point is built only to be shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from oraclegames.exact.rational import format_rational
from oraclegames.reflective.match.fixed_points import columns_of

if TYPE_CHECKING:
    from oraclegames.reflective.match.arcs import Arc
    from oraclegames.reflective.match.fixed_points import FixedPoint
    from oraclegames.reflective.match.match import Match

__all__ = ["column_names", "match_document", "match_rows", "match_words"]

_MOST_LINES = 12
_BLOCK = 4096  # rows that are made together


def match_document(match: Match, verify: bool) -> dict[str, Any]:
    """The match as plain values, schema ``oraclegames/match-1``."""
    found = columns_of(match.fixed_points)
    shown = lru_cache(maxsize=None)(format_rational)  # thresholds come again and again
    points = [
        {
            "play": [list(map(float, mixed)) for mixed in play],
            "payoffs": list(map(float, payoffs)),
            "randomised": randomised,
            "exact": [list(map(shown, mixed)) for mixed in play],
            "zones": [list(map(list, read)) for read in zones],
        }
        for play, payoffs, randomised, zones in zip(
            found.plays, match.payoffs, found.randomised, found.zones
        )
    ]
    return {
        "schema": "oraclegames/match-1",
        "game": {
            "title": match.game.title,
            "players": [
                {"name": name, "moves": list(labels)}
                for name, labels in zip(match.game.players, match.game.moves)
            ],
        },
        "agents": [one.name for one in match.agents],
        "parameters": {
            "delta": format_rational(match.delta),
            "epsilon": format_rational(match.epsilon),
        },
        "status": match.status,
        "fixed_points": points,
        "segments": [[[float(x) for x in end] for end in ends] for ends in match.segments],
        "arcs": [
            {
                "size": len(arc.points),
                "ends": [
                    {key: points[row][key] for key in ("play", "payoffs")}
                    for row in (arc.way[0], arc.way[-1])
                ],
                "payoffs": [points[row]["payoffs"] for row in arc.way],
            }
            for arc in match.arcs
        ],
        "pareto": [points[row]["payoffs"] for row in match.pareto_rows()],
        "method": match.method,
        "verified": match.verify() if verify else None,
    }


def column_names(match: Match) -> list[str]:
    """The columns of :func:`match_rows`."""
    names = []
    for player, labels in zip(match.game.players, match.game.moves):
        for quantity in (*labels, "payoff"):
            names += [f"{player}: {quantity}", f"{player}: {quantity} (exact)"]
    return [*names, "randomised"]


def match_rows(match: Match) -> Iterator[tuple[Any, ...]]:
    """One row for each fixed point, made as it is asked for."""
    for start in range(0, len(match.fixed_points), _BLOCK):
        found = columns_of(match.fixed_points, slice(start, start + _BLOCK))
        for play, payoffs, randomised in zip(found.plays, found.payoffs, found.randomised):
            row: list[Any] = []
            for mixed, payoff in zip(play, payoffs):
                for number in (*mixed, payoff):
                    row += [float(number), format_rational(number)]
            yield (*row, randomised)


def match_words(match: Match) -> Iterator[str]:
    """What can be reached, line by line."""
    names = " against ".join(agent.name for agent in match.agents)
    count, pieces = len(match.fixed_points), len(match.arcs)
    yield (
        f"{names}, δ = {format_rational(match.delta)}, ε = {format_rational(match.epsilon)}: "
        f"{_counted(count, 'fixed point')} in {_counted(pieces, 'piece')}"
    )
    if match.status != "complete":
        yield _LACKING[match.status]
    for cell in match.undetermined:
        yield f"  undecided: {cell.reason}"
    for arc in match.arcs[:_MOST_LINES]:
        yield from _arc(match, arc)
    if pieces > _MOST_LINES:
        yield f"  … and {_counted(pieces - _MOST_LINES, 'piece')} more (--json lists all)"
    if not count:
        return
    yield ""
    for player, (low, high) in zip(match.game.players, match.ranges()):
        yield f"{player} can get {float(low):.4g} to {float(high):.4g}, as the oracle chooses"
    randomised = sum(match.randomised)
    if randomised:
        yield f"{randomised} of the fixed points need a randomised answer of the oracle"


_LACKING = {
    "partial": "The search was stopped: there may be more.",
    "undetermined": "Some cells could not be decided: there may be more.",
}


def _arc(match: Match, arc: Arc) -> Iterator[str]:
    start, stop = arc.ends
    if len(arc.points) == 1:
        yield f"  {_place(match, start)}"
    else:
        count = _counted(len(arc.points), "point")
        yield f"  {count} from {_place(match, start)}"
        yield f"  {' ' * len(count)}   to {_place(match, stop)}"


def _place(match: Match, point: FixedPoint) -> str:
    plays = []
    for labels, mixed in zip(match.game.moves, point.play):
        shown: list[tuple[str, Fraction]] = list(zip(labels, mixed))[: max(1, len(labels) - 1)]
        plays.append(" ".join(f"{label} {float(p):.4g}" for label, p in shown))
    payoffs = ", ".join(f"{float(payoff):.4g}" for payoff in point.payoffs)
    return f"({'; '.join(plays)}) paying {payoffs}"


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
