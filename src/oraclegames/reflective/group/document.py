"""A group's match for JSON, and re-checked from that."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from oraclegames.budget import Clock, OutOfTime
from oraclegames.certificates.blocks import Cover
from oraclegames.certificates.group import check, seated
from oraclegames.certificates.group_agents import Output
from oraclegames.certificates.group_cover import GroupCover, require_few
from oraclegames.certificates.part import Part, Refuted
from oraclegames.errors import InputError
from oraclegames.exact.algebraic import number_document
from oraclegames.exact.minmax import minmax
from oraclegames.exact.rational import format_rational
from oraclegames.games.document import heading
from oraclegames.reflective.agents.agents import Agent, Constant, Unknown
from oraclegames.reflective.agents.demand import Demand
from oraclegames.reflective.agents.lp_and_nelp import LP, NonExploitableLP
from oraclegames.reflective.agents.nicer_bot import NicerBot
from oraclegames.reflective.agents.reading import Zones
from oraclegames.reflective.agents.regions import Region
from oraclegames.reflective.agents.seat import GroupSeat, against_all
from oraclegames.reflective.group.programs import run

if TYPE_CHECKING:
    from oraclegames.reflective.group.group_match import GroupMatch


def group_document(match: GroupMatch, verify: bool, budget: float | None = None) -> dict[str, Any]:
    """The match as plain values, schema ``oraclegames/group-match-1``.

    Args:
        match: the match.
        verify: re-check it for the key "verified", which else is null.
        budget: seconds for that; it is null too if they are not enough.
    """
    known = not any(isinstance(one, Unknown) for one in match.agents)
    ranges = match.ranges() if match.fixed_points else ()
    document = {
        **_question(match),
        "status": match.status,
        "fixed_points": [
            {
                "play": [list(map(number_document, mixed)) for mixed in point.play],
                "payoffs": list(map(number_document, point.payoffs)),
                "randomised": point.randomised,
                "zones": [list(map(list, zones)) for zones in point.zones],
                "answers": [
                    [None if answer is None else number_document(answer) for answer in answers]
                    for answers in point.answers
                ],
            }
            for point in match.fixed_points
        ],
        "continua": [list(rows) for rows in match.continua],
        "ranges": [list(map(number_document, ends)) for ends in ranges],
        "pareto": match.pareto_rows(),
        "undetermined": [cell.to_dict() for cell in match.undetermined],
        **({} if match.blocks is None else {"blocks": match.blocks.to_dict()}),
        "verified": None,
    }
    if verify and known:
        document["verified"] = _holds(document, match, False, Clock(budget))
    return document


def _question(match: GroupMatch) -> dict[str, Any]:
    """What is asked: the game, the agents, and the precisions."""
    return {
        **heading("oraclegames/group-match-1", match.game),
        "agents": [one.name for one in match.agents],
        "programs": [group_program(*pair) for pair in zip(match.agents, match.seats)],
        "parameters": {
            "delta": format_rational(match.delta),
            "epsilon": format_rational(match.epsilon),
        },
    }


def cover(match: GroupMatch) -> Cover:
    """What the agents of a match play in blocks, as those who re-check it work it out.

    Raises:
        InputError: there are too many readings for that.
    """
    question = Part(_question(match))
    scene, agents = seated(question, _own_programs(match))
    require_few(question, scene, agents)
    return GroupCover(question, scene, agents, {})


def holds(match: GroupMatch, complete: bool) -> bool:
    """Whether every claim of a match's document is true; agents of one's own are run."""
    return bool(_holds(group_document(match, verify=False), match, complete, Clock(None)))


def _holds(
    document: dict[str, Any], match: GroupMatch, complete: bool, clock: Clock
) -> bool | None:
    """The same, of the document; None if the time was not enough."""
    own = _own_programs(match)
    try:
        check(Part(document), complete=complete, own=own, look=clock.check)
    except (Refuted, InputError):
        return False
    except OutOfTime:
        return None
    return True


def _own_programs(match: GroupMatch) -> list[Output | None]:
    return [own_program(*pair, match.delta) for pair in zip(match.agents, match.seats)]


def own_program(one: Agent, seat: GroupSeat, delta: Fraction) -> Output | None:
    """What a program of one's own plays after reading zones; None for one that documents know."""
    if type(one) in _PROGRAMS or isinstance(one, Unknown):
        return None
    zones = Zones(delta)
    return lambda read: run(one, seat, zones, read)


def group_program(one: Agent, seat: GroupSeat) -> dict[str, Any]:
    """What an agent runs at its seat; of a program of one's own only that it is one."""
    described = _PROGRAMS.get(type(one))
    return {"kind": "own"} if described is None else described(one, seat)


def _security(seat: GroupSeat, player: int) -> dict[str, Any]:
    """What a player can secure: a strategy that does, and a reply of all others together."""
    found = minmax(against_all(seat.game, player))
    return {
        "value": format_rational(found.value),
        "strategy": list(map(format_rational, found.strategy)),
        "reply": list(map(format_rational, found.reply)),
    }


def _nelp(one: Any, seat: GroupSeat) -> dict[str, Any]:
    return {
        "kind": "nelp",
        "minimum": None if one.minimum is None else format_rational(one.minimum),
        "security": _security(seat, seat.player),
    }


def _demand(one: Any, seat: GroupSeat) -> dict[str, Any]:
    return {
        "kind": "demand",
        "alphas": list(map(format_rational, one.alphas)),
        "threat": None if one.threat is None else list(map(format_rational, one.threat)),
        "securities": [_security(seat, j) for j in (seat.player, *seat.others)],
    }


def _region(one: Any, seat: GroupSeat) -> dict[str, Any]:
    return {
        "kind": "region",
        "half_spaces": [list(map(format_rational, plane)) for plane in one.planes],
        "punishment": _security(seat, seat.player)
        if one.punish is None
        else list(map(format_rational, one.punish)),
    }


_PROGRAMS: dict[type, Callable[[Any, GroupSeat], dict[str, Any]]] = {
    Constant: lambda one, seat: {
        "kind": "constant",
        "strategy": list(map(format_rational, one.mixed(seat))),
    },
    NicerBot: lambda one, seat: {"kind": "nicer", "copies": one.copies},
    LP: lambda one, seat: {"kind": "lp"},
    NonExploitableLP: _nelp,
    Demand: _demand,
    Region: _region,
}
