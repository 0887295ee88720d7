"""A match for JSON, and as rows of a table.

Everything is read off the columns of the fixed points; a point is built only to be shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from oraclegames.budget import Clock, OutOfTime
from oraclegames.certificates.blocks import Cover
from oraclegames.certificates.match import agents_of, check, scene_of
from oraclegames.certificates.match_agents import Output
from oraclegames.certificates.match_kept import cover_of
from oraclegames.certificates.part import Part, Refuted
from oraclegames.errors import InputError
from oraclegames.exact.algebraic import format_number, number_document
from oraclegames.exact.minmax import Security, minmax
from oraclegames.exact.rational import format_rational
from oraclegames.exact.show import float_or_none, shown_float
from oraclegames.games.document import heading
from oraclegames.reflective.agents.agents import Agent, Constant, Unknown, played
from oraclegames.reflective.agents.demand import Demand
from oraclegames.reflective.agents.grounded import Grounded
from oraclegames.reflective.agents.lp_and_nelp import LP, NonExploitableLP
from oraclegames.reflective.agents.nicer_bot import NicerBot
from oraclegames.reflective.agents.reading import Mixed, Zones
from oraclegames.reflective.agents.regions import Region
from oraclegames.reflective.agents.seat import Seat
from oraclegames.reflective.match.fixed_points import columns_of

if TYPE_CHECKING:
    from oraclegames.reflective.match.match import Match

_BLOCK = 4096  # rows that are made together


def match_document(match: Match, verify: bool, budget: float | None = None) -> dict[str, Any]:
    """The match as plain values, schema ``oraclegames/match-1``.

    Args:
        match: the match.
        verify: re-check it for the key "verified", which else is null.
        budget: seconds for that; it is null too if they are not enough.
    """
    # Long: one key after another.
    found = columns_of(match.fixed_points, payoffs=match.payoffs)
    # Many points share a strategy: each is written once, and copied.
    mixes = {id(mixed): mixed for play in found.plays for mixed in play}
    shown = {key: list(map(shown_float, mixed)) for key, mixed in mixes.items()}
    exact = {key: list(map(number_document, mixed)) for key, mixed in mixes.items()}
    points = [
        {
            "play": [[*shown[id(mixed)]] for mixed in play],
            "payoffs": list(map(shown_float, payoffs)),
            "randomised": randomised,
            "exact": [[*exact[id(mixed)]] for mixed in play],
            "exact_payoffs": list(map(number_document, payoffs)),
            "zones": [list(map(list, read)) for read in zones],
            "answers": [
                [None if answer is None else list(map(number_document, answer)) for answer in row]
                for row in answers
            ],
        }
        for play, payoffs, randomised, zones, answers in zip(
            found.plays, found.payoffs, found.randomised, found.zones, found.answers
        )
    ]
    ranges = match.ranges() if points else ()
    known = not any(isinstance(one, Unknown) for one in match.agents)
    document = {
        **_question(match),
        "status": match.status,
        "fixed_points": points,
        "segments": [[[float(x) for x in end] for end in ends] for ends in match.segments],
        "segments_exact": [
            [list(map(format_rational, end)) for end in ends] for ends in match.segments
        ],
        "arcs": [
            {
                "size": len(arc.points),
                "ends": [
                    {key: points[row][key] for key in ("play", "payoffs")}
                    for row in (arc.way[0], arc.way[-1])
                ],
                "payoffs": [points[row]["payoffs"] for row in arc.way],
                "way": list(arc.way),
            }
            for arc in match.arcs
        ],
        "ranges": [list(map(number_document, ends)) for ends in ranges],
        "pareto": [points[row]["payoffs"] for row in match.pareto_rows()],
        "undetermined": [cell.to_dict() for cell in match.undetermined],
        "method": match.method,
        **({} if match.blocks is None else {"blocks": match.blocks.to_dict()}),
        "verified": None,
    }
    if verify and known:
        document["verified"] = _holds(document, match, False, Clock(budget))
    return document


def _question(match: Match) -> dict[str, Any]:
    """What is asked: the game, the agents, and the precisions."""
    return {
        **heading("oraclegames/match-1", match.game),
        "agents": [one.name for one in match.agents],
        "programs": [program_document(*pair) for pair in zip(match.agents, match.seats)],
        "parameters": {
            "delta": format_rational(match.delta),
            "epsilon": format_rational(match.epsilon),
        },
    }


def cover(match: Match) -> Cover:
    """What the agents of a match play in blocks, as those who re-check it work it out.

    Raises:
        InputError: there are too many readings for that.
    """
    question = Part(_question(match))
    scene = scene_of(question)
    return cover_of(question, scene, agents_of(question, scene, own_programs(match)))


def holds(match: Match, complete: bool) -> bool:
    """Whether every claim of a match's document is true; agents of one's own are run."""
    return bool(_holds(match_document(match, verify=False), match, complete, Clock(None)))


def _holds(document: dict[str, Any], match: Match, complete: bool, clock: Clock) -> bool | None:
    """The same, of the document; None if the time was not enough."""
    try:
        check(Part(document), complete=complete, own=own_programs(match), look=clock.check)
    except (Refuted, InputError):
        return False
    except OutOfTime:
        return None
    return True


def own_programs(match: Match) -> list[Output | None]:
    """Both programs of a match, where they are one's own."""
    return [own_program(*pair, match.delta) for pair in zip(match.agents, match.seats)]


