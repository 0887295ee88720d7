"""Symmetric games of up to 10⁹ players, by formulas in how many of them make which move."""

from __future__ import annotations

import keyword
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import product
from typing import Any

from oraclegames.errors import InputError, UnsupportedError
from oraclegames.exact.arrays import over_common
from oraclegames.games.by_formula.pieces import Piece, pieces_of
from oraclegames.games.by_formula.reading import read_formula
from oraclegames.games.by_formula.terms import Count, Number, Term, value
from oraclegames.games.files.labels import default_labels
from oraclegames.games.game import Game

SCHEMA = "oraclegames/symmetric-formula-1"

MOST_PLAYERS = {2: 10**12, 3: 10**6}
"""The most players by the number of moves."""

LISTED_PLAYERS = {2: 12, 3: 7}
"""The most players whose outcomes are listed, by the number of moves."""


@dataclass(frozen=True)
class FormulaGame:
    """A game of n players with the same two or three moves, who are paid by formulas in counts.

    Attributes:
        n_players: n.
        moves: the names of the moves.
        formulas: what each move pays, as it was written.
        title: what the game is called; may be empty.

    Build one with :meth:`of`.
    """

    n_players: int
    moves: tuple[str, ...]
    formulas: tuple[str, ...]
    title: str = ""

    @classmethod
    def of(cls, n_players: int, payoffs: Mapping[str, str], *, title: str = "") -> FormulaGame:
        """Build a game from a formula for each move.

        In a formula the name of a move is how many players make it, the one who is paid included;
        ``n`` is how many there are. It has numbers (``0.1`` is 1/10), ``+ - * / **``, ``min`` and
        ``max``, and pieces by ``where(condition, this, that)`` or ``this if condition else that``
        with comparisons, ``and``, ``or``, ``not``. One divides by numbers only. With three moves,
        what is compared is linear in the counts.

        Args:
            n_players: 1 ≤ n ≤ 10¹² with two moves, 10⁶ with three.
            payoffs: the formula of each move by its name.
            title: what the game is called.

        Raises:
            InputError: a formula or a name of a move cannot be read; one line says which and why.
            UnsupportedError: other numbers of moves, more players, or more than 200 pieces.

        Cost: some milliseconds for each piece. No count is listed.

        >>> from oraclegames import achieve
        >>> game = FormulaGame.of(10**9, {"Give": "2*Give/n", "Keep": "2*Give/n + 1"})
        >>> achieve(game, "3/2").achievable, achieve(game, 2).achievable
        (True, False)
        """
        moves, texts = tuple(payoffs), tuple(payoffs.values())
        if len(moves) not in MOST_PLAYERS:
            raise UnsupportedError(
                f"a game by formulas has two or three moves, not {len(moves)}: a SymmetricGame "
                "takes others, with a table"
            )
        whole = isinstance(n_players, int) and not isinstance(n_players, bool)
        if not whole or n_players < 1:
            raise InputError(f"the number of players should be 1 or more, not {n_players!r:.60}")
        if n_players > MOST_PLAYERS[len(moves)]:
            raise UnsupportedError(
                f"with {len(moves)} moves there are at most {MOST_PLAYERS[len(moves)]} players"
            )
        for move in moves:
            if not isinstance(move, str) or not _is_name(move):
                raise InputError(
                    f"a move that stands in formulas should have a name such as Give, other than "
                    f"n, min, max and where, not {move!r:.60}"
                )
        game = cls(n_players, moves, texts, title)
        game.pieces  # noqa: B018  (whatever is wrong is said at once)
        return game

    @property
    def players(self) -> tuple[str, ...]:
        """One label: all players have the same value."""
        return ("everybody",)

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """The formulas as trees."""
        names: dict[str, Term] = {move: Count(s) for s, move in enumerate(self.moves)}
        names["n"] = Number(Fraction(self.n_players))
        return tuple(
            read_formula(text, names, f"the formula of {move}")
            for move, text in zip(self.moves, self.formulas)
        )

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """On which counts the payoffs are which polynomials; no two pieces share a count."""
        return pieces_of(self.terms, self.n_players)

    @property
    def n_counts(self) -> int:
        """How many counts (k_1, …, k_m) there are."""
        extra = len(self.moves) - 1
        return math.comb(self.n_players + extra, extra)

    def payoff(self, move: int, counts: Sequence[int]) -> Fraction:
        """What a move pays where so many players make each move, by its formula."""
        return value(self.terms[move], counts)

    def to_dict(self) -> dict[str, Any]:
        """The game as plain data, ready for JSON, as its files have it."""
        return {
            "schema": SCHEMA,
            "kind": "symmetric-formula",
            "title": self.title,
            "players": self.n_players,
            "payoffs": dict(zip(self.moves, self.formulas)),
        }

    def to_game(self) -> Game:
        """The same game with its outcomes listed; for few players.

        Raises:
            UnsupportedError: there are too many players.
        """
        n, m = self.n_players, len(self.moves)
        if n > LISTED_PLAYERS[m]:
            raise UnsupportedError(
                f"the outcomes of {n} players are not listed ({LISTED_PLAYERS[m]} are the most "
                f"with {m} moves): `values` and achieve() take the formulas themselves"
            )
        known: dict[tuple[int, tuple[int, ...]], Fraction] = {}
        rows: list[list[Fraction]] = [[] for _ in range(n)]
        for outcome in product(range(m), repeat=n):
            counts = tuple(map(outcome.count, range(m)))
            for row, s in zip(rows, outcome):
                if (s, counts) not in known:
                    known[s, counts] = self.payoff(s, counts)
                row.append(known[s, counts])
        tables, scales = zip(*map(over_common, rows))
        return Game(self.title, default_labels(n), (self.moves,) * n, tables, scales)

    def __str__(self) -> str:
        title = f"{self.title}: " if self.title else ""
        width = max(map(len, self.moves))
        rows = [f"  {move:{width}}  {text}" for move, text in zip(self.moves, self.formulas)]
        return "\n".join([f"{title}{self.n_players} players, who are paid", *rows])

    def __repr__(self) -> str:
        return f"<FormulaGame: {self.n_players} players on {len(self.moves)} moves>"


def _is_name(label: str) -> bool:
    taken = label in ("n", "min", "max", "where") or keyword.iskeyword(label)
    return label.isascii() and label.isidentifier() and not taken and len(label) <= 40
