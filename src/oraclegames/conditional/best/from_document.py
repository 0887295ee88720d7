"""The best equilibrium, read back from a document "oraclegames/best-1"."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from oraclegames.budget import Status
from oraclegames.certificates.algebraic import number_of
from oraclegames.certificates.part import Part, game_of, move_of
from oraclegames.conditional.best.extent import Extent
from oraclegames.conditional.best.leaves import Leaf, parts_of
from oraclegames.conditional.best.objective import Objective, objective
from oraclegames.conditional.best.outline import Outline
from oraclegames.conditional.best.result import TOGETHER, Best
from oraclegames.conditional.best.rival_equilibria import Ceiling, Rival
from oraclegames.conditional.best.sample import Sample
from oraclegames.conditional.best.together import Together
from oraclegames.conditional.check.from_document import evidence_of
from oraclegames.conditional.trembles.face import Face
from oraclegames.conditional.trembles.from_document import levels_or_stuck, stuck_of
from oraclegames.conditional.trembles.levels import Levels
from oraclegames.conditional.two_players.optimum import Optimum
from oraclegames.conditional.values.from_document import box_of, multipliers_of
from oraclegames.conditional.values.relaxation import Bound, Relaxation, bound_value
from oraclegames.exact.real import rational_below
from oraclegames.games.distribution import Distribution
from oraclegames.games.game import Game


def read_best(document: Part) -> Best:
    """The answer of ``best``."""
    return answer_of(document, game_of(document["game"]))


def read_supremum(document: Part) -> Optimum:
    """The answer of ``supremum``."""
    game = game_of(document["game"])
    x, y = map(number_of, document["values"].items(2))
    return Optimum(
        game,
        objective(document["objective"].text(), game),
        number_of(document["value"]),
        (x, y),
        document["attained"].flag(),
        document.optional(
            "distribution", lambda part: tuple(map(number_of, part.items(game.n_outcomes)))
        ),
    )


def read_sample(document: Part) -> Sample:
    """The answer of ``sample``."""
    game = game_of(document["game"])
    status: Any = document["status"].word("complete", "partial", "undetermined", "empty")
    points = document["points"].items()
    return Sample(
        game,
        tuple(tuple(map(number_of, p["distribution"].items(game.n_outcomes))) for p in points),
        tuple(tuple(map(number_of, p["values"].items(game.n_players))) for p in points),
        document["seed"].integer(),
        status,
    )


def answer_of(document: Part, game: Game) -> Best:
    """The best equilibrium of a game."""
    goal = objective(document["objective"].text(), game)
    notion: Any = document["notion"].word("dependency", "totally mixed", "reflective")
    masses = document.given("distribution")
    probabilities = tuple(map(number_of, masses.items(game.n_outcomes))) if masses else ()
    values = tuple(map(number_of, document["values"]))
    rows = document["leaves"].items()
    leaves: tuple[tuple[Leaf, ...], ...] = ()
    if rows:
        together = document["method"].text() == TOGETHER
        boundary = notion != "totally mixed"
        parts = [Together.of(game)] if together else list(parts_of(game, boundary))
        leaves = tuple(
            tuple(_leaf(item, part, goal) for item in row)
            for row, part in zip(document["leaves"].items(len(parts)), parts)
        )
    return Best(
        game,
        goal,
        notion,
        document.optional("value", number_of),
        document["attained"].flag(),
        values,
        probabilities,
        document.optional("levels", lambda part: _levels(part, game, probabilities, values)),
        document.optional("bound", number_of),
        document["status"].word("complete", "tied", "partial"),  # type: ignore[arg-type]
        document["tolerance"].rational(),
        leaves,
        document.optional("correlated", lambda part: _rival(part, game)),
        document.optional("nash", lambda part: _rival(part, game)),
        document["nash_searched"].text(),
        document.optional("compared", _ending),
        document["method"].text(),
        document.optional(
            "reflective_certificate",
            lambda part: evidence_of(part, Distribution(game, masses.rationals(game.n_outcomes))),
        )
        if masses
        else None,
    )


def _ending(part: Part) -> Status:
    return part.word("complete", "partial")  # type: ignore[return-value]


def _levels(part: Part, game: Game, masses: tuple[Any, ...], values: tuple[Any, ...]) -> Levels:
    """How the unplayed moves are tried; of irrational values the levels assume a little less."""
    played = [o for o, p in zip(game.outcomes(), masses) if p != 0]
    supports = tuple(tuple(sorted(set(moves))) for moves in zip(*played))
    floors = tuple(rational_below(v) for v in values)
    found = levels_or_stuck(part, Face(game, supports, floors))
    if not isinstance(found, Levels):
        part.unreadable("levels")
    if all(isinstance(w, Fraction) for level in found.levels for _, w in level):
        return found
    return replace(found, face=Face(game, supports, values))


def _leaf(part: Part, moves: Relaxation, goal: Objective) -> Leaf:
    """A box with its proof; the bound follows from both."""
    game = moves.game
    box = box_of(part, game.n_players)
    kind = part["kind"].word("corner", "multipliers", "stuck", "bound")
    if kind == "stuck":
        return Leaf(box, stuck_of(part, Face(game, moves.supports, box.high)), None)
    y = None if kind == "corner" else multipliers_of(part["multipliers"], game.shape)
    if y is None:
        return Leaf(box, None, goal.corner(box.low, box.high))
    if kind == "multipliers":
        return Leaf(box, y, None)
    weights = part["weights"].rationals(game.n_players)
    value = bound_value(moves, box, weights, y)
    return Leaf(box, Bound(weights, value, y), goal.cap(weights, value))


def _rival(part: Part, game: Game) -> Rival:
    return Rival(
        part["kind"].word("correlated", "nash"),
        number_of(part["value"]),
        tuple(map(number_of, part["values"].items(game.n_players))),
        Distribution(game, tuple(map(number_of, part["distribution"].items(game.n_outcomes)))),
        part["exact"].flag(),
        part["searched"].text(),
        None if part.get("proof") is None else _ceiling(part["proof"], game),
    )


def _ceiling(part: Part, game: Game) -> Ceiling:
    multipliers = []
    for item in part["multipliers"]:
        (i, s), (_, t) = move_of(item, game), move_of(item, game, "other")
        multipliers.append((i, s, t, item["weight"].rational()))
    return Ceiling(part["weights"].rationals(game.n_players), tuple(multipliers))


def outline_of(interior: Part, game: Game) -> Outline:
    """The totally mixed equilibria of a larger game, in outline."""
    box = []
    for item in interior["box"]:
        low, high = (answer_of(part, game) for part in item["evidence"].items(2))
        reached = proved = None
        if low.value is not None and high.value is not None:
            reached = (-low.value, high.value)
        if low.bound is not None and high.bound is not None:
            proved = (-low.bound, high.bound)
        box.append(Extent(item["player"].text(), reached, proved, (low, high)))
    return Outline(
        interior.optional("dimension", Part.integer),
        interior["dimension_proved"].flag(),
        answer_of(interior["best_welfare"], game),
        tuple(box),
    )
