"""Joint distributions over the outcomes of a game.

Agents that share an oracle play a *joint* distribution P ∈ Δ(S), not a product. The quantity that
they look at is the conditional value of a move, c_i(s; P) = E_P[U_i | s_i = s], which is defined
for moves of positive probability.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from oraclegames.errors import InputError
from oraclegames.exact.rational import ONE, ZERO, format_rational, rational
from oraclegames.games.game import Game, Outcome
from oraclegames.games.load import GameLike, as_game
from oraclegames.games.shown import Shown
from oraclegames.later import np

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, repr=False)
class Distribution(Shown):
    """A probability distribution over the outcomes of a game, exact.

    Attributes:
        game: the game.
        probabilities: one fraction for each outcome in row-major order; they sum to 1.

    Raises:
        InputError: if an entry is negative, their number is wrong or their sum is not 1.
    """

    game: Game
    probabilities: tuple[Fraction, ...]

    def __post_init__(self) -> None:
        if len(self.probabilities) != self.game.n_outcomes:
            raise InputError(
                f"a distribution over this game has {self.game.n_outcomes} probabilities, "
                f"not {len(self.probabilities)}"
            )
        for outcome, probability in zip(self.game.outcomes(), self.probabilities):
            if probability < 0:
                where = ", ".join(self.game.outcome_labels(outcome))
                raise InputError(
                    f"the probability of ({where}) is {format_rational(probability)}: "
                    "it must not be negative"
                )
        total = sum(self.probabilities)
        if total != 1:
            raise InputError(f"the probabilities sum to {format_rational(total)}, not to 1")

    @classmethod
    def of(cls, game: GameLike, probabilities: Any, *, approximate: bool = False) -> Distribution:
        """Build a distribution from what a person writes.

        Args:
            game: the game.
            probabilities: a text of numbers with commas between ("0,4/9,4/9,1/9"), or for
                independent play each player's own ("9/10,1/10; 1/2,1/2"); a flat or nested
                sequence in row-major order; or a mapping of outcomes (tuples of move labels or of
                indices) to numbers, in which missing outcomes have probability 0.
            approximate: accept floats by their decimal text.
        """
        game = as_game(game)
        if isinstance(probabilities, Distribution):
            known = type(probabilities) is cls and probabilities.game is game
            return probabilities if known else cls(game, probabilities.probabilities)
        if isinstance(probabilities, Mapping):
            return cls(game, _from_mapping(game, probabilities, approximate))
        if isinstance(probabilities, str):
            if ";" in probabilities:
                return cls.product(game, *(part.split(",") for part in probabilities.split(";")))
            probabilities = probabilities.split(",")
        entries = _flat(probabilities)
        return cls(
            game,
            tuple(
                rational(entry, approximate=approximate, what=f"probability {number}")
                for number, entry in enumerate(entries, 1)
            ),
        )

    @classmethod
    def point(cls, game: GameLike, outcome: Sequence[int | str]) -> Distribution:
        """All mass on one outcome, by the moves' labels or positions.

        Raises:
            InputError: it is no outcome of the game.
        """
        game = as_game(game)
        target = _outcome(game, tuple(outcome))
        place = 0
        for move, count in zip(target, game.shape):
            place = place * count + move
        probabilities = [ZERO] * game.n_outcomes
        probabilities[place] = ONE
        found = cls.__new__(cls)  # it needs no check
        played = ((target, ONE),)
        found.__dict__.update(game=game, probabilities=tuple(probabilities), _played=played)
        return found

    @classmethod
    def product(cls, game: GameLike, *strategies: Sequence[Any]) -> Distribution:
        """Independent play: one mixed strategy for each player.

        Raises:
            InputError: there is not one probability for each move of each player, or they are none.
        """
        game = as_game(game)
        if len(strategies) != game.n_players:
            raise InputError(
                f"independent play of this game has {game.n_players} strategies, "
                f"not {len(strategies)}"
            )
        weights: list[Fraction] = [Fraction(1)]
        for player, strategy, moves in zip(game.players, strategies, game.moves):
            numbers = [rational(p, what=f"a probability of {player}") for p in strategy]
            if len(numbers) != len(moves) or sum(numbers) != 1:
                raise InputError(
                    f"the strategy of {player} should be {len(moves)} probabilities with sum 1, "
                    f"not {', '.join(map(format_rational, numbers)):.100}"
                )
            weights = [w * p for w in weights for p in numbers]
        return cls(game, tuple(weights))

    @cached_property
    def _played(self) -> tuple[tuple[Outcome, Fraction], ...]:
        """The outcomes of positive probability with it."""
        return tuple((o, p) for o, p in zip(self.game.outcomes(), self.probabilities) if p)

    @property
    def support(self) -> tuple[Outcome, ...]:
        """The outcomes of positive probability."""
        return tuple(outcome for outcome, _ in self._played)

    @property
    def totally_mixed(self) -> bool:
        """Whether every outcome has positive probability."""
        return all(self.probabilities)

    def move_probabilities(self, player: int) -> tuple[Fraction, ...]:
        """The marginal: how likely each move of a player is."""
        totals = [Fraction(0)] * self.game.shape[player]
        for outcome, probability in self._played:
            totals[outcome[player]] += probability
        return tuple(totals)

    def value(self, player: int) -> Fraction:
        """The expected payoff E_P[U_i]."""
        return sum((p * self.game.payoff(player, o) for o, p in self._played), Fraction(0))

    @property
    def values(self) -> tuple[Fraction, ...]:
        """Everybody's expected payoff."""
        if len(self._played) == 1:
            return self.game.payoffs(self._played[0][0])
        return tuple(self.value(player) for player in range(self.game.n_players))

    def conditional_value(self, player: int, *moves: int) -> Fraction | None:
        """c_i(A; P) = E_P[U_i | s_i ∈ A] for one move or several; None if A has probability 0."""
        mass = gain = Fraction(0)
        for outcome, probability in self._played:
            if outcome[player] in moves:
                mass += probability
                gain += probability * self.game.payoff(player, outcome)
        return gain / mass if mass else None

    def as_floats(self) -> NDArray[np.float64]:
        """The probabilities as an array of the game's shape, rounded to floats."""
        return np.array([float(p) for p in self.probabilities]).reshape(self.game.shape)

    def __str__(self) -> str:
        return ", ".join(
            f"({', '.join(self.game.outcome_labels(o))}): {format_rational(p)}"
            for o, p in zip(self.game.outcomes(), self.probabilities)
            if p
        )


def _flat(numbers: Any) -> list[Any]:
    """The entries of nested sequences, in order; a lone number is one entry."""
    if isinstance(numbers, (list, tuple)):
        return [entry for part in numbers for entry in _flat(part)]
    if isinstance(numbers, str) or not hasattr(numbers, "__len__"):
        return [numbers]
    return list(np.asarray(numbers, dtype=object).ravel())


def _outcome(game: Game, moves: tuple[Any, ...]) -> Outcome:
    """The outcome that labels or positions name."""
    if moves and all(isinstance(move, str) for move in moves):
        return game.outcome(*moves)
    fine = len(moves) == game.n_players and all(
        move in range(count) for move, count in zip(moves, game.shape)
    )
    if not fine:
        raise InputError(f"{moves!r} is no outcome of the game")
    return moves


def _from_mapping(
    game: Game, probabilities: Mapping[Any, Any], approximate: bool
) -> tuple[Fraction, ...]:
    table = dict.fromkeys(game.outcomes(), Fraction(0))
    for key, number in probabilities.items():
        outcome = _outcome(game, (key,) if isinstance(key, (str, int)) else tuple(key))
        table[outcome] = rational(number, approximate=approximate, what=f"probability of {key!r}")
    return tuple(table.values())
