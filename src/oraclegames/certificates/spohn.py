"""What a solution says of its curve: where it crosses itself, its kind, the Nash point on it.

Uncancelled, q(x, y) = u·D − d·U has degree 2 in both values, and (x, y) is a birational map from
the Spohn curve to it. It is *reducible* iff u and d have a common root, or U and D, or the
discriminant Δ of q in y is a square (then y is a rational function of x). Else the curve is the
double cover of the line branched at the roots of Δ, a binary quartic in x: *smooth* iff they are
distinct, and its j-invariant is that of Δ, 1728·4I³/(4I³ − J²); *nodal* iff two of them meet.

A totally mixed **Nash** equilibrium makes each player mix so that the other is indifferent. At its
values (x, y) the curve has the slope dy/dx = −q_x/q_y: neighbours pay both players more iff it is
positive.
"""

from __future__ import annotations

from fractions import Fraction

from flint import fmpq_poly

from oraclegames.certificates.curve import Equation
from oraclegames.certificates.part import Part
from oraclegames.certificates.points import check_equations, read_point
from oraclegames.certificates.seats import Seat, seats
from oraclegames.errors import UnsupportedError
from oraclegames.exact.algebraic import format_number
from oraclegames.exact.rational import to_fmpq, to_fraction
from oraclegames.exact.surd import exact_sign
from oraclegames.games.game import Game


def check_crossing(part: Part, game: Game, isolated: tuple[Fraction, Fraction]) -> None:
    """The one point where q, q_y and so the discriminant vanish."""
    cells, (x, y) = read_point(part)
    q = Equation(*seats(game))
    part["distribution"].require(min(cells) > 0, "it is not totally mixed")
    check_equations(part, game, cells, (x, y))
    inside = isolated[0] < x < isolated[1] and q.y[0] < y < q.y[1]
    try:
        double = q.at(x, y) == 0 and q.slope(x, y) == 0
    except UnsupportedError:
        double = False
    part["values"].require(inside and double, "the pieces cross elsewhere")


def check_curve(part: Part, game: Game, dimension: int) -> None:
    """The kind of the complex curve, and its invariant."""
    if dimension != 1:
        for key in ("curve", "j_invariant"):
            if part.get(key) is not None:
                part[key].refute("there is no curve")
        return
    kind, invariant = curve_kind(*seats(game))
    part["curve"].require(part["curve"].text() == kind, f"it is {kind}")
    shown = part.get("j_invariant")
    same = (shown.rational() if shown is not None else None) == invariant
    part["j_invariant"].require(same, f"it is {format_number(invariant)}")


def curve_kind(row: Seat, column: Seat) -> tuple[str, Fraction | None]:
    """The kind of the complex curve and, if it is smooth, its j-invariant."""
    u, d = _factors(row)
    over, under = _factors(column)
    a, b, c = (under[k] * u - over[k] * d for k in (2, 1, 0))
    quartic = b * b - 4 * a * c
    e, d1, c2, b3, a4 = (quartic[k] for k in range(5))
    i = 12 * a4 * e - 3 * b3 * d1 + c2 * c2
    j = 72 * a4 * c2 * e + 9 * b3 * c2 * d1 - 27 * a4 * d1 * d1 - 27 * e * b3 * b3 - 2 * c2**3
    if 4 * i**3 != j * j:
        return "smooth", to_fraction(1728 * 4 * i**3 / (4 * i**3 - j * j))
    common = u.gcd(d).degree() > 0 or over.gcd(under).degree() > 0
    return ("reducible" if common or _is_square(quartic) else "nodal"), None


def check_nash(part: Part, game: Game) -> None:
    """The totally mixed Nash equilibrium, where both players are generic and there is one."""
    row, column = seats(game)
    nash = part.get("nash")
    (across, beside), (up, down) = row.balance, column.balance
    exists = row.kind == column.kind == "generic" and across > 0 and up > 0
    if nash is None or not exists:
        (nash or part).require(not exists and nash is None, "there is one" if exists else "none")
        return
    nash.only("distribution", "values", "exact", "dominated")
    point = {key: value for key, value in nash.mapping().items() if key != "dominated"}
    cells, (x, y) = read_point(Part(point, nash.where))
    expected = (up * across, up * beside, down * across, down * beside)
    nash["distribution"].require(cells == expected, "it makes somebody prefer a move")
    check_equations(nash, game, cells, (x, y))
    q = Equation(row, column)
    rising = exact_sign(q.steepness(x, y)) * exact_sign(q.slope(x, y)) < 0
    nash["dominated"].require(nash["dominated"].flag() == rising, "the curve slopes otherwise")


def _factors(seat: Seat) -> tuple[fmpq_poly, fmpq_poly]:
    """(x − a12)(a21 − x) and (a11 − x)(x − a22)."""
    (a11, a12), (a21, a22) = (tuple(map(to_fmpq, pair)) for pair in seat.pay)
    return (
        fmpq_poly([-a12, 1]) * fmpq_poly([a21, -1]),
        fmpq_poly([a11, -1]) * fmpq_poly([-a22, 1]),
    )


def _is_square(quartic: fmpq_poly) -> bool:
    """Whether it is the square of a complex polynomial: every root is double."""
    if quartic == 0:
        return True
    if quartic.degree() % 2:
        return False
    return all(power % 2 == 0 for _, power in _square_free(quartic))


def _square_free(polynomial: fmpq_poly) -> list[tuple[fmpq_poly, int]]:
    return [(factor, int(power)) for factor, power in polynomial.factor()[1]]
