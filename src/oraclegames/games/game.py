"""Games in normal form with exact rational payoffs.

Notation used throughout the package: players i = 1..n; player i has m_i moves S_i; an *outcome* is
one move for each player, o ∈ S = S_1 × … × S_n; U_i(o) ∈ ℚ is player i's payoff. Outcomes are
always listed in row-major order: the last player's move changes fastest.

Payoffs are kept as whole numbers over one common denominator for each player, so that NumPy
computes with them exactly (``int64`` where all of them fit into 62 bits, Python integers else).
"""

from __future__ import annotations

import html
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np
from flint import fmpq

from oraclegames.errors import InputError
from oraclegames.exact.rational import format_rational
from oraclegames.games.files import gambit
from oraclegames.games.files.json import game_to_dict, write_json
from oraclegames.games.files.nfg import write_nfg
from oraclegames.games.files.tables import payoff_table

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Game", "Outcome"]

Outcome = tuple[int, ...]
"""One move for each player, as indices from 0."""


@dataclass(frozen=True, eq=False, repr=False)
class Game:
    """A finite game: players, their moves, and everybody's exact payoff at every outcome.

    Build one with :meth:`from_arrays`, :meth:`from_dict`, :func:`oraclegames.read_nfg` or the
    catalogue. A game is immutable and hashable; two games are equal when title, labels and payoffs
    are.

    Attributes:
        title: free text, may be empty.
        players: one label for each player; not empty, unique.
        moves: for each player the labels of the moves; not empty, unique for a player.
        numerators: integers of shape ``(n, m_1, …, m_n)``, read-only.
        denominators: for each player the positive denominator under ``numerators[i]``, in lowest
            terms.

    >>> game = Game.from_arrays([[4, 4], [5, 0]], [[4, 5], [4, 0]], title="Chicken")
    >>> game.payoffs((1, 0))
    (Fraction(5, 1), Fraction(4, 1))
    """

    title: str
    players: tuple[str, ...]
    moves: tuple[tuple[str, ...], ...]
    numerators: NDArray[Any]
    denominators: tuple[int, ...]

    def __post_init__(self) -> None:
        if not isinstance(self.title, str):
            raise InputError(f"the title of a game should be a text, not {self.title!r:.60}")
        _check_labels(self.players, "player")
        if len(self.moves) != len(self.players):
            raise InputError(
                f"{len(self.players)} players need as many lists of moves, not {len(self.moves)}"
            )
        for player, labels in zip(self.players, self.moves):
            _check_labels(labels, f"move of player {player!r:.60}")
        shape = tuple(len(labels) for labels in self.moves)
        if self.numerators.shape != (len(self.players), *shape):
            raise InputError(
                f"payoffs of shape {self.numerators.shape} do not fit {len(self.players)} players "
                f"with {shape} moves"
            )
        self.numerators.setflags(write=False)

    # -- construction ---------------------------------------------------------------------------

    @classmethod
    def from_arrays(
        cls,
        *arrays: Any,
        title: str = "",
        players: Sequence[str] | None = None,
        moves: Sequence[Sequence[str]] | None = None,
        approximate: bool = False,
    ) -> Game:
        """Build a game from one payoff array for each player.

        Args:
            arrays: nested sequences or NumPy arrays, all of the shape ``(m_1, …, m_n)`` with n the
                number of arrays. Entries are integers, fractions, decimals or texts of these.
            title: free text.
            players: labels; "1", "2", … if not given.
            moves: labels for each player; "1", "2", … if not given.
            approximate: accept floats, by their shortest decimal text (0.1 becomes 1/10).

        Raises:
            InputError: if shapes disagree, a payoff is no number, or labels repeat.
        """
        if not arrays:
            raise InputError("a game needs one payoff array for each player; none was given")
        players = tuple(players) if players is not None else _default_labels(len(arrays))
        if len(players) != len(arrays):
            raise InputError(
                f"{len(arrays)} payoff arrays need as many players, not {len(players)}"
            )
        tables = [
            payoff_table(array, player, approximate) for array, player in zip(arrays, players)
        ]
        shape = tables[0][0].shape
        for player, (table, _) in zip(players, tables):
            if table.shape != shape:
                raise InputError(
                    f"the payoffs of player {player!r} have shape {table.shape}, those of player "
                    f"{players[0]!r} {shape}: all must agree"
                )
        if len(shape) != len(arrays):
            raise InputError(
                f"{len(arrays)} payoff arrays of shape {shape}: a game of n players needs n arrays "
                "with n axes each"
            )
        if 0 in shape:
            raise InputError(f"every player needs at least one move; the shape is {shape}")
        if moves is None:
            labels = tuple(_default_labels(count) for count in shape)
        else:
            labels = tuple(tuple(row) for row in moves)
        numerators = np.stack([table for table, _ in tables])
        return cls(title, players, labels, numerators, tuple(scale for _, scale in tables))

    @classmethod
    def from_dict(
        cls,
        payoffs: Mapping[str, Any],
        *,
        title: str = "",
        moves: Sequence[Sequence[str]] | None = None,
        approximate: bool = False,
    ) -> Game:
        """Build a game from a mapping of player labels to payoff arrays.

        >>> Game.from_dict({"Row": [[1, 0]], "Column": [[0, "1/2"]]}).players
        ('Row', 'Column')
        """
        return cls.from_arrays(
            *payoffs.values(),
            title=title,
            players=tuple(payoffs),
            moves=moves,
            approximate=approximate,
        )

    # -- shape ----------------------------------------------------------------------------------

    @cached_property
    def shape(self) -> tuple[int, ...]:
        """The number of moves of each player."""
        return tuple(len(labels) for labels in self.moves)

    @property
    def n_players(self) -> int:
        """The number of players."""
        return len(self.players)

    @cached_property
    def n_outcomes(self) -> int:
        """The number of outcomes, Π m_i."""
        return math.prod(self.shape)

    def outcomes(self) -> Iterator[Outcome]:
        """All outcomes, row-major: the last player's move changes fastest."""
        return product(*(range(count) for count in self.shape))

    def player_index(self, label: str) -> int:
        """The position, from 0, of the player with this label."""
        return _position(self.players, label, "player")

    def move_index(self, player: int, label: str) -> int:
        """The position of a player's move with this label."""
        return _position(self.moves[player], label, f"move of player {self.players[player]!r}")

    def outcome(self, *labels: str) -> Outcome:
        """The outcome with these move labels, one for each player.

        >>> Game.from_arrays([[1, 0]], [[0, 1]]).outcome("1", "2")
        (0, 1)
        """
        if len(labels) != self.n_players:
            raise InputError(f"an outcome names {self.n_players} moves, not {len(labels)}")
        return tuple(self.move_index(player, label) for player, label in enumerate(labels))

    def outcome_labels(self, outcome: Sequence[int]) -> tuple[str, ...]:
        """The move labels of an outcome."""
        return tuple(labels[move] for labels, move in zip(self.moves, outcome))

    # -- payoffs --------------------------------------------------------------------------------

    def payoff(self, player: int, outcome: Sequence[int]) -> Fraction:
        """Player ``player``'s payoff U_i(o), players counted from 0."""
        return Fraction(int(self.numerators[(player, *outcome)]), self.denominators[player])

    def payoffs(self, outcome: Sequence[int]) -> tuple[Fraction, ...]:
        """Everybody's payoffs at one outcome."""
        return tuple(self.payoff(player, outcome) for player in range(self.n_players))

    def payoff_array(self, player: int) -> NDArray[Any]:
        """Player ``player``'s payoffs as an array of fractions of shape ``(m_1, …, m_n)``."""
        table = np.empty(self.shape, dtype=object)
        scale = self.denominators[player]
        table.ravel()[:] = [Fraction(int(value), scale) for value in self.numerators[player].flat]
        return table

    def payoff_list(self, player: int) -> list[fmpq]:
        """Player ``player``'s payoffs as FLINT rationals, one for each outcome in row-major order.

        This is what the kernels read.
        """
        scale = self.denominators[player]
        return [fmpq(int(value), scale) for value in self.numerators[player].flat]

    # -- derived games --------------------------------------------------------------------------

    def relabel(
        self,
        *,
        title: str | None = None,
        players: Sequence[str] | None = None,
        moves: Sequence[Sequence[str]] | None = None,
    ) -> Game:
        """The same payoffs under another title or other labels."""
        return Game(
            self.title if title is None else title,
            self.players if players is None else tuple(players),
            self.moves if moves is None else tuple(tuple(row) for row in moves),
            self.numerators,
            self.denominators,
        )

    def permute_players(self, order: Sequence[int]) -> Game:
        """The same game with its players listed in another order: new player k is ``order[k]``."""
        if sorted(order) != list(range(self.n_players)):
            raise InputError(f"{tuple(order)} is no order of {self.n_players} players")
        axes = [0, *(1 + player for player in order)]
        return Game(
            self.title,
            tuple(self.players[player] for player in order),
            tuple(self.moves[player] for player in order),
            np.ascontiguousarray(self.numerators[list(order)].transpose(axes)),
            tuple(self.denominators[player] for player in order),
        )

    # -- passages to other forms ----------------------------------------------------------------

    def to_nfg(self) -> str:
        """The game as the text of a Gambit .nfg file (payoff form), which every reader knows."""
        return write_nfg(self)

    def to_json(self) -> str:
        """The game as JSON with exact payoffs; :func:`oraclegames.read_json` reads it back."""
        return write_json(self)

    def to_dict(self) -> dict[str, Any]:
        """The game as plain data: what :meth:`to_json` writes."""
        return game_to_dict(self)

    def to_gambit(self) -> Any:
        """The game as a ``pygambit.Game``; needs pygambit."""
        return gambit.to_gambit(self)

    @classmethod
    def from_gambit(cls, game: Any) -> Game:
        """The game of a ``pygambit.Game`` in strategic form; needs pygambit."""
        return cls(*gambit.from_gambit(game))

    # -- protocols ------------------------------------------------------------------------------

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Game):
            return NotImplemented
        return (
            (self.title, self.players, self.moves, self.denominators)
            == (other.title, other.players, other.moves, other.denominators)
        ) and bool(np.array_equal(self.numerators, other.numerators))

    def __hash__(self) -> int:
        numbers = tuple(int(value) for value in self.numerators.flat)
        return hash((self.title, self.players, self.moves, self.denominators, numbers))

    def __repr__(self) -> str:
        title = f"{self.title!r}, " if self.title else ""
        return f"Game({title}shape={self.shape})"

    def _repr_html_(self) -> str:
        """A payoff table for notebooks; large games are summed up in a line."""
        caption = html.escape(self.title or "Game")
        rows, columns = self.shape[0], self.n_outcomes // self.shape[0]
        if self.n_players > 3 or rows > 30 or columns > 60:
            return f"<p><b>{caption}</b>: {len(self.players)} players, moves {self.shape}</p>"
        rest = list(product(*(range(count) for count in self.shape[1:])))
        head = "".join(
            f"<th>{html.escape(', '.join(self.moves[i + 1][m] for i, m in enumerate(tail)))}</th>"
            for tail in rest
        )
        body = "".join(
            f"<tr><th>{html.escape(label)}</th>"
            + "".join(f"<td>{_cell(self.payoffs((row, *tail)))}</td>" for tail in rest)
            + "</tr>"
            for row, label in enumerate(self.moves[0])
        )
        names = html.escape(self.players[0]) + " \\ " + html.escape(", ".join(self.players[1:]))
        return (
            f"<table><caption>{caption}</caption><thead><tr><th>{names}</th>{head}</tr></thead>"
            f"<tbody>{body}</tbody></table>"
        )


def _default_labels(count: int) -> tuple[str, ...]:
    return tuple(str(number) for number in range(1, count + 1))


def _check_labels(labels: Iterable[str], what: str) -> None:
    seen = set()
    for label in labels:
        if not isinstance(label, str) or not label.strip() or not label.isprintable():
            raise InputError(f"the label of a {what} should be a printable text, not {label!r:.60}")
        if label in seen:
            raise InputError(f"two labels of a {what} are {label!r:.60}: they must differ")
        seen.add(label)
    if not seen:
        raise InputError(f"at least one {what} is needed")


def _position(labels: tuple[str, ...], label: str, what: str) -> int:
    if label in labels:
        return labels.index(label)
    known = ", ".join(labels[:12]) + (", …" if len(labels) > 12 else "")
    raise InputError(f"there is no {what} with the label {label!r}; there are {known}")


def _cell(payoffs: tuple[Fraction, ...]) -> str:
    return ", ".join(format_rational(payoff) for payoff in payoffs)