def own_program(one: Agent, seat: Seat, delta: Fraction) -> Output | None:
    """What a program of one's own plays after reading zones; None for one that documents know."""
    if type(one) in _PROGRAMS:
        return None
    zones = Zones(delta)

    def output(own: tuple[int, ...], other: tuple[int, ...]) -> Mixed:
        mine = zones.read(own, len(seat.moves))
        return played(one, seat, mine, zones.read(other, len(seat.other_moves)))

    return output


def program_document(one: Agent, seat: Seat) -> dict[str, Any]:
    """What an agent runs at its seat; of a program of one's own only that it is one."""
    described = _PROGRAMS.get(type(one))
    return {"kind": "own"} if described is None else described(one, seat)


def _demand(one: Any, seat: Seat) -> dict[str, Any]:
    return {
        "kind": "demand",
        "alpha": format_rational(one.alphas[0]),
        "threat": None if one.threat is None else list(map(format_rational, one.threat)),
        "security": security_document(minmax(seat.mine)),
        "other_security": security_document(minmax(tuple(zip(*seat.theirs)))),
    }


def _nelp(one: Any, seat: Seat) -> dict[str, Any]:
    return {
        "kind": "nelp",
        "minimum": None if one.minimum is None else format_rational(one.minimum),
        "security": security_document(seat.security),
    }


def _region(one: Any, seat: Seat) -> dict[str, Any]:
    own = one.punish is None
    return {
        "kind": "region",
        "half_planes": [list(map(format_rational, plane)) for plane in one.planes],
        "punishment": security_document(seat.security)
        if own
        else list(map(format_rational, one.punish)),
    }


def _grounded(one: Any, seat: Seat) -> dict[str, Any]:
    replies = [[list(map(format_rational, mix)) for mix in row] for row in one.replies(seat)]
    opening = list(map(format_rational, one.opening))
    return {"kind": "grounded", "opening": opening, "replies": replies}


_PROGRAMS: dict[type, Callable[[Any, Seat], dict[str, Any]]] = {
    Constant: lambda one, seat: {
        "kind": "constant",
        "strategy": list(map(format_rational, one.mixed(seat))),
    },
    NicerBot: lambda one, seat: {"kind": "nicer"},
    Grounded: _grounded,
    LP: lambda one, seat: {"kind": "lp"},
    NonExploitableLP: _nelp,
    Demand: _demand,
    Region: _region,
}


def security_document(security: Security) -> dict[str, Any]:
    """A minmax value with its proof: what secures it, and a reply that allows no more."""
    return {
        "value": format_rational(security.value),
        "strategy": list(map(format_rational, security.strategy)),
        "reply": list(map(format_rational, security.reply)),
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
                    row += [float_or_none(number), format_number(number)]
            yield (*row, randomised)
