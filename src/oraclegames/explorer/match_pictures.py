"""The pictures of a match as numbers: the page draws them, as it does those of equilibria.

Fixed points know their numbers, by which the page asks for one. In the zone picture each row of
zones is a list of runs: a code and how many zones it covers.
"""

from __future__ import annotations

from itertools import groupby
from typing import Any

from oraclegames.explorer.pictures import plane_numbers
from oraclegames.explorer.view import View
from oraclegames.plots.pictures.match_layers import payoff_plane
from oraclegames.plots.pictures.payoffs import payoff_info
from oraclegames.plots.pictures.zones import ZoneInfo, zone_info
from oraclegames.reflective.match.match import Match

MOST_ZONES = 200
"""Of more zones every second, third, … is shown."""

STEPS = 12
"""So many patches a side show what independent play reaches."""

POINTS = ("fixed points", "random fixed points")
"""The roles of the fixed points: certain answers, and random ones."""

PLAYERS = ("row surface", "column surface")
"""The roles whose colours are the players'."""


def match_pictures(view: View, result: Match, number: int | None) -> dict[str, Any]:
    """The payoffs, and for 2×2 games what agents do where; the point of this number is marked."""
    point = None if number is None else result.fixed_points[number]
    pictures = {"payoffs": _payoffs(result)}
    if point is not None:
        pictures["payoffs"]["spot"] = [float(payoff) for payoff in point.payoffs]
    if view.game.shape == (2, 2):
        pictures["zones"] = _zones(zone_info(result, most=MOST_ZONES), result)
        if point is not None:
            pictures["zones"]["spot"] = [float(mixed[0]) for mixed in point.play]
    return pictures


def _payoffs(result: Match) -> dict[str, Any]:
    """The plane of payoffs; each player's region has the colour of her payoffs."""
    info = payoff_info(result, steps=STEPS)
    picture = plane_numbers(payoff_plane(info), {})
    regions = iter(info.regions)
    for layer in picture["layers"]:
        if layer["role"] in ("region", "greedy region"):
            layer["role"] = PLAYERS[next(regions).player]
        if layer["role"] in POINTS:
            layer["numbers"] = _numbers(result, layer["role"] == POINTS[1])
    return picture


def _zones(info: ZoneInfo, result: Match) -> dict[str, Any]:
    points: tuple[list[list[float]], list[list[float]]] = ([], [])
    for place, random in zip(info.points, info.randomised):
        points[random].append([float(f"{x:.6g}") for x in place])
    return {
        "axes": list(info.axes),
        "heads": [f"{agent} ({who})" for agent, who in zip(info.agents, info.players)],
        "side": len(info.centres[0]),
        "codes": [[_runs(row) for row in grid] for grid in info.codes],
        "labels": {code: info.labels[code] for code in info.shown},
        "points": [
            {"role": f"{role} on zones", "places": points[random], "numbers": numbers}
            for random, role in enumerate(POINTS)
            if (numbers := _numbers(result, bool(random)))
        ],
    }


def _numbers(result: Match, random: bool) -> list[int]:
    return [k for k, flag in enumerate(result.randomised) if flag is random]


def _runs(row: tuple[int, ...]) -> list[list[int]]:
    return [[code, len(list(run))] for code, run in groupby(row)]
