"""A group's match, read back from its document."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from oraclegames.certificates.algebraic import number_of
from oraclegames.certificates.part import Part, game_of
from oraclegames.reflective.agents.agents import Agent, Unknown
from oraclegames.reflective.agents.demand import Demand
from oraclegames.reflective.agents.lp_and_nelp import LP
from oraclegames.reflective.agents.nicer_bot import NicerBot
from oraclegames.reflective.agents.reading import Mixed
from oraclegames.reflective.agents.regions import Region
from oraclegames.reflective.group.group_match import GroupMatch, GroupPoint
from oraclegames.reflective.match.blocks import read_blocks
from oraclegames.reflective.match.from_document import program_of
from oraclegames.reflective.oracles.from_document import cell_of


def read_group_match(document: Part) -> GroupMatch:
    """The answer of ``match`` for three and more agents; of one's own the name alone is known."""
    game = game_of(document["game"])
    delta, epsilon = (document["parameters"][key].rational() for key in ("delta", "epsilon"))
    rows = zip(document["programs"].items(game.n_players), document["agents"])
    status: Any = document["status"].word("complete", "partial", "undetermined")
    kept = document.get("blocks")
    return GroupMatch(
        game,
        tuple(_program(part, name.text()) for part, name in rows),
        delta,
        epsilon,
        tuple(_point(part) for part in document["fixed_points"]),
        tuple(tuple(row.integer() for row in item) for item in document["continua"]),
        status,
        tuple(cell_of(item) for item in document["undetermined"]),
        None if kept is None else read_blocks(kept),
    )


def _point(part: Part) -> GroupPoint:
    return GroupPoint(
        tuple(tuple(map(number_of, mixed)) for mixed in part["play"]),
        tuple(map(number_of, part["payoffs"])),
        part["randomised"].flag(),
        tuple(
            tuple(tuple(zone.integer() for zone in read) for read in line) for line in part["zones"]
        ),
        tuple(
            tuple(None if item.missing else number_of(item) for item in line)
            for line in part["answers"]
        ),
    )


def _program(part: Part, name: str) -> Agent:
    special = _PROGRAMS.get(part["kind"].text())
    return program_of(part, name) if special is None else special(part, name)


def _nicer(part: Part, name: str) -> Agent:
    copies: Any = part["copies"].word("random", "worst")
    return NicerBot(copies)


def _demand(part: Part, name: str) -> Agent:
    return Demand(part["alphas"].rationals(), part.optional("threat", Part.rationals))


def _region(part: Part, name: str) -> Agent:
    given = part["punishment"]
    punish: Mixed | None = None if isinstance(given.value, dict) else given.rationals()
    return Region(tuple(item.rationals() for item in part["half_spaces"]), punish, name)


_PROGRAMS: dict[str, Callable[[Part, str], Agent]] = {
    "nicer": _nicer,
    "demand": _demand,
    "region": _region,
    "lp": lambda part, name: LP(),
    "own": lambda part, name: Unknown(name),
}
