"""A match, and a sequence of them, read back from its document."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from oraclegames.certificates.algebraic import number_of
from oraclegames.certificates.part import Part, game_of
from oraclegames.errors import InputError
from oraclegames.games.game import Game
from oraclegames.reflective.agents.agents import Agent, Constant, Unknown
from oraclegames.reflective.agents.demand import Demand
from oraclegames.reflective.agents.grounded import Grounded
from oraclegames.reflective.agents.lp_and_nelp import LP, NonExploitableLP
from oraclegames.reflective.agents.names import agent
from oraclegames.reflective.agents.nicer_bot import NicerBot
from oraclegames.reflective.agents.reading import Mixed
from oraclegames.reflective.agents.regions import Region
from oraclegames.reflective.match.blocks import read_blocks
from oraclegames.reflective.match.fixed_points import Answer, FixedPoint
from oraclegames.reflective.match.limit import Limit, limit_of
from oraclegames.reflective.match.match import Match
from oraclegames.reflective.oracles.from_document import cell_of


def read_match(document: Part) -> Match:
    """The answer of ``match``. An agent of one's own has its name, and no program."""
    game = game_of(document["game"])
    if game.n_players != 2:
        document["game"].unreadable("a game of two players")
    delta, epsilon = (document["parameters"][key].rational() for key in ("delta", "epsilon"))
    names, programs = document["agents"].items(2), document["programs"].items(2)
    first, second = (program_of(part, name.text()) for part, name in zip(programs, names))
    segments = []
    for ends in document["segments_exact"]:
        (a, b), (c, d) = (end.rationals(2) for end in ends.items(2))
        segments.append(((a, b), (c, d)))
    status: Any = document["status"].word("complete", "partial", "undetermined")
    kept = document.get("blocks")
    return Match(
        game,
        (first, second),
        delta,
        epsilon,
        tuple(_point(item, game) for item in document["fixed_points"]),
        tuple(segments),
        document["method"].text(),
        status,
        tuple(cell_of(item) for item in document["undetermined"]),
        None if kept is None else read_blocks(kept),
    )


def read_limit(document: Part) -> Limit:
    """The answer of ``match_limit``: its matches, from which the rest follows."""
    status: Any = document["status"].word("complete", "partial", "undetermined")
    return limit_of([read_match(one) for one in document["matches"]], status)


def program_of(part: Part, name: str) -> Agent:
    """An agent, as its name and its program say."""
    found = _PROGRAMS[part["kind"].word(*_PROGRAMS)](part, name)
    if not isinstance(found, Constant):
        return found
    try:
        known = agent(name)
    except InputError:
        return found
    # The catalogue's own agent, where it has this program whatever the seat.
    return known if isinstance(known, Constant) and not isinstance(known.strategy, tuple) else found


def _constant(part: Part, name: str) -> Agent:
    strategy = part["strategy"].rationals()
    plain = Constant(strategy)
    return plain if plain.name == name else Constant(strategy, name)


def _demand(part: Part, name: str) -> Agent:
    threat = part.given("threat")
    if threat is None:
        return Demand(part["alpha"].rational())
    own, other = threat.rationals(2)
    return Demand(part["alpha"].rational(), (own, other))


def _nelp(part: Part, name: str) -> Agent:
    return NonExploitableLP(part.optional("minimum", Part.rational))


def _region(part: Part, name: str) -> Agent:
    planes = []
    for item in part["half_planes"]:
        a, b, c = item.rationals(3)
        planes.append((a, b, c))
    given = part["punishment"]
    punish: Mixed | None = None if isinstance(given.value, dict) else given.rationals()
    return Region(tuple(planes), punish, name)


def _grounded(part: Part, name: str) -> Agent:
    replies = tuple(tuple(mix.rationals() for mix in row) for row in part["replies"])
    same = len(set(replies)) == 1  # then the own last move is of no account
    return Grounded(part["opening"].rationals(), replies[0] if same else replies, name)


_PROGRAMS: dict[str, Callable[[Part, str], Agent]] = {
    "constant": _constant,
    "nicer": lambda part, name: NicerBot("worst" if name == "nicer:worst" else "random"),
    "grounded": _grounded,
    "lp": lambda part, name: LP(),
    "nelp": _nelp,
    "demand": _demand,
    "region": _region,
    "own": lambda part, name: Unknown(name),
}


def _point(part: Part, game: Game) -> FixedPoint:
    first, second = (
        tuple(map(number_of, mixed.items(count)))
        for mixed, count in zip(part["exact"].items(2), game.shape)
    )
    here, there = map(number_of, part["exact_payoffs"].items(2))
    zones = tuple(
        tuple(tuple(zone.integer() for zone in read) for read in row)
        for row in part["zones"].items(2)
    )
    answers = tuple(tuple(map(_answer, row)) for row in part["answers"].items(2))
    return FixedPoint(
        (first, second),
        (here, there),
        part["randomised"].flag(),
        (zones[0], zones[1]),
        (answers[0], answers[1]),
    )


def _answer(part: Part) -> Answer | None:
    if part.missing:
        return None
    low, high = map(number_of, part.items(2))
    return low, high
