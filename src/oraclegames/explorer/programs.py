"""What the page of programs shows: a match with its pictures and fixed points, and a tournament."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from oraclegames.errors import InputError
from oraclegames.exact.rational import format_rational
from oraclegames.explorer.choices import game_fields
from oraclegames.explorer.details import number_text
from oraclegames.explorer.match_pictures import match_pictures
from oraclegames.explorer.python_lines import programs_lines
from oraclegames.explorer.view import View, WrongFieldsError, short_number
from oraclegames.games.names import move_name, player_name
from oraclegames.reflective.agents.agents import Agent
from oraclegames.reflective.agents.names import agent
from oraclegames.reflective.agents.reading import Zones
from oraclegames.reflective.agents.regions import Region
from oraclegames.reflective.match.fixed_points import FixedPoint
from oraclegames.reflective.match.match import Match, match

FINEST = Fraction(1, 500)
MOST_POINTS = 20_000
MOST_CORNERS = 20
MOST_AGENTS = 10
LONGEST_AGENT = 600


def programs_page(view: View) -> dict[str, Any]:
    """Everything that the page of programs shows but the tournament, ready for JSON."""
    result = play(view)
    count = len(result.fixed_points)
    number = _picked(view, result)
    picked = None if number is None else _looked_at(result, number)
    return {
        "game": game_fields(view.game),
        "agents": [one.name for one in result.agents],
        "count": count,
        "randomised": sum(result.randomised),
        "arcs": len(result.arcs),
        "ranges": [
            {"player": player, "least": number_text(low), "largest": number_text(high)}
            for player, (low, high) in zip(view.game.players, result.ranges())
        ],
        "picked": picked,
        "pictures": match_pictures(view, result, number),
        "python": programs_lines(view, (_expression(view.first), _expression(view.second))),
    }


def tournament_page(view: View) -> dict[str, Any]:
    """All agents of the view against all, ready for JSON."""
    from oraclegames.reflective.programs.tournament import tournament  # needs processes

    if len(view.agents) > MOST_AGENTS:
        raise InputError(f"a tournament on this page has at most {MOST_AGENTS} agents")
    entrants = [_agent(text, "agents") for text in view.agents]
    _fine_enough(view.delta)
    result = tournament(view.game, entrants, view.delta, view.epsilon, workers=1)
    return {
        "table": [
            {
                "rank": line.rank,
                "agent": line.name,
                **{key: float(getattr(line, key)) for key in ("selected", "worst", "best")},
            }
            for line in result.table()
        ],
        "agents": [one.name for one in result.agents],
        "pairings": [
            {
                "agents": list(pairing.agents),
                "count": pairing.count,
                "worst": [float(x) for x in pairing.worst],
                "best": [float(x) for x in pairing.best],
            }
            for pairing in result.pairings
        ],
    }


def play(view: View) -> Match:
    """The match of a view, within the limits of the page.

    Raises:
        WrongFieldsError: an agent or a parameter is wrong.
        InputError: the match would be too large, or does not fit the game.
    """
    _fine_enough(view.delta)
    first, second = _agent(view.first, "first"), _agent(view.second, "second")
    return match(view.game, first, second, view.delta, view.epsilon, max_points=MOST_POINTS)


def _fine_enough(delta: Fraction) -> None:
    if 0 < delta < FINEST:
        message = f"this page takes delta from {format_rational(FINEST)} upwards"
        raise WrongFieldsError((("delta", message),))


def _agent(text: str, where: str) -> Agent:
    """An agent from its text; a region by its corners, ``region:0,0;3,0;3,3``, never a file."""
    if len(text) > LONGEST_AGENT:
        raise WrongFieldsError(((where, f"an agent has at most {LONGEST_AGENT} letters"),))
    try:
        if text.strip().lower().startswith("region"):
            return Region.polygon(_corners(text, where), label="region")
        value = text.partition(":")[2]
        for part in value.split(",") if value else ():
            short_number(part, where)
        return agent(text)
    except WrongFieldsError:
        raise
    except InputError as error:
        raise WrongFieldsError(((where, str(error)),)) from None


def _corners(text: str, where: str) -> list[tuple[Fraction, ...]]:
    corners = [part.split(",") for part in text.partition(":")[2].split(";") if part.strip()]
    if not 3 <= len(corners) <= MOST_CORNERS or any(len(corner) != 2 for corner in corners):
        message = (
            f"a region needs 3 to {MOST_CORNERS} corners such as 1,1; 3,1; 3,3 (own payoff, "
            "other's payoff): click them in the picture"
        )
        raise WrongFieldsError(((where, message),))
    return [tuple(short_number(x.strip(), where) for x in corner) for corner in corners]


def _expression(text: str) -> str:
    """An agent in Python."""
    if not text.strip().lower().startswith("region"):
        return repr(text)
    corners = [tuple(map(format_rational, corner)) for corner in _corners(text, "")]
    return f"Region.polygon({corners!r})"


def _picked(view: View, result: Match) -> int | None:
    """The number of the fixed point that is looked at, if there is such a one."""
    if view.point is None or view.point >= len(result.fixed_points):
        return None
    return view.point


def _looked_at(result: Match, number: int) -> dict[str, Any]:
    game, point = result.game, result.fixed_points[number]
    return {
        "number": number,
        "play": [
            [
                {"move": label, "text": number_text(p), "float": float(p)}
                for label, p in zip(game.moves[player], point.play[player])
            ]
            for player in (0, 1)
        ],
        "payoffs": [number_text(payoff) for payoff in point.payoffs],
        "randomised": point.randomised,
        "readings": [
            sentence for player in (0, 1) for sentence in _readings(result, point, player)
        ],
    }


def _readings(result: Match, point: FixedPoint, player: int) -> list[str]:
    """What can be read of a player, and how the oracle answers where it is free to."""
    game, zones = result.game, Zones(result.delta)
    who = player_name(game, player)
    sentences = []
    for place, (read, answer) in enumerate(zip(point.zones[player], point.answers[player])):
        moves = [move_name(game, player, k) for k in range(place + 1)]
        what = f"the chance of {' or '.join(moves)} by {who}"
        if len(read) == 1:
            low, high = zones.ends(read[0])
            sentences.append(
                f"Every reading of {what} lies between {number_text(low)} and {number_text(high)}."
            )
            continue
        edge = zones.ends(read[1])[0]
        if answer is None:
            free = "the oracle may answer as it likes"
        elif answer[0] == answer[1]:
            free = f"the oracle says “more” with probability {number_text(answer[0])}"
        else:
            free = f"the oracle says “more” with probability about {float(sum(answer) / 2):.4g}"
        sentences.append(
            f"{what[0].upper()}{what[1:]} is exactly {number_text(edge)}, on a threshold: asked "
            f"whether it is more, {free}."
        )
    return sentences
