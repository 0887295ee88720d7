"""The answer of ``achieve`` about totally mixed equilibria: a distribution, or multipliers.

The certificate of a no is a vector y = (y_{i,s}) with g(o) = Σ_i y_{i,o_i} (U_i(o) − v_i) ≥ 0 for
every outcome, and g ≠ 0: a totally mixed equilibrium would give 0 = Σ P(o) g(o) > 0 (Stiemke 1915).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal, TypeAlias

from oraclegames.certificates.verify import holds
from oraclegames.conditional.columns.column_generation import Columns, StructuredGame, undercut
from oraclegames.conditional.columns.formula_columns import FormulaColumns
from oraclegames.conditional.columns.konstanz import (
    Excess,
    Multipliers,
    format_values,
    primitive,
)
from oraclegames.conditional.columns.listed_game import DenseColumns
from oraclegames.conditional.columns.symmetric_game import SymmetricGame
from oraclegames.conditional.two_players.locate import locate
from oraclegames.errors import UnsupportedError
from oraclegames.exact.arrays import over_common
from oraclegames.exact.rational import format_rational
from oraclegames.exact.show import rounded
from oraclegames.games.distribution import Distribution
from oraclegames.games.document import Document, heading
from oraclegames.games.formula_game import FormulaGame
from oraclegames.games.game import Game
from oraclegames.games.shown import Shown
from oraclegames.later import np

AnyGame: TypeAlias = Game | StructuredGame | FormulaGame
"""A game that is listed, or one whose outcomes are only searched for."""

DOCUMENTED = 1 << 16
"""The most counts of a symmetric game whose document is re-checked at once."""


@dataclass(frozen=True, repr=False)
class Achievement(Document, Shown):
    """Whether a value vector is reached by a totally mixed dependency equilibrium, with proof.

    If it is, P = weight · Q + Σ λ_o δ_o with Q totally mixed: uniform for a listed game (then
    weight / number of outcomes is the smallest probability). If not, y is the certificate.

    Attributes:
        game: the game, listed or structured.
        values: v.
        weight: the weight of Q; 0 if v is not achievable.
        atoms: outcomes with the weight λ_o > 0 that is added (of a symmetric game: positions in
            its list of counts; by formulas: how many players make each move).
        rows: multipliers of the whole-number rows: the certificate, or the proof that no larger
            weight is possible.
        largest: whether the weight is the largest possible.
        method: how the program was solved.
    """

    game: AnyGame
    values: tuple[Fraction, ...]
    weight: Fraction
    atoms: tuple[tuple[Any, Fraction], ...]
    rows: tuple[Fraction, ...]
    largest: bool
    method: str

    def __bool__(self) -> bool:
        return self.achievable

    @property
    def achievable(self) -> bool:
        """Whether the value vector is reached."""
        return self.weight > 0

    @property
    def answer(self) -> Literal["yes", "no"]:
        """The same as a word."""
        return "yes" if self.achievable else "no"

    @property
    def smallest_probability(self) -> Fraction:
        """The probability of the least likely outcome of a listed game; 0 if not achievable."""
        return self.weight / _listed(self.game).n_outcomes

    @property
    def distribution(self) -> Distribution | None:
        """The equilibrium over the outcomes of a listed game; None if there is none."""
        if not self.achievable:
            return None
        game = _listed(self.game)
        probabilities = [self.weight / game.n_outcomes] * game.n_outcomes
        for outcome, mass in self.atoms:
            probabilities[int(np.ravel_multi_index(outcome, game.shape))] += mass
        return Distribution(game, tuple(probabilities))

    @property
    def reason(self) -> str:
        """Why not, in words, for two players: whose demands cannot balance; "" else."""
        if self.achievable or not isinstance(self.game, Game) or self.game.n_players != 2:
            return ""
        return locate(self.game, self.values).reason

    @property
    def certificate(self) -> Multipliers | None:
        """y_{i,s}, coprime whole numbers, with g(o) ≥ 0 everywhere and g ≠ 0; None if achieved."""
        return None if self.achievable else primitive(self.multipliers)

    @property
    def multipliers(self) -> Multipliers:
        """``rows`` as y_{i,s}."""
        if isinstance(self.game, Game):
            return Excess(self.game, self.values).by_player(self.rows)
        if isinstance(self.game, FormulaGame):
            scale = FormulaColumns(self.game, self.values[0]).scale
            return (tuple(v * scale for v in self.rows),)
        return self.game.multipliers(self.values, self.rows)

    def verify(self) -> bool:
        """Re-check the equations, or the certificate, by arithmetic alone.

        Of the largest weight t it re-checks y·K_o + t ≥ 0 for every outcome and y·K Q + t ≥ 1.
        """
        if isinstance(self.game, SymmetricGame) and self.game.counts.shape[1] > DOCUMENTED:
            return self._adds_up()  # by arrays: the document would take minutes
        return self._adds_up() and holds(self.to_dict())

    def _adds_up(self) -> bool:
        """What no document says: the rows and the atoms that the answer was made of."""
        columns = columns_of(self.game, self.values)
        base = columns.base()
        if len(self.rows) != len(base) or self.weight < 0:
            return False
        if (self.largest or not self.achievable) and not self._is_largest(columns, base):
            return False
        if not self.achievable:
            return not self.atoms
        total = [self.weight * r for r in base]
        for outcome, mass in self.atoms:
            for i, a in columns.column(outcome).items():
                total[i] += mass * a
        masses = [mass for _, mass in self.atoms]
        return not any(total) and min(masses, default=1) > 0 and self.weight + sum(masses) == 1

    def _is_largest(self, columns: Columns, base: Sequence[Fraction]) -> bool:
        (*y, weight), _ = over_common([*self.rows, self.weight])
        covered = sum((v * r for v, r in zip(self.rows, base)), self.weight)
        return covered >= 1 and undercut(columns, y, -weight) is None

    def to_dict(self) -> dict[str, Any]:
        """The result as plain data, ready for JSON."""
        certificate = self.certificate
        result: dict[str, Any] = {
            **heading("oraclegames/values-1", self.game),
            "values": [format_rational(v) for v in self.values],
            "achievable": self.achievable,
            "kind": "distribution" if self.achievable else "certificate",
            "distribution": None,
            "certificate": certificate
            and [[format_rational(v) for v in row] for row in certificate],
            "method": self.method,
            "weight": format_rational(self.weight),
            "largest": self.largest,
            "multipliers": [[format_rational(v) for v in row] for row in self.multipliers],
        }
        if self.achievable and isinstance(self.game, Game):
            assert self.distribution is not None
            result["distribution"] = [format_rational(p) for p in self.distribution.probabilities]
        elif self.achievable:
            result["atoms"] = [
                [list(o) if isinstance(o, tuple) else o, format_rational(p)] for o, p in self.atoms
            ]
        return result

    def __str__(self) -> str:
        where = format_values(self.values)
        if not self.achievable:
            certificate = self.certificate
            assert certificate is not None
            rows = "; ".join(
                f"{player}: {', '.join(map(format_rational, row))}"
                for player, row in zip(self.game.players[:8], certificate)
            )
            reason = self.reason
            why = f"\n{reason}" if reason else ""
            return f"{where} is not achievable; certificate y: {rows}{why}"
        if isinstance(self.game, Game) and self.game.n_outcomes <= 64:
            return f"{where} is achievable: {self.distribution}"
        return (
            f"{where} is achievable: weight {rounded(self.weight)} spread over all outcomes, "
            f"and {len(self.atoms)} atoms"
        )


def _listed(game: AnyGame) -> Game:
    if not isinstance(game, Game):
        raise UnsupportedError(
            "the outcomes of a structured game are never listed: read weight and atoms instead"
        )
    return game


def columns_of(game: AnyGame, values: tuple[Fraction, ...]) -> Columns:
    """The columns of K(v), for whichever kind of game."""
    if isinstance(game, Game):
        return DenseColumns(Excess(game, values))
    if isinstance(game, FormulaGame):
        return FormulaColumns(game, values[0])
    return game.columns(values)
