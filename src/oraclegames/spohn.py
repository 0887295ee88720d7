"""The algebraic curve behind a 2×2 game: Spohn's variety, cut out by two quadrics.

:func:`curve_kind` says whether it is smooth, nodal or reducible (with its j-invariant), and
:func:`payoff_polynomial` is the equation of the values that its points have.
"""

from oraclegames.conditional.two_by_two.spohn_curve import (
    CurveKind,
    curve_kind,
    payoff_polynomial,
    payoff_polynomial_factors,
)

__all__ = ["CurveKind", "curve_kind", "payoff_polynomial", "payoff_polynomial_factors"]
