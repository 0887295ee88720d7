"""Equilibria with prescribed supports and values: the boundary, reached through the value space.

Let M_i be the moves of player i that are to be played. A dependency equilibrium (Spohn 2003) that
plays exactly these, each worth v_i, exists iff

1. there is P on Π M_i in which every move of M_i has positive probability and is worth v_i: a
   linear program; if not, some y proves that one of the moves cannot be played
   (:mod:`oraclegames.conditional.values.relaxation`);
2. every other move can be tried without tempting anybody: tremble levels
   (:mod:`oraclegames.conditional.trembles.levels`), which depend on v and M only, not on P.

So all dependency equilibria, boundary included, are found by going through supports and values.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from oraclegames.budget import Clock
from oraclegames.certificates.verify import holds
from oraclegames.conditional.columns.konstanz import Multipliers, format_values
from oraclegames.conditional.trembles.face import Face
from oraclegames.conditional.trembles.levels import Levels, Stuck, weak_levels
from oraclegames.conditional.values.boxes import Box
from oraclegames.conditional.values.relaxation import Relaxation
from oraclegames.errors import InputError
from oraclegames.exact.rational import format_rational
from oraclegames.games.distribution import Distribution
from oraclegames.games.document import Document, heading
from oraclegames.games.game import Game
from oraclegames.games.shown import Shown
from oraclegames.later import np

Supports = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, repr=False)
class SupportedAchievement(Document, Shown):
    """Whether a dependency equilibrium plays exactly the given moves at the given values.

    Attributes:
        game: the game.
        values: v.
        supports: for each player the moves that are to be played, ascending.
        distribution: the equilibrium; None if there is none.
        certificate: y that proves that some move cannot be played at these values; None else.
        trembles: the levels at which the other moves are tried, or the proof that somebody is
            tempted; None if there is a certificate.
    """

    game: Game
    values: tuple[Fraction, ...]
    supports: Supports
    distribution: Distribution | None
    certificate: Multipliers | None
    trembles: Levels | Stuck | None

    def __bool__(self) -> bool:
        return self.achievable

    @property
    def achievable(self) -> bool:
        """Whether there is such an equilibrium."""
        return self.distribution is not None

    @property
    def answer(self) -> Literal["yes", "no"]:
        """The same as a word."""
        return "yes" if self.achievable else "no"

    @property
    def kind(self) -> Literal["distribution", "certificate", "trembles"]:
        """What the answer rests on."""
        if self.certificate is not None:
            return "certificate"
        return "trembles" if self.distribution is None else "distribution"

    def verify(self) -> bool:
        """Re-check the equilibrium by its definition, or the proof that there is none."""
        trembles = self.trembles
        about = trembles is None or trembles.face == Face(self.game, self.supports, self.values)
        return about and holds(self.to_dict())

    def to_dict(self) -> dict[str, Any]:
        """The result as plain data, ready for JSON."""
        certificate, trembles = self.certificate, self.trembles
        return {
            **heading("oraclegames/values-1", self.game),
            "values": [format_rational(v) for v in self.values],
            "supports": [
                [labels[s] for s in moves] for labels, moves in zip(self.game.moves, self.supports)
            ],
            "achievable": self.achievable,
            "kind": self.kind,
            "distribution": self.distribution
            and [format_rational(p) for p in self.distribution.probabilities],
            "certificate": certificate
            and [[format_rational(v) for v in row] for row in certificate],
            "trembles": trembles and trembles.to_dict(),
        }

    def __str__(self) -> str:
        where = format_values(self.values)
        if self.distribution is not None:
            return f"{where} is achievable on these moves: {self.distribution}"
        if self.certificate is not None:
            return f"{where} is not achievable: some of these moves cannot be worth that"
        return f"{where} is not achievable: whichever other move is tried first tempts somebody"


def read_supports(game: Game, supports: Sequence[Sequence[str | int]]) -> Supports:
    """Supports as indices, ascending, from indices or labels.

    Raises:
        InputError: if a player is missing, has no move, or a move does not exist.
    """
    rows = list(supports)
    if isinstance(supports, str) or len(rows) != game.n_players:
        raise InputError(
            f"supports should list moves for each of the {game.n_players} players, "
            f"not {supports!r:.60}"
        )
    result = []
    for i, row in enumerate(rows):
        if isinstance(row, str):
            row = [row]
        moves = {game.move_index(i, move) if isinstance(move, str) else int(move) for move in row}
        if not moves or not moves <= set(range(game.shape[i])):
            raise InputError(
                f"the support of player {game.players[i]!r} should be some of the moves "
                f"0..{game.shape[i] - 1} or their labels, not {row!r:.60}"
            )
        result.append(tuple(sorted(moves)))
    return tuple(result)


def achieve_on(
    game: Game, values: tuple[Fraction, ...], supports: Supports, clock: Clock | None = None
) -> SupportedAchievement:
    """Decide whether a dependency equilibrium plays exactly these moves at these values.

    Always decided, unless the clock ends it. Cost: one linear program with 2 Σ |M_i| + 1 rows, then
    at most one for each level.

    Raises:
        OutOfTime: the clock's budget is spent.

    >>> chicken = Game.from_arrays([[4, 4], [5, 0]], [[4, 5], [4, 0]])
    >>> achieve_on(chicken, (Fraction(4), Fraction(5)), ((0,), (1,))).answer
    'yes'
    """
    relaxation = Relaxation(game, supports, total=False)
    certificate, weights = relaxation.mix(Box(values, values), clock)
    if certificate is not None:
        return SupportedAchievement(game, values, supports, None, certificate, None)
    trembles = weak_levels(Face(game, supports, values), clock)
    if isinstance(trembles, Stuck):
        return SupportedAchievement(game, values, supports, None, None, trembles)
    table = np.full(game.shape, Fraction(0), dtype=object)
    table[np.ix_(*supports)] = weights.reshape(relaxation.shape)
    distribution = Distribution(game, tuple(Fraction(p) for p in table.flat))
    return SupportedAchievement(game, values, supports, distribution, None, trembles)
