"""Which value vectors are reached by a totally mixed dependency equilibrium?

For fixed v the conditions are linear, K(v) P = 0 (:mod:`oraclegames.conditional.columns.konstanz`),
so one linear program decides: maximise the smallest probability. Its optimum is positive iff v is
achievable. If it is 0, the dual solution is the certificate of the contrary (Stiemke 1915), which
for two players is read off a cycle of the gain graph, without a program
(:mod:`oraclegames.conditional.two_players.locate`):

    y = (y_{i,s})  with  g(o) = Σ_i y_{i,o_i} (U_i(o) − v_i) ≥ 0 for every outcome, and g ≠ 0,

for a totally mixed equilibrium would give 0 = Σ P(o) g(o) > 0. As g is linear in v, one y excludes
a whole polyhedron of value vectors. Totally mixed dependency equilibria: Spohn (2003); the same
notion among agents with a common oracle: COEDT equilibria (2018).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Literal, overload

from oraclegames.budget import Clock, OutOfTime
from oraclegames.conditional.columns.column_generation import (
    Mixture,
    StructuredGame,
    generate,
)
from oraclegames.conditional.columns.graphical_game import GraphicalGame
from oraclegames.conditional.columns.junction_tree import is_narrow, mix_cliques
from oraclegames.conditional.columns.konstanz import (
    Excess,
    Multipliers,
    format_values,
    value_vector,
)
from oraclegames.conditional.columns.listed_game import DenseColumns, check_dense, mix_all
from oraclegames.conditional.two_players.locate import locate
from oraclegames.conditional.values.achieve_limit import LimitAnswer, achieve_limit
from oraclegames.conditional.values.achieve_on import (
    SupportedAchievement,
    achieve_on,
    read_supports,
)
from oraclegames.conditional.values.achievement import Achievement, AnyGame, columns_of
from oraclegames.errors import InputError, UnsupportedError
from oraclegames.games.formula_game import FormulaGame
from oraclegames.games.game import Game
from oraclegames.games.load import GameLike, as_any_game

CLIQUES = "one program over cliques, exact"

DIRECT = 1 << 13
"""Up to so many outcomes all columns go into one program; beyond, columns are generated."""


def decide(
    game: Game, values: tuple[Fraction, ...], clock: Clock | None = None, *, largest: bool = True
) -> Achievement:
    """:func:`achieve` for a listed game; nothing is validated."""
    if game.n_players == 2:
        location = locate(game, values, clock)
        if location.multipliers is not None:
            return _refused(game, values, location.multipliers)
    if game.n_outcomes > DIRECT:
        return _generated(game, values, clock, largest)
    mixture = mix_all(Excess(game, values), clock)
    return _achievement(game, values, mixture, "one program over all outcomes, exact")


def _generated(
    game: AnyGame,
    values: tuple[Fraction, ...],
    clock: Clock | None,
    largest: bool,
) -> Achievement:
    if isinstance(game, GraphicalGame) and is_narrow(game):
        mixture = mix_cliques(game.columns(values), clock or Clock(None))
        return _achievement(game, values, mixture, CLIQUES)
    mixture = generate(columns_of(game, values), largest=largest, clock=clock)
    return _achievement(game, values, mixture, "column generation, exact")


def _refused(game: Game, values: tuple[Fraction, ...], y: Multipliers) -> Achievement:
    """The answer no from multipliers, scaled so that they also prove the weight 0 the largest."""
    excess = Excess(game, values)
    rows = [v / scale for row, scale in zip(y, excess.scales) for v in row]
    total = sum((v * r for v, r in zip(rows, DenseColumns(excess).base())), Fraction(0))
    scaled = tuple(v / total for v in rows)
    return Achievement(game, values, Fraction(0), (), scaled, True, "the gain graph, exact")


def _achievement(
    game: AnyGame, values: tuple[Fraction, ...], found: Mixture, method: str
) -> Achievement:
    return Achievement(game, values, found.weight, found.atoms, found.y, found.largest, method)


@overload
def achieve(
    game: GameLike | StructuredGame | FormulaGame,
    values: Any,
    *,
    largest: bool = True,
    budget: float | None = None,
) -> Achievement: ...


@overload
def achieve(
    game: GameLike, values: Any, *, closure: Literal[True], budget: float | None = None
) -> LimitAnswer: ...


@overload
def achieve(
    game: GameLike,
    values: Any,
    *,
    supports: Sequence[Sequence[str | int]],
    budget: float | None = None,
) -> SupportedAchievement: ...


def achieve(
    game: GameLike | StructuredGame | FormulaGame,
    values: Any,
    *,
    largest: bool = True,
    closure: bool = False,
    supports: Sequence[Sequence[str | int]] | None = None,
    budget: float | None = None,
) -> Achievement | LimitAnswer | SupportedAchievement:
    """Decide whether a totally mixed dependency equilibrium has these values.

    Args:
        game: a listed game of at most 2²⁰ outcomes, or a structured game, or a
            game by formulas (also by its file, or its name: "public_goods(1e9)").
        values: one exact number for each player, as a sequence or a text "4,4".
        largest: ask for the largest smallest probability; if false, any equilibrium will do, which
            is quicker for large games.
        closure: ask instead whether v is a limit of values of totally mixed equilibria; that may
            stay undetermined (:mod:`oraclegames.conditional.values.achieve_limit`).
        supports: ask instead for a dependency equilibrium, boundary included, that plays exactly
            these moves of each player (labels or indices).
        budget: seconds until what is not decided is given up; None for no limit.

    Cost: for two players a no is read off the gain graph; else one linear program with Σ m_i + 1
    rows; beyond some thousand outcomes its columns are generated, with some passes over the
    outcomes for each round.

    Raises:
        InputError: if the values are too few, too many, or no exact numbers; if a support names
            no move; if closure and supports are asked for together.
        UnsupportedError: if the game is too large, or the budget ends.

    >>> game = Game.from_arrays([[4, 4], [5, 0]], [[4, 5], [4, 0]], title="Chicken")
    >>> print(achieve(game, (4, 4)).distribution)
    (1, 1): 1/10, (1, 2): 2/5, (2, 1): 2/5, (2, 2): 1/10
    >>> print(achieve(game, "4,3"))
    (4, 3) is not achievable; certificate y: 1: 0, 0; 2: 1, 0
    2's move 1 cannot be worth 3: it never pays less, and sometimes more
    """
    asked: AnyGame = as_any_game(game)
    vector, clock = value_vector(asked.players, values), Clock(budget)
    if closure and supports is not None:
        raise InputError("ask for closure=True or for supports, not for both at once")
    if not isinstance(asked, Game):
        if closure or supports is not None:
            raise UnsupportedError(
                "limits and supports are decided for listed games: use to_game() for few players"
            )
    elif not closure:
        check_dense(asked)
    try:
        if isinstance(asked, Game):
            if closure:
                return achieve_limit(asked, vector, clock)
            if supports is not None:
                return achieve_on(asked, vector, read_supports(asked, supports), clock)
            return decide(asked, vector, clock, largest=largest)
        return _generated(asked, vector, clock, largest)
    except OutOfTime:
        raise UnsupportedError(
            f"{format_values(vector)} was not decided within {budget} seconds: give a larger budget"
            " or pass largest=False"
        ) from None
