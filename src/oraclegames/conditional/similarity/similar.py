"""``similar``: all b-similarity equilibria of a symmetric game, at one b or for all of them.

Agents are alike with probability b: whoever deviates expects every other player to make the same
deviation with that probability. b = 0 is symmetric Nash equilibrium, b = 1 the best common strategy
(superrational, Kantian). The notion is that of Kundu, Tewolde, Berker, Brown and Conitzer (2026),
arXiv 2608.12125, Definition 1.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from oraclegames.budget import Clock, OutOfTime, Status
from oraclegames.certificates.verify import holds
from oraclegames.conditional.similarity.diagram import (
    Phase,
    at_one,
    matrix_at,
    matrix_tracks,
    phases,
)
from oraclegames.conditional.similarity.equilibrium import (
    Equilibrium,
    Track,
    entry_document,
    entry_text,
)
from oraclegames.conditional.similarity.symmetric import (
    check_symmetric,
    payoff_matrix,
    payoffs_by_count,
)
from oraclegames.conditional.similarity.two_moves import tracks, two_moves_at
from oraclegames.errors import InputError, UnsupportedError
from oraclegames.exact.algebraic import format_number, number_document
from oraclegames.exact.rational import format_rational, rational
from oraclegames.exact.real import plain
from oraclegames.exact.written import polynomial_text
from oraclegames.games.document import Document, heading
from oraclegames.games.game import Game
from oraclegames.games.load import GameLike, as_game
from oraclegames.games.shown import Shown
from oraclegames.games.tabular import Columns, Tabular, distinct

MOST_MOVES = 8
"""More moves have more supports than anybody waits for."""


@dataclass(frozen=True, repr=False)
class SimilarEquilibria(Shown, Document, Tabular):
    """All b-similarity equilibria of a symmetric game; a phase without equilibria has none.

    Attributes:
        game: the game.
        b: the similarity that was asked for; None for all from 0 to 1.
        phases: points and intervals of b, ascending, without a gap, with their equilibria.
        status: "complete"; "undetermined" if of some polytope only a part is an equilibrium
            (``whole`` is false there); "partial" if the budget ended: equilibria may be missing.
    """

    game: Game
    b: Fraction | None
    phases: tuple[Phase, ...]
    status: Status

    def at(self, b: Any) -> tuple[Equilibrium, ...]:
        """The equilibria at one b, as formulas in it.

        Raises:
            InputError: b is no number from 0 to 1, or not the one that was asked for.
        """
        number = similarity_number(b)
        for phase in self.phases:
            if phase.covers(number):
                return phase.equilibria
        asked, other = map(format_number, (self.b, number))
        raise InputError(f"these are the equilibria at b = {asked}, not {other}")

    def verify(self) -> bool:
        """Re-check the document, exactly and without the solver."""
        return holds(self.to_dict())

    def to_dict(self) -> dict[str, Any]:
        """Ready for JSON (schema "oraclegames/similar-1"); formulas in b are texts."""
        return {
            **heading("oraclegames/similar-1", self.game),
            "b": None if self.b is None else format_rational(self.b),
            "phases": [
                {
                    "low": number_document(plain(phase.low)),
                    "high": number_document(plain(phase.high)),
                    "low_included": phase.low_included,
                    "high_included": phase.high_included,
                    "equilibria": [_to_dict(self.game, one) for one in phase.equilibria],
                }
                for phase in self.phases
            ],
            "status": self.status,
        }

    def columns(self) -> Columns:
        """A row for each equilibrium of each phase, or for each corner of a polytope of them.

        At one b probabilities and values are numbers; for all b they are formulas in it, as texts.
        Of a curve of three and more players they are texts in x, with its equation.
        """
        rows = [
            (phase, k, strategy, value, good, one.curve.equation if one.curve else None)
            for phase in self.phases
            for k, one in enumerate(phase.equilibria, 1)
            for strategy, value, good in _corners(one)
        ]
        shown: Callable[[Any], Any] = (
            str if self.b is None or any(row[5] for row in rows) else plain
        )
        return distinct(
            [
                ("from b", [plain(row[0].low) for row in rows]),
                ("to b", [plain(row[0].high) for row in rows]),
                ("from included", [row[0].low_included for row in rows]),
                ("to included", [row[0].high_included for row in rows]),
                ("equilibrium", [row[1] for row in rows]),
                *(
                    (label, [shown(row[2][s]) for row in rows])
                    for s, label in enumerate(self.game.moves[0])
                ),
                ("value", [shown(row[3]) for row in rows]),
                ("itself one", [row[4] for row in rows]),
                ("where", [row[5] for row in rows]),
            ]
        )

    def __str__(self) -> str:
        what = "for every b" if self.b is None else f"at b = {format_rational(self.b)}"
        lines = [f"b-similarity equilibria {what} ({self.status})"]
        for phase in self.phases:
            if self.b is None:
                lines.append(f"  {_interval(phase)}")
            lines += [f"    {line}" for one in phase.equilibria for line in _words(self.game, one)]
            if not phase.equilibria:
                lines.append("    none" if self.status != "partial" else "    none found")
        return "\n".join(lines)


def similar(game: GameLike, b: Any = None, *, budget: float | None = None) -> SimilarEquilibria:
    """All b-similarity equilibria of a symmetric game, exactly.

    A strategy s is one iff nobody can gain by a deviation s′ that each other player makes as well
    with probability b: u(s′; b s′ + (1 − b) s, …) ≤ u(s; s, …) for all mixed s′. All players share
    the strategy.

    Args:
        game: a symmetric game: two players with any moves, or any number with two moves.
        b: the similarity, from 0 to 1; None for the phase diagram over all of them.
        budget: seconds, None for no limit. What was found by then is listed, marked "partial".

    Returns:
        The phases with their equilibria as formulas in b. Complete: where none is listed there is
        none.

    Raises:
        InputError: the game is not symmetric, or b no number from 0 to 1.
        UnsupportedError: three or more players with three or more moves; more than 8 moves; the
            diagram of payoffs of a degree above 5 in the others' probability.

    Cost: for m moves 2^m supports, each with the signs of up to 2^m·m² polynomials in b.

    >>> found = similar("prisoners_dilemma(5,3,1,0)")
    >>> for phase in found.phases:
    ...     print(phase.low, phase.high, [str(x) for x in phase.equilibria[0].corners[0]])
    0 1/4 ['0', '1']
    1/4 2/3 ['(4*b - 1)/(b + 1)', '(-3*b + 2)/(b + 1)']
    2/3 1 ['1', '0']
    """
    number = None if b is None else similarity_number(b)
    return search_similar(as_game(game), number, Clock(budget))


def search_similar(game: Game, number: Fraction | None, clock: Clock) -> SimilarEquilibria:
    """The same against a clock."""
    check_symmetric(game)
    if game.n_players > 2 and game.shape[0] > 2:
        raise UnsupportedError(
            f"{game.n_players} players with {game.shape[0]} moves: similarity is computed for two "
            "players, or for two moves"
        )
    if game.shape[0] > MOST_MOVES:
        raise UnsupportedError(
            f"similarity is computed for up to {MOST_MOVES} moves, not {game.shape[0]}"
        )
    gathered, ended = _gathered(_search(game, number, clock), clock)
    found = phases(gathered) if number is None else (at_one(gathered, number),)
    whole = all(one.whole for phase in found for one in phase.equilibria)
    status: Status = "partial" if not ended else "complete" if whole else "undetermined"
    return SimilarEquilibria(game, number, found, status)


def _search(game: Game, b: Fraction | None, clock: Clock) -> Iterator[Track]:
    if game.n_players <= 2 or game.shape[0] == 1:
        matrix = payoff_matrix(game)
        return matrix_tracks(matrix, clock) if b is None else matrix_at(matrix, b, clock)
    first, second = payoffs_by_count(game)
    here = None if b is None else two_moves_at(first, second, b, clock)
    return tracks(first, second, clock) if here is None else here


def similarity_number(b: Any) -> Fraction:
    """A similarity that somebody wrote.

    Raises:
        InputError: it is no number from 0 to 1.
    """
    number = rational(b, what="the similarity b")
    if not 0 <= number <= 1:
        raise InputError(f"the similarity b should be from 0 to 1, not {format_rational(number)}")
    return number


def _gathered(source: Iterator[Track], clock: Clock) -> tuple[list[Track], bool]:
    """What a search finds until its budget ends, and whether it came to its end."""
    found: list[Track] = []
    try:
        found.extend(source)
    except (OutOfTime, KeyboardInterrupt):
        clock.stop()
        return found, False
    return found, True


# -- words and documents ---------------------------------------------------------------------------


def _corners(one: Equilibrium) -> Iterator[tuple[Any, Any, bool]]:
    """The strategies that span an equilibrium, with their values and whether each is one."""
    if one.curve is not None:
        yield ("x", "1 - x"), polynomial_text(one.curve.value, "x"), True
    for k, (corner, value) in enumerate(zip(one.corners, one.values)):
        yield corner, value, one.whole or k in one.good


def _to_dict(game: Game, one: Equilibrium) -> dict[str, Any]:
    labels = game.moves[0]
    document: dict[str, Any] = {"support": [labels[i] for i in one.support]}
    if one.curve is not None:
        curve = one.curve
        return {
            "strategy": ["x", "1 - x"],
            **document,
            "value": polynomial_text(curve.value, "x"),
            "where": {
                "equation": curve.equation,
                "between": [number_document(plain(x)) for x in (curve.low, curve.high)],
            },
        }
    corners = [[entry_document(x) for x in corner] for corner in one.corners]
    values = [entry_document(value) for value in one.values]
    if one.is_point:
        return {"strategy": corners[0], **document, "value": values[0]}
    good = list(range(len(corners))) if one.whole else list(one.good)
    return {
        "strategy": corners[good[0]] if good else None,
        **document,
        "value": values[good[0]] if good else None,
        "corners": corners,
        "values": values,
        "whole": one.whole,
        "good": good,
    }


def _interval(phase: Phase) -> str:
    low, high = (entry_text(end) for end in (phase.low, phase.high))
    if phase.low is phase.high:
        return f"b = {low}"
    left, right = "[" if phase.low_included else "(", "]" if phase.high_included else ")"
    return f"b in {left}{low}, {high}{right}"


def _words(game: Game, one: Equilibrium) -> list[str]:
    if one.curve is not None:
        curve, label = one.curve, game.moves[0][0]
        ends = f"{entry_text(curve.low)} and {entry_text(curve.high)}"
        pays = f"everybody gets {polynomial_text(curve.value, 'x')}"
        return [f"{label} x, the root of {curve.equation} between {ends}; {pays}"]
    if one.is_point:
        pays = entry_text(one.values[0])
        return [f"{_strategy(game, one.corners[0])}; everybody gets {pays}"]
    what = "all mixtures of" if one.whole else "a convex part of the mixtures of"
    lines = [f"{what}"]
    for k, (corner, value) in enumerate(zip(one.corners, one.values)):
        fails = "" if one.whole or k in one.good else " (itself none)"
        lines.append(f"  {_strategy(game, corner)}; everybody gets {entry_text(value)}{fails}")
    return lines


def _strategy(game: Game, strategy: tuple[Any, ...]) -> str:
    texts = [entry_text(x) for x in strategy]
    for label, text in zip(game.moves[0], texts):
        if text == "1":
            return f"{label} for sure"
    return ", ".join(f"{label} {text}" for label, text in zip(game.moves[0], texts) if text != "0")
