"""Games in normal form with exact rational payoffs.

Notation used throughout the package: players i = 1..n; player i has m_i moves S_i; an *outcome* is
one move for each player, o ∈ S = S_1 × … × S_n; U_i(o) ∈ ℚ is player i's payoff. Outcomes are
always listed in row-major order: the last player's move changes fastest.

Payoffs are kept as whole numbers over one common denominator for each player: as Python's integers
and as a NumPy array (``int64`` where all of them fit into 62 bits, Python integers else). Either is
made from the other when it is first asked for (:mod:`oraclegames.games.numerators`).

A long file: every property of a game, and every way to make one.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING, Any

from flint import fmpq

from oraclegames.errors import InputError
from oraclegames.exact.arrays import object_array
from oraclegames.games.files import foreign_objects, gambit
from oraclegames.games.files.json import game_to_dict, write_json
from oraclegames.games.files.labels import check_labels, default_labels, label_position
from oraclegames.games.files.nfg import write_nfg
from oraclegames.games.files.objects import nested_tables, symmetric_tables
from oraclegames.games.files.tables import Whole, payoff_tables
from oraclegames.games.numerators import Numerators
from oraclegames.games.table import html_table, text_table

if TYPE_CHECKING:
    from numpy.typing import NDArray

Outcome = tuple[int, ...]
"""One move for each player, as indices from 0."""


@dataclass(frozen=True, init=False, eq=False, repr=False)
class Game:
    """A finite game: players, their moves, and everybody's exact payoff at every outcome.

    Build one with :meth:`from_arrays`, :meth:`from_dict`, :func:`oraclegames.read_nfg` or the
    catalogue. A game is immutable and hashable; two games are equal when title, labels and payoffs
    are.

    Attributes:
        title: free text, may be empty.
        players: one label for each player; not empty, unique.
        moves: for each player the labels of the moves; not empty, unique for a player.
        denominators: for each player the positive denominator under her whole numbers, in lowest
            terms.

    The whole numbers themselves are :attr:`numerators`, an array, or :meth:`integers`, a row.

    >>> game = Game.from_arrays([[4, 4], [5, 0]], [[4, 5], [4, 0]], title="Chicken")
    >>> game.payoffs((1, 0))
    (Fraction(5, 1), Fraction(4, 1))
    """

    title: str
    players: tuple[str, ...]
    moves: tuple[tuple[str, ...], ...]
    denominators: tuple[int, ...]
    _numerators: Numerators

    def __init__(
        self,
        title: str,
        players: tuple[str, ...],
        moves: tuple[tuple[str, ...], ...],
        numerators: Whole | Numerators,
        denominators: tuple[int, ...],
    ) -> None:
        """Put the parts together; the payoffs are an array, or one row of integers each."""
        if not isinstance(title, str):
            raise InputError(f"the title of a game should be a text, not {title!r:.60}")
        check_labels(players, "player")
        if len(moves) != len(players):
            raise InputError(
                f"{len(players)} players need as many lists of moves, not {len(moves)}"
            )
        for player, labels in zip(players, moves):
            check_labels(labels, f"move of player {player!r:.60}")
        if not isinstance(numerators, Numerators):
            numerators = Numerators((len(players), *map(len, moves)), numerators)
        self.__dict__.update(
            title=title,
            players=players,
            moves=moves,
            denominators=denominators,
            _numerators=numerators,
        )

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
        players = tuple(players) if players is not None else default_labels(len(arrays))
        if len(players) != len(arrays):
            raise InputError(
                f"{len(arrays)} payoff arrays need as many players, not {len(players)}"
            )
        shape, numerators, scales = payoff_tables(arrays, players, approximate)
        labels = map(default_labels, shape) if moves is None else map(tuple, moves)
        return cls(title, players, tuple(labels), numerators, scales)

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
        named: Any = {"title": title, "players": tuple(payoffs), "moves": moves}
        return cls.from_arrays(*payoffs.values(), approximate=approximate, **named)

    @classmethod
    def from_table(
        cls,
        table: Any,
        *,
        title: str = "",
        players: Sequence[str] | None = None,
        moves: Sequence[Sequence[str]] | None = None,
        approximate: bool = False,
    ) -> Game:
        """Build a game from a table whose cells hold everybody's payoffs.

        Args:
            table: a list of rows of cells, such as ``[[(2, 2), (0, 3)], [(3, 0), (1, 1)]]``; a
                dictionary of dictionaries, whose keys name the moves; a pandas ``DataFrame`` of
                pairs or of texts such as "2,3"; an array whose last axis counts the players. One
                level of nesting for each player.
            title, players, moves, approximate: as for :meth:`from_arrays`.

        Raises:
            InputError: it is no full table, or a cell has not one payoff for each player.

        >>> table = {"C": {"C": (2, 2), "D": (0, 3)}, "D": {"C": (3, 0), "D": (1, 1)}}
        >>> Game.from_table(table).payoffs((1, 0))
        (Fraction(3, 1), Fraction(0, 1))
        """
        tables = nested_tables(table, approximate)
        return cls(*tables).relabel(title=title, players=players, moves=moves)

    @classmethod
    def from_symmetric(
        cls,
        own: Any,
        *,
        title: str = "",
        players: Sequence[str] | None = None,
        moves: Sequence[str] | None = None,
        approximate: bool = False,
    ) -> Game:
        """Build a symmetric game from one player's payoffs, ``own[her move][the other's move]``.

        Args:
            own: a square matrix, as nested lists, an array, dictionaries or a ``DataFrame``; with
                one more axis for each further player, in whose order nothing may change.
            moves: the labels that all players' moves have.
            title, players, approximate: as for :meth:`from_arrays`.

        >>> Game.from_symmetric([[2, 0], [3, 1]]).payoffs((0, 1))
        (Fraction(0, 1), Fraction(3, 1))
        """
        game = cls(*symmetric_tables(own, approximate))
        labels = None if moves is None else [moves] * game.n_players
        return game.relabel(title=title, players=players, moves=labels)

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
        """The position, from 0, of the player with this label.

        >>> Game.from_arrays([[1, 0]], [[0, 1]]).player_index("2")
        1
        """
        return label_position(self.players, label, "player")

    def move_index(self, player: int, label: str) -> int:
        """The position of a player's move with this label."""
        return label_position(self.moves[player], label, f"move of player {self.players[player]!r}")

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

    @property
    def numerators(self) -> NDArray[Any]:
        """The payoffs' whole numbers, an array of shape ``(n, m_1, …, m_n)``, read-only."""
        return self._numerators.array

    def integers(self, player: int) -> Sequence[int]:
        """One player's whole numbers as Python's integers, one for each outcome, row-major."""
        return self._numerators.row(player)

    def payoff(self, player: int, outcome: Sequence[int]) -> Fraction:
        """Player ``player``'s payoff U_i(o), players counted from 0."""
        return Fraction(self._numerators.at(player, outcome), self.denominators[player])

    def payoffs(self, outcome: Sequence[int]) -> tuple[Fraction, ...]:
        """Everybody's payoffs at one outcome."""
        return tuple(self.payoff(player, outcome) for player in range(self.n_players))

    def payoff_array(self, player: int) -> NDArray[Any]:
        """Player ``player``'s payoffs as an array of fractions of shape ``(m_1, …, m_n)``."""
        scale = self.denominators[player]
        payoffs = [Fraction(value, scale) for value in self.integers(player)]
        return object_array(payoffs).reshape(self.shape)

    def payoff_list(self, player: int) -> list[fmpq]:
        """Player ``player``'s payoffs as FLINT rationals, one for each outcome in row-major order.

        This is what the kernels read.
        """
        scale = self.denominators[player]
        return [fmpq(value, scale) for value in self.integers(player)]

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
            self._numerators,
            self.denominators,
        )

    def permute_players(self, order: Sequence[int]) -> Game:
        """The same game with its players listed in another order: new player k is ``order[k]``."""
        if sorted(order) != list(range(self.n_players)):
            raise InputError(f"{tuple(order)} is no order of {self.n_players} players")
        return Game(
            self.title,
            tuple(self.players[player] for player in order),
            tuple(self.moves[player] for player in order),
            self._numerators.permuted(order),
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

    def to_quantecon(self) -> Any:
        """The game as a ``NormalFormGame``; needs quantecon. Fractions become floats."""
        return foreign_objects.to_quantecon(self)

    @classmethod
    def from_quantecon(cls, game: Any, *, approximate: bool = False) -> Game:
        """The game of a ``quantecon.game_theory.NormalFormGame``."""
        return cls(*foreign_objects.from_quantecon(game, approximate))

    def to_nashpy(self) -> Any:
        """The game of two players as a ``nashpy.Game``; needs nashpy. Fractions become floats."""
        return foreign_objects.to_nashpy(self)

    @classmethod
    def from_nashpy(cls, game: Any, *, approximate: bool = False) -> Game:
        """The game of a ``nashpy.Game``."""
        return cls(*foreign_objects.from_nashpy(game, approximate))

    @classmethod
    def from_openspiel(cls, game: Any, *, approximate: bool = False) -> Game:
        """The game of OpenSpiel in which everybody moves once, all at the same time."""
        return cls(*foreign_objects.from_openspiel(game, approximate))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Game):
            return NotImplemented
        return self._labels == other._labels and self._numerators == other._numerators

    def __hash__(self) -> int:
        return hash((self._labels, self._numerators))

    @property
    def _labels(self) -> tuple[Any, ...]:
        """All but the numerators."""
        return self.title, self.players, self.moves, self.denominators

    def __repr__(self) -> str:
        title = f"{self.title!r:.80}, " if self.title else ""
        return f"Game({title}shape={self.shape!s:.80})"

    def __str__(self) -> str:
        return text_table(self)

    def _repr_html_(self) -> str:
        return html_table(self)
