"""Answers about value vectors, and regions of them, read back from their documents."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from oraclegames.certificates.part import Part, game_of
from oraclegames.conditional.columns.graphical_game import GraphicalGame
from oraclegames.conditional.columns.konstanz import Excess, Multipliers
from oraclegames.conditional.columns.symmetric_game import SymmetricGame, compositions
from oraclegames.conditional.trembles.face import Face
from oraclegames.conditional.trembles.from_document import levels_or_stuck
from oraclegames.conditional.two_by_two.totally_mixed import interior_2x2, odds_maps
from oraclegames.conditional.values.achieve_limit import LimitAnswer
from oraclegames.conditional.values.achieve_on import SupportedAchievement
from oraclegames.conditional.values.achievement import Achievement
from oraclegames.conditional.values.boxes import Box
from oraclegames.conditional.values.cutting import Cell
from oraclegames.conditional.values.neighbourhood import Neighbourhood
from oraclegames.conditional.values.region import ValueRegion
from oraclegames.conditional.values.value_space import Space
from oraclegames.exact.arrays import object_array, whole_array
from oraclegames.games.distribution import Distribution
from oraclegames.games.formula_file import game_of_mapping
from oraclegames.games.formula_game import FormulaGame
from oraclegames.games.game import Game

Vector = tuple[Fraction, ...]


def read_values(document: Part) -> Achievement | LimitAnswer | SupportedAchievement:
    """The answer of ``achieve``, about all moves, a limit, or prescribed moves."""
    if "kind" in document["game"].mapping():
        return _structured(document)
    game = game_of(document["game"])
    values = document["values"].rationals(game.n_players)
    if "closure" in document.mapping():
        return _limit(document, game, values)
    if "supports" in document.mapping():
        return _supported(document, game, values)
    return _achievement(document, game, values)


def multipliers_of(part: Part, moves: Sequence[int]) -> Multipliers:
    """One number for each player and move."""
    return tuple(row.rationals(m) for row, m in zip(part.items(len(moves)), moves))


def box_of(part: Part, count: int) -> Box:
    """A box by its lower and upper ends."""
    return Box(part["low"].rationals(count), part["high"].rationals(count))


def read_region(document: Part) -> ValueRegion:
    """The answer of ``region``; the closed form of a 2×2 game is what its payoffs say."""
    game = game_of(document["game"])
    n, names = game.n_players, game.players
    directions = tuple(item.rationals(n) for item in document["directions"])
    axes = tuple(names.index(item.word(*names)) for item in document["coordinates"])
    space = Space(document["origin"].rationals(), directions, axes)
    if len(directions) != len(axes) or len(space.origin) not in (0, n):
        document["directions"].unreadable("one for each coordinate, and an origin")
    return ValueRegion(
        game,
        space,
        document.optional("box", lambda part: box_of(part, len(axes))),
        tuple(_cell(item, space, game) for item in document["cells"]),
        interior_2x2(*odds_maps(game)) if game.shape == (2, 2) else None,
        document["tolerance"].rational(),
        document["status"].word("complete", "partial"),  # type: ignore[arg-type]
    )


def _cell(part: Part, space: Space, game: Game) -> Cell:
    """A cell with its proof."""
    box = box_of(part, len(space.axes))
    kind: Any = part["kind"].word("in", "out", "edge")
    proof: Neighbourhood | Multipliers | None = None
    if kind == "out":
        proof = multipliers_of(part["multipliers"], game.shape)
    elif kind == "in":
        proof = Neighbourhood(
            space.point(box.centre),
            tuple(width / 2 for width in box.widths),
            space.directions,
            part["distribution"].rationals(game.n_outcomes),
            tuple(item.rationals(game.n_outcomes) for item in part["gradients"]),
            tuple(item.integer() for item in part["rows"]),
            tuple(item.integer() for item in part["columns"]),
        )
    return Cell(box, kind, proof)


def _achievement(document: Part, game: Game, values: Vector) -> Achievement:
    excess, method = Excess(game, values), document["method"].text()
    proof, share = document.get("multipliers"), document.get("weight")
    y = None if proof is None else multipliers_of(proof, game.shape)
    if document["achievable"].flag():
        masses = document["distribution"].rationals(game.n_outcomes)
        weight = share.rational() if share else min(masses) * game.n_outcomes
        rest = [(o, p - weight / game.n_outcomes) for o, p in zip(game.outcomes(), masses)]
        atoms = tuple((o, p) for o, p in rest if p)
    else:
        weight, atoms = Fraction(0), ()
        if y is None:
            y = _normed(multipliers_of(document["certificate"], game.shape), excess)
    rows = tuple(
        v / excess.scales[i]
        for i, row in enumerate(y or [[Fraction(0)] * m for m in game.shape])
        for v in row
    )
    largest = document.get("largest")
    return Achievement(game, values, weight, atoms, rows, bool(largest and largest.flag()), method)


def _structured(document: Part) -> Achievement:
    """Of a game whose outcomes are never listed."""
    game = structured_game_of(document["game"])
    values = document["values"].rationals(len(game.players))
    symmetric = isinstance(game, SymmetricGame)
    y = document["multipliers"].items(len(game.players))
    moves = game.shape if isinstance(game, GraphicalGame) else (len(game.moves),)
    numbers = [row.rationals(m) for row, m in zip(y, moves)]
    ones = (Fraction(1),) * sum(moves)
    units = Achievement(game, values, Fraction(0), (), ones, False, "").multipliers
    rows = tuple(v / unit for own, scale in zip(numbers, units) for v, unit in zip(own, scale))
    atoms: list[tuple[Any, Fraction]] = []
    if document["achievable"].flag():
        for atom in document["atoms"]:
            place, mass = atom.items(2)
            outcome = (
                place.integer() if symmetric else tuple(item.integer() for item in place.items())
            )
            atoms.append((outcome, mass.rational()))
    largest, weight = document["largest"].flag(), document["weight"].rational()
    method = document["method"].text()
    return Achievement(game, values, weight, tuple(atoms), rows, largest, method)


def structured_game_of(part: Part) -> SymmetricGame | GraphicalGame | FormulaGame:
    """A game by its local terms, by counts, or by formulas in them."""
    kind = part["kind"].word("graphical", "symmetric", "symmetric-formula")
    if kind == "symmetric-formula":
        return game_of_mapping(part.mapping(), part.where)
    if kind == "graphical":
        names = [item["name"].text() for item in part["players"]]
        shape = [item["moves"].integer() for item in part["players"]]
        terms = []
        for term in part["terms"]:
            scope = [names.index(item.word(*names)) for item in term["scope"]]
            sizes = [shape[k] for k in scope]
            numbers = object_array(list(term["payoffs"].rationals(math.prod(sizes))))
            player = names.index(term["player"].word(*names))
            terms.append((player, scope, numbers.reshape(sizes)))
        return GraphicalGame.of(shape, terms, players=names)
    n, labels = part["players"].integer(), [item.text() for item in part["moves"]]
    if n < 1 or not labels:
        part.unreadable("a game with a player and a move")
    counts = compositions(n, len(labels))
    rows = [row.rationals(counts.shape[1]) for row in part["payoffs"].items(len(labels))]
    scale = math.lcm(*(x.denominator for row in rows for x in row))
    table = whole_array([int(x * scale) for row in rows for x in row]).reshape(counts.shape)
    return SymmetricGame(n, tuple(labels), counts, table, scale)


def _normed(y: Multipliers, excess: Excess) -> Multipliers:
    """A certificate times what makes the mean of its sums 1, as the solver gives it."""
    total = Fraction(0)
    for outcome in excess.game.outcomes():
        for i, s in enumerate(outcome):
            gain = excess.game.payoff(i, outcome) - excess.values[i]
            total += gain * y[i][s]
    factor = excess.game.n_outcomes / total if total > 0 else Fraction(1)
    return tuple(tuple(v * factor for v in row) for row in y)


def _limit(document: Part, game: Game, values: Vector) -> LimitAnswer:
    answer: Any = document["answer"].word("yes", "no", "undetermined")
    n, count = game.n_players, game.n_outcomes
    y = document.optional("certificate", lambda part: multipliers_of(part, game.shape))
    if answer == "no" and y is None and document["kind"].value == "certificate":
        around: Box | None = Box(values, values)  # off the space of possible values: nothing else
    else:
        around = document.optional("box", lambda part: box_of(part, n))
    return LimitAnswer(
        game,
        values,
        answer,
        document.optional("distribution", lambda part: part.rationals(count)),
        document.optional(
            "direction",
            lambda part: (part["distribution"].rationals(count), part["values"].rationals(n)),
        ),
        around,
        y,
    )


def _supported(document: Part, game: Game, values: Vector) -> SupportedAchievement:
    supports = tuple(
        tuple(labels.index(move.word(*labels)) for move in part)
        for part, labels in zip(document["supports"].items(game.n_players), game.moves)
    )
    face = Face(game, supports, values)
    return SupportedAchievement(
        game,
        values,
        supports,
        document.optional(
            "distribution", lambda part: Distribution(game, part.rationals(game.n_outcomes))
        ),
        document.optional("certificate", lambda part: multipliers_of(part, game.shape)),
        document.optional("trembles", lambda part: levels_or_stuck(part, face)),
    )
