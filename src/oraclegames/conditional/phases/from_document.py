"""The answer of ``phases``, read back from its document."""

from __future__ import annotations

from typing import Any

from oraclegames.certificates.algebraic import number_of
from oraclegames.certificates.formulas import formula_of
from oraclegames.certificates.part import Part
from oraclegames.conditional.phases.best_sum import BestSum
from oraclegames.conditional.phases.partition import Phase
from oraclegames.conditional.phases.phases import QUESTIONS, Phases
from oraclegames.conditional.phases.shape import SHAPES, SURFACE
from oraclegames.conditional.similarity.equilibrium import Entry, Equilibrium, settled
from oraclegames.conditional.similarity.formula import Formula
from oraclegames.conditional.similarity.notions import NOTIONS
from oraclegames.exact.rational import to_fraction
from oraclegames.games.parametric import ParametricGame


def read_phases(document: Part) -> Phases:
    """The answer of ``phases``."""
    game = _game(document["game"])
    question = document["question"].word(*QUESTIONS)
    outcomes = tuple(
        tuple(
            row.index(item.word(*row)) for row, item in zip(game.moves, part.items(game.n_players))
        )
        for part in document["outcomes"]
    )
    found = tuple(_phase(part, game, question) for part in document["phases"])
    status = document["status"].word("complete", "partial")
    b = document.optional("b", Part.rational)
    return Phases(game, question, b, outcomes, found, status)  # type: ignore[arg-type]


def _game(part: Part) -> ParametricGame:
    name = part["parameter"].text()
    players = tuple(player["name"].text() for player in part["players"])
    moves = tuple(tuple(m.text() for m in player["moves"]) for player in part["players"])
    coefficients = tuple(
        tuple(_coefficients(item, name) for item in table) for table in part["payoffs"]
    )
    return ParametricGame(part["title"].text(), players, moves, name, coefficients)


def _coefficients(part: Part, name: str) -> tuple[Any, ...]:
    found = formula_of(part, name)
    if found.under.degree() > 0:
        part.unreadable(f"a polynomial in {name}")
    return tuple(map(to_fraction, (found.over / found.under[0]).coeffs()))


def _phase(part: Part, game: ParametricGame, question: str) -> Phase:
    low = number_of(part["low"])
    high = low if part["high"].value == part["low"].value else number_of(part["high"])
    closed = part["low_included"].flag(), part["high_included"].flag()
    answer = _answer(part["answer"], game, question) if part["decided"].flag() else None
    return Phase(low, high, *closed, answer)


def _answer(part: Part, game: ParametricGame, question: str) -> Any:
    if question == "shape":
        return part.word(*SHAPES)
    if question == "arcs":
        return SURFACE if part.missing else part.integer()
    if question == "welfare":
        return _best_sum(part, game)
    if question == "notions":
        return tuple(tuple(name.word(*NOTIONS) for name in row) for row in part)
    return tuple(_equilibrium(one, game) for one in part)


def _best_sum(part: Part, game: ParametricGame) -> BestSum:
    powers = [_coefficients(item, game.parameter) for item in part["powers"]]
    if len(powers) < 2 or any(c.denominator != 1 for row in powers for c in row):
        part["powers"].unreadable("an equation with whole coefficients")
    equation = tuple(tuple(int(c) for c in row) for row in powers)
    return BestSum(equation, part["above"].integer())


def _equilibrium(part: Part, game: ParametricGame) -> Equilibrium:
    labels = game.moves[0]

    def entry(item: Part) -> Entry:
        found = formula_of(item, game.parameter)
        return settled(Formula.of(found.over, found.under))

    support = tuple(labels.index(item.word(*labels)) for item in part["support"])
    corners = tuple(tuple(map(entry, corner)) for corner in part["corners"])
    whole, good = part["whole"].flag(), tuple(item.integer() for item in part["good"])
    values = tuple(map(entry, part["values"]))
    return Equilibrium(support, corners, values, whole, () if whole else good)
