"""Results about many programs, read back from their documents."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from oraclegames.certificates.algebraic import number_of
from oraclegames.certificates.part import Part, game_of, player_of
from oraclegames.exact.algebraic import Number
from oraclegames.reflective.agents.automata import Automaton
from oraclegames.reflective.agents.nicer_bot import Responder
from oraclegames.reflective.agents.seat import seats
from oraclegames.reflective.match.bargaining import RULES
from oraclegames.reflective.match.from_document import program_of, read_match
from oraclegames.reflective.programs.best_mixture import Mixtures
from oraclegames.reflective.programs.best_quotient import Bound
from oraclegames.reflective.programs.common_coins import CommonCoins
from oraclegames.reflective.programs.grounded_equilibrium import GroundedCheck
from oraclegames.reflective.programs.handed_on import Corner
from oraclegames.reflective.programs.independent_play import IndependentCoins
from oraclegames.reflective.programs.program_equilibrium import Deviation, ProgramEquilibrium
from oraclegames.reflective.programs.standings import Pairing, Tournament


def read_tournament(document: Part) -> Tournament:
    """The answer of ``tournament``. An agent of one's own has its name, and no program."""
    game = game_of(document["game"])
    if game.n_players != 2:
        document["game"].unreadable("a game of two players")
    delta, epsilon = (document["parameters"][key].rational() for key in ("delta", "epsilon"))
    programs = document["programs"].items(len(document["agents"].items()))
    status: Any = document["status"].word("complete", "partial", "undetermined")
    return Tournament(
        game,
        tuple(
            program_of(part.items(2)[0], name.text())
            for part, name in zip(programs, document["agents"])
        ),
        delta,
        epsilon,
        tuple(_pairing(part) for part in document["pairings"]),
        status,
        tuple(_places(pair) for pair in document["undecided"]),
    )


def _pairing(part: Part) -> Pairing:
    return Pairing(
        _places(part["agents"]),
        part["fixed_points"].integer(),
        _pair(part["worst"]),
        _pair(part["best"]),
        _pair(part["selected"]),
        tuple(_pair(part[rule]) for rule in RULES if part.get(rule) is not None),
        part.optional("match", read_match),
    )


def _places(part: Part) -> tuple[int, int]:
    first, second = (item.integer() for item in part.items(2))
    return first, second


def _pair(part: Part) -> tuple[Number, Number]:
    first, second = (number_of(item) for item in part.items(2))
    return first, second


def read_common_coins(document: Part) -> CommonCoins:
    """The answer of ``common_coins``."""
    game = game_of(document["game"])
    return CommonCoins(
        game,
        tuple(map(_automaton, document["programs"].items(game.n_players))),
        document["epsilon"].rational(),
        document["states"].rationals(),
        tuple(part.rationals() for part in document["values"].items(game.n_players)),
    )


def read_independent_coins(document: Part) -> IndependentCoins:
    """The answer of ``independent_coins``."""
    game = game_of(document["game"])
    plans, errors = document.get("plans"), document.get("errors")
    return IndependentCoins(
        game,
        tuple(map(_automaton, document["programs"].items(game.n_players))),
        document["epsilon"].rational(),
        document["fresh"].flag(),
        tuple(tuple(number_of(item) for item in part) for part in document["weights"]),
        tuple(tuple(_corner(corner) for corner in border) for border in document["reach"]),
        tuple(tuple(map(number_of, part)) for part in document["deviations"].items(game.n_players)),
        tuple(tuple(row.rationals() for row in plan) for plan in plans or ()),
        () if errors is None else errors.rationals(),
        tuple(_bound(part) for part in document.get("bounds") or ()),
        tuple(_mixtures(part) for part in document.get("mixtures") or ()),
    )


def _mixtures(part: Part) -> Mixtures:
    return Mixtures(
        tuple(map(number_of, part["weights"])),
        tuple(tuple(k.integer() for k in mean) for mean in part["means"]),
    )


def _bound(part: Part) -> Bound:
    return Bound(number_of(part["most"]), tuple(tuple(map(number_of, cut)) for cut in part["cuts"]))


def _corner(part: Part) -> Corner:
    return Corner(
        tuple(move.integer() for move in part["policy"]),
        part["weights"].rationals(),
        part["place"].rationals(),
        part["values"].rationals(),
    )


def _automaton(part: Part) -> Automaton:
    return Automaton(
        tuple(item.rationals() for item in part["play"]),
        tuple(
            tuple(tuple(state.integer() for state in row) for row in table)
            for table in part["after"]
        ),
        part["name"].text(),
    )


def read_grounded_equilibrium(document: Part) -> GroundedCheck:
    """The answer of ``grounded_equilibrium``. One's own program has its replies."""
    game = game_of(document["game"])
    if game.n_players != 2:
        document["game"].unreadable("a game of two players")
    agents = []
    for part, name in zip(document["programs"].items(2), document["agents"].items(2)):
        agent = program_of(part, name.text())
        if not isinstance(agent, Responder):
            part["kind"].unreadable("'nicer' or 'grounded'")
        agents.append(agent)
    one, two = (part.rationals() for part in document["play"].items(2))
    first, second = (part.rationals() for part in document["deviations"].items(2))
    status: Any = document["status"].word("complete", "partial")
    return GroundedCheck(
        seats(game, document["epsilon"].rational()),
        (agents[0], agents[1]),
        (one, two),
        _rationals(document["payoffs"]),
        (first, second),
        _rationals(document["best"]),
        status,
    )


def read_program_equilibrium(document: Part) -> ProgramEquilibrium:
    """The answer of ``program_equilibrium``."""
    played = read_match(document["match"])
    status: Any = document["status"].word("complete", "partial", "undetermined")
    return ProgramEquilibrium(
        played,
        tuple(
            Deviation(
                player_of(part["player"], played.game),
                part["program"].text(),
                number_of(part["largest"]),
                number_of(part["gain"]),
                part.optional("match", read_match),
            )
            for part in document["deviations"]
        ),
        status,
        tuple(
            (player_of(part["player"], played.game), part["program"].text())
            for part in document["undecided"]
        ),
    )


def _rationals(part: Part) -> tuple[Fraction, Fraction]:
    first, second = part.rationals(2)
    return first, second
