"""That a quotient of polynomials is nowhere on a simplex more than a number, by cuts.

N/D ≤ v, D being positive, if v D − N is nowhere negative. The simplex is cut as the document says,
at points that take the place of one corner in each part; in the weights of the corners of a part
that is not cut, no coefficient is negative.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import Any

from flint import Ordering, fmpq_mpoly, fmpq_mpoly_ctx, fmpq_poly

from oraclegames.certificates.algebraic import number_of
from oraclegames.certificates.part import Part
from oraclegames.exact.algebraic import Algebraic
from oraclegames.exact.rational import to_fmpq, to_fraction

Corner = tuple[fmpq_mpoly, ...]


def ring_for(corners: int) -> Any:
    """The polynomials in the weights of so many corners, and in z, an irrational number."""
    return fmpq_mpoly_ctx.get([*(f"c{k}" for k in range(corners)), "z"], Ordering.lex)


def check_most(
    bound: Part, quotient: Callable[[], tuple[fmpq_mpoly, fmpq_mpoly]], top: Fraction
) -> Any:
    """What no value of a quotient exceeds; without cuts the most that there can be at all.

    Args:
        bound: the number, and the cuts.
        quotient: what is above and below, if it is asked for: homogeneous, of one degree and a ring
            of :func:`ring_for`, and positive below.
        top: more than that no value is, as the caller knows.
    """
    bound.only("most", "cuts")
    most = number_of(bound["most"])
    if not bound["cuts"].items():
        bound["most"].require(most == top, "why should nobody get more?")
        return most
    cuts = [[number_of(x) for x in cut.items()] for cut in bound["cuts"]]
    roots = {x.root for x in (most, *(x for c in cuts for x in c)) if isinstance(x, Algebraic)}
    bound.require(len(roots) < 2, "these are numbers of one field")
    root = next(iter(roots), None)
    above, below = quotient()
    ring = above.context()
    form = _polynomial(ring, most) * below - above
    for piece in _pieces(bound["cuts"], cuts, ring):
        here = form.compose(*(sum(row[1:], row[0]) for row in zip(*piece)), ring.gens()[-1])
        bound["cuts"].require(_never_negative(here, root), "somewhere it may be more")
    return most


def _pieces(part: Part, cuts: Sequence[Sequence[Any]], ring: Any) -> Iterator[list[Corner]]:
    """The parts that are not cut: their corners, each times its weight."""
    *gens, _ = ring.gens()
    size, none = len(gens), ring.constant(0)
    stack = [[tuple(ring.constant(int(i == k)) for i in range(size)) for k in range(size)]]
    for place, cut in enumerate(cuts):
        part.require(bool(stack), "there is nothing left to cut")
        corners = stack.pop()
        if not cut:
            yield [tuple(x * gen for x in corner) for corner, gen in zip(corners, gens)]
            continue
        part[place].items(size)
        part[place].require(min(cut) >= 0 < max(cut), "it lies outside")
        shares = [_polynomial(ring, x) for x in cut]
        new = tuple(
            sum((share * corner[i] for share, corner in zip(shares, corners)), none)
            for i in range(size)
        )
        stack += [
            [*corners[:k], new, *corners[k + 1 :]] for k in reversed(range(size)) if cut[k] > 0
        ]
    part.require(not stack, "parts are lacking")


def _never_negative(form: fmpq_mpoly, root: Any) -> bool:
    """Whether no coefficient is, z being a root."""
    rows: dict[tuple[int, ...], Any] = {}
    for (*e, power), c in form.to_dict().items():
        rows[tuple(e)] = rows.get(tuple(e), fmpq_poly([0])) + fmpq_poly([0, 1]) ** int(power) * c
    if root is None:
        return all(row[0] >= 0 for row in rows.values())
    return all(Algebraic(root, row).sign() >= 0 for row in rows.values())


def _polynomial(ring: Any, number: Any) -> fmpq_mpoly:
    """A number of the field as a polynomial in z."""
    powers = number.polynomial.coeffs() if isinstance(number, Algebraic) else [to_fmpq(number)]
    none = (0,) * (len(ring.gens()) - 1)
    return ring.from_dict({(*none, k): c for k, c in enumerate(powers)})


def value_at(form: fmpq_mpoly, mix: Sequence[Any]) -> Any:
    """The value at exact numbers."""
    total: Any = Fraction(0)
    for powers, c in form.to_dict().items():
        term: Any = to_fraction(c)
        for x, power in zip(mix, powers):
            for _ in range(int(power)):
                term = x * term
        total = term + total
    return total
