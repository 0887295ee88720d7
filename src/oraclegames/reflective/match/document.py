"""A match for JSON, and as rows of a table.

Everything is read off the columns of the fixed points; a point is built only to be shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from oraclegames.exact.algebraic import format_number
from oraclegames.exact.rational import format_rational
from oraclegames.games.game import Game
from oraclegames.reflective.match.fixed_points import columns_of

if TYPE_CHECKING:
    from oraclegames.reflective.match.match import Match

_BLOCK = 4096  # rows that are made together


def match_document(match: Match, verify: bool) -> dict[str, Any]:
    """The match as plain values, schema ``oraclegames/match-1``."""
    found = columns_of(match.fixed_points)
    shown = lru_cache(maxsize=None)(format_number)  # thresholds come again and again
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
        "game": _game(match.game),
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


def _game(game: Game) -> dict[str, Any]:
    players = [
        {"name": name, "moves": list(labels)} for name, labels in zip(game.players, game.moves)
    ]
    return {"title": game.title, "players": players}


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
                    row += [float(number), format_number(number)]
            yield (*row, randomised)
