"""Nash and correlated equilibria, read back from their documents."""

from __future__ import annotations

from fractions import Fraction

from oraclegames.certificates.algebraic import number_of
from oraclegames.certificates.part import Part, game_of, move_of
from oraclegames.classical.correlated import CorrelatedEquilibria
from oraclegames.classical.nash_result import NashEquilibria, NashSet
from oraclegames.conditional.best.correlated_optimum import Optimum
from oraclegames.conditional.best.incentives import Deviation, deviations
from oraclegames.conditional.best.objective import objective
from oraclegames.games.distribution import Distribution
from oraclegames.games.game import Game


def read_nash(document: Part) -> NashEquilibria:
    """The answer of ``nash``."""
    game = game_of(document["game"])
    components = tuple(
        tuple(_nash_set(part, game) for part in component) for component in document["components"]
    )
    status = document["status"].word("complete", "partial", "undetermined")
    return NashEquilibria(game, components, status)  # type: ignore[arg-type]


def _nash_set(part: Part, game: Game) -> NashSet:
    mixtures = tuple(
        tuple(tuple(map(number_of, mix.items(count))) for mix in several)
        for several, count in zip(part["mixtures"].items(game.n_players), game.shape)
    )
    return NashSet(game, mixtures, part["dimension"].integer() if part["continuum"].flag() else 0)


def read_correlated(document: Part) -> CorrelatedEquilibria:
    """The answer of ``correlated``."""
    game = game_of(document["game"])
    coarse = document["notion"].word("correlated", "coarse") == "coarse"
    return CorrelatedEquilibria(
        game,
        coarse,
        objective(document["objective"].text(), game),
        document.optional("best", lambda part: _optimum(part, game, coarse)),
        document.optional(
            "vertices", lambda part: tuple(item.rationals(game.n_outcomes) for item in part)
        ),
        document["status"].word("complete", "partial"),  # type: ignore[arg-type]
    )


def _optimum(part: Part, game: Game, coarse: bool) -> Optimum:
    told: dict[Deviation, Fraction] = {}
    for item in part["multipliers"]:
        player, other = move_of(item, game, "other")
        move = None if item.given("move") is None else move_of(item, game)[1]
        told[Deviation(player, move, other)] = item["weight"].rational()
    return Optimum(
        Distribution(game, part["distribution"].rationals(game.n_outcomes)),
        part["value"].rational(),
        part["bound"].rational(),
        part["weights"].rationals(game.n_players),
        tuple(told.get(deviation, Fraction(0)) for deviation in deviations(game, coarse)),
    )
