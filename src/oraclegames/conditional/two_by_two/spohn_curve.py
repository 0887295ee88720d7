"""The algebraic curve behind a 2×2 game: its equation in the value plane, its kind, its invariant.

Cleared of denominators the two indifference conditions are two quadrics in P³; they intersect in
the *Spohn curve*. In the plane of the values (x, y) it is the payoff curve F = 0 with

    F = (x−a11)(x−a22)(y−b12)(y−b21) − (x−a12)(x−a21)(y−b11)(y−b22).

Generically the curve is smooth of genus 1. With D_A the discriminant in x of the equation
f_A(x) = θ (and D_B alike), the intersection is smooth iff both odds maps have degree 2 and D_A, D_B
have no common root; it is nodal iff they have exactly one; else it is reducible: it splits.
The j-invariant is that of the binary quartic det(λ·Q_A + μ·Q_B) of the pencil of quadrics.

Sources: Portakal and Sturmfels (2022), "The geometry of dependency equilibria"; Kidambi, Neuhaus
and Portakal (2025), "Elliptic curves in game theory". The criterion in D_A and D_B is derived.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Literal

from flint import Ordering, fmpq, fmpz_mpoly, fmpz_mpoly_ctx

from oraclegames.conditional.two_by_two.odds import OddsMap
from oraclegames.errors import UnsupportedError
from oraclegames.exact.rational import to_fraction
from oraclegames.games.game import Game
from oraclegames.games.load import GameLike, as_game


@dataclass(frozen=True)
class CurveKind:
    """What the complex Spohn curve of a 2×2 game is.

    Attributes:
        kind: "smooth" (genus 1), "nodal" (rational with one node) or "reducible" (it splits).
        j_invariant: of the elliptic curve, when smooth; two games with different j have curves
            that no change of coordinates identifies.
    """

    kind: Literal["smooth", "nodal", "reducible"]
    j_invariant: Fraction | None = None


def curve_kind(game: GameLike) -> CurveKind:
    """Classify the Spohn curve of a 2×2 game; constant time, exact.

    Raises:
        UnsupportedError: if the game is not 2×2.
    """
    return _kind(*_payoffs(as_game(game)))


def curve_of(row: OddsMap, column: OddsMap) -> CurveKind:
    """The same from the odds maps."""
    b11, b21, b12, b22 = column.payoffs
    return _kind(row.payoffs, (b11, b12, b21, b22))


def _kind(a: Sequence[fmpq], b: Sequence[fmpq]) -> CurveKind:
    quartic = _pencil_quartic(a, b)
    invariant_i, invariant_j = _quartic_invariants(*quartic)
    cube = 4 * invariant_i**3
    if cube != invariant_j**2:
        return CurveKind("smooth", to_fraction(1728 * cube / (cube - invariant_j**2)))
    (a2, a1, a0), (b2, b1, b0) = _branch_points(*a), _branch_points(b[0], b[2], b[1], b[3])
    proper = a1**2 != 4 * a2 * a0 and b1**2 != 4 * b2 * b0
    proportional = a2 * b1 == a1 * b2 and a2 * b0 == a0 * b2 and a1 * b0 == a0 * b1
    return CurveKind("nodal" if proper and not proportional else "reducible")


def payoff_polynomial(game: GameLike) -> fmpz_mpoly:
    """F(x, y) with whole coefficients, as a FLINT polynomial; 0 where every value pair solves it.

    Payoffs are scaled back: the variables are the values in the game's own units.
    """
    a, b = _payoffs(as_game(game))
    context = fmpz_mpoly_ctx.get(("x", "y"), Ordering.lex)
    x, y = context.gens()
    scale_a = lcm(*(int(value.q) for value in a))
    scale_b = lcm(*(int(value.q) for value in b))

    def factor(variable: fmpz_mpoly, value: fmpq, scale: int) -> fmpz_mpoly:
        return scale * variable - int((value * scale).p)

    a11, a12, a21, a22 = (factor(x, value, scale_a) for value in a)
    b11, b12, b21, b22 = (factor(y, value, scale_b) for value in b)
    return a11 * a22 * b12 * b21 - a12 * a21 * b11 * b22


def payoff_polynomial_factors(game: GameLike) -> tuple[str, ...]:
    """The irreducible factors of F over the rationals, as texts; () if F is 0 or a constant.

    >>> from oraclegames import Game
    >>> dilemma = Game.from_arrays([[2, 0], [3, 1]], [[2, 3], [0, 1]])
    >>> payoff_polynomial_factors(dilemma)
    ('x - y', 'x + y - 3')
    """
    polynomial = payoff_polynomial(game)
    if polynomial == 0:
        return ()
    _, factors = polynomial.factor()
    texts = [str(factor) for factor, power in factors for _ in range(power)]
    return tuple(sorted(texts, key=lambda text: (len(text), text)))


def _payoffs(game: Game) -> tuple[list[fmpq], list[fmpq]]:
    if game.shape != (2, 2):
        raise UnsupportedError(f"the payoff curve belongs to 2×2 games, not to {game.shape}")
    return game.payoff_list(0), game.payoff_list(1)


def _pencil_quartic(a: Sequence[fmpq], b: Sequence[fmpq]) -> tuple[fmpq, fmpq, fmpq, fmpq, fmpq]:
    """det(λ·Q_A + μ·Q_B) as coefficients of λ⁴, λ³μ, …, μ⁴.

    Both symmetric matrices have a zero diagonal, so with X = m12·m34, Y = m13·m24, Z = m14·m23 the
    determinant is X² + Y² + Z² − 2XY − 2YZ − 2ZX.
    """
    (a11, a12, a21, a22), (b11, b12, b21, b22) = a, b
    x = (b11 - b12) * (b21 - b22)
    y = (a11 - a21) * (a12 - a22)
    z2 = (a11 - a22) * (a12 - a21)
    z1 = (a11 - a22) * (b21 - b12) + (b11 - b22) * (a12 - a21)
    z0 = (b11 - b22) * (b21 - b12)
    return (
        (y - z2) ** 2,
        2 * z1 * (z2 - y),
        z1**2 + 2 * z2 * z0 - 2 * (x * y + y * z0 + x * z2),
        2 * z1 * (z0 - x),
        (x - z0) ** 2,
    )


def _quartic_invariants(a: fmpq, b: fmpq, c: fmpq, d: fmpq, e: fmpq) -> tuple[fmpq, fmpq]:
    """The invariants I and J of a binary quartic; its discriminant is (4I³ − J²)/27."""
    return (
        12 * a * e - 3 * b * d + c * c,
        72 * a * c * e + 9 * b * c * d - 27 * a * d * d - 27 * e * b * b - 2 * c**3,
    )


def _branch_points(a11: fmpq, a12: fmpq, a21: fmpq, a22: fmpq) -> tuple[fmpq, fmpq, fmpq]:
    """D(θ), the discriminant of f(x) = θ, highest power first."""
    middle = 4 * (a11 * a22 + a12 * a21) - 2 * (a11 + a22) * (a12 + a21)
    return (a12 - a21) ** 2, middle, (a11 - a22) ** 2
