"""How alike do players think that they are? What each believes of the others, given her own move.

The belief of player i who makes move s is P(others | s). If play is independent it is the same for
all her moves; if the others copy her, nothing is shared. Between two of her moves the distance is
the total variation, half the sum of the differences. In 2×2 games one number says it with its sign:

    S_i = P(other makes her first move | own first) − P(other makes her first move | own second),

0 for independent play, 1 for copies, −1 for opposites (after arXiv 2608.03958, of which a summary
was read).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from oraclegames.certificates.verify import holds
from oraclegames.exact.rational import format_rational
from oraclegames.games.distribution import Distribution
from oraclegames.games.document import Document, heading
from oraclegames.games.game import Game, Outcome
from oraclegames.games.load import GameLike, as_game
from oraclegames.games.names import move_name, player_name
from oraclegames.games.shown import Shown
from oraclegames.games.tabular import Columns, Tabular, table_of

Belief = dict[Outcome, Fraction]
"""The probability of every combination of the others' moves, in the players' order."""


@dataclass(frozen=True, repr=False)
class Similarity(Shown, Document, Tabular):
    """What a joint distribution lets every player believe of the others.

    Attributes:
        game: the game.
        distribution: the distribution.
    """

    game: Game
    distribution: Distribution

    @cached_property
    def beliefs(self) -> tuple[tuple[Belief | None, ...], ...]:
        """For each player and move the belief about the others; None if she never makes it."""
        return tuple(
            tuple(self._belief(i, s) for s in range(self.game.shape[i]))
            for i in range(self.game.n_players)
        )

    def _belief(self, player: int, move: int) -> Belief | None:
        pairs = zip(self.game.outcomes(), self.distribution.probabilities)
        here = {o[:player] + o[player + 1 :]: p for o, p in pairs if o[player] == move}
        mass = sum(here.values(), Fraction(0))
        return {others: p / mass for others, p in here.items()} if mass else None

    def distance(self, player: int, move: int, other: int) -> Fraction | None:
        """The total variation between the beliefs given two moves; None if one is never made."""
        one, two = self.beliefs[player][move], self.beliefs[player][other]
        if one is None or two is None:
            return None
        return sum((abs(p - two[o]) for o, p in one.items()), Fraction(0)) / 2

    @property
    def similarity(self) -> tuple[Fraction | None, ...] | None:
        """S_i of both players of a 2×2 game, None where a move is never made; else None."""
        if self.game.shape != (2, 2):
            return None
        found: list[Fraction | None] = []
        for first, second in self.beliefs:
            known = first is not None and second is not None
            found.append(first[(0,)] - second[(0,)] if known else None)  # type: ignore[index]
        return tuple(found)

    def columns(self) -> Columns:
        """A row for each player, move of hers and combination of the others' moves."""
        game = self.game
        return table_of(
            [
                {
                    "player": game.players[i],
                    "move": game.moves[i][s],
                    "others": ", ".join(
                        game.moves[j + (j >= i)][move] for j, move in enumerate(others)
                    ),
                    "probability": probability,
                }
                for i, row in enumerate(self.beliefs)
                for s, belief in enumerate(row)
                for others, probability in (belief or {}).items()
            ]
        )

    def verify(self) -> bool:
        """Re-check the document: every number is computed anew."""
        return holds(self.to_dict())

    def to_dict(self) -> dict[str, Any]:
        """Ready for JSON (schema "oraclegames/similarity-1"); exact numbers are texts."""
        game, alike = self.game, self.similarity
        return {
            **heading("oraclegames/similarity-1", game),
            "distribution": [format_rational(p) for p in self.distribution.probabilities],
            "beliefs": [
                [None if b is None else [format_rational(p) for p in b.values()] for b in row]
                for row in self.beliefs
            ],
            "distances": [
                [[_text(self.distance(i, s, t)) for t in range(m)] for s in range(m)]
                for i, m in enumerate(game.shape)
            ],
            "similarity": None if alike is None else [_text(s) for s in alike],
        }

    def __str__(self) -> str:
        game, alike = self.game, self.similarity
        lines = [f"Distribution: {self.distribution}"]
        for i in range(game.n_players):
            if alike is not None:
                lines.append(_sentence(game, i, alike[i]))
                continue
            for s in range(game.shape[i]):
                for t in range(s + 1, game.shape[i]):
                    far = self.distance(i, s, t)
                    if far is not None:
                        lines.append(
                            f"{player_name(game, i)}: beliefs given {move_name(game, i, s)} and "
                            f"{move_name(game, i, t)} differ by {format_rational(far)}"
                        )
        return "\n".join(lines)


def _text(number: Fraction | None) -> str | None:
    return None if number is None else format_rational(number)


def _sentence(game: Game, i: int, alike: Fraction | None) -> str:
    who, other = player_name(game, i), player_name(game, 1 - i)
    if alike is None:
        return f"{who} never makes one of her moves: how alike they are says nothing"
    theirs, own = move_name(game, 1 - i, 0), move_name(game, i, 0)
    if alike == 0:
        return f"{who} thinks {other} no likelier to play {theirs} whatever she does"
    word = "likelier" if alike > 0 else "less likely"
    return (
        f"{who} thinks {other} {format_rational(abs(alike))} {word} to play {theirs} if she "
        f"plays {own}"
    )


def similarity(game: GameLike, distribution: Any) -> Similarity:
    """What each player believes of the others given each of her moves, and how far that differs.

    Args:
        game: the game.
        distribution: a :class:`Distribution` or what :meth:`Distribution.of` accepts.

    Raises:
        InputError: if the probabilities are negative or do not sum to 1.

    >>> print(similarity("prisoners_dilemma", "3/8, 1/8, 1/8, 3/8"))
    Distribution: (Cooperate, Cooperate): 3/8, (Cooperate, Defect): 1/8, \
(Defect, Cooperate): 1/8, (Defect, Defect): 3/8
    Row thinks Column 1/2 likelier to play Cooperate if she plays Cooperate
    Column thinks Row 1/2 likelier to play Cooperate if she plays Cooperate
    """
    game = as_game(game)
    return Similarity(game, Distribution.of(game, distribution))
