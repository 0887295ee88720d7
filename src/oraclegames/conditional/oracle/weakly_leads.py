"""Weakly leads to: does one distribution over oracles answer as another one says it should?

Q weakly leads to R if for all queries (m1, n1, m2, n2), cross-multiplied so that it makes sense at
probability 0,

    P_Q(m1 ∧ n1)·P_Q(n2) > P_Q(m2 ∧ n2)·P_Q(n1)   ⇒   P_R(O(m1, n1, m2, n2) = 1) = 1,

and with < in place of > the answer 0. Where the products are equal nothing is demanded.

Source: J. Taylor (2018), "EDT solves 5 and 10 with conditional oracles"; Diffractor (2018), "COEDT
equilibria in games".
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from oraclegames.conditional.oracle.cod import COD
from oraclegames.conditional.oracle.machines import Query
from oraclegames.conditional.oracle.result import Evident
from oraclegames.errors import InputError
from oraclegames.exact.rational import format_rational
from oraclegames.games.shown import Shown


class Compared:
    """Two sides of a query that differ, and how likely the answer is that they do not demand."""

    left: Fraction
    right: Fraction
    wrong: Fraction

    @property
    def demanded(self) -> int:
        """The answer that is demanded: 1 if the first side is larger, 0 if the second is."""
        return int(self.left > self.right)


@dataclass(frozen=True)
class Broken(Compared):
    """A demand of Q that R does not meet.

    Attributes:
        query: the question.
        left: P_Q(m1 ∧ n1)·P_Q(n2).
        right: P_Q(m2 ∧ n2)·P_Q(n1), which differs.
        wrong: the probability with which R gives the other answer, > 0.
    """

    query: Query
    left: Fraction
    right: Fraction
    wrong: Fraction

    def __str__(self) -> str:
        sign = ">" if self.demanded else "<"
        return (
            f"{self.query}: {format_rational(self.left)} {sign} {format_rational(self.right)} "
            f"demands the answer {self.demanded}, but {1 - self.demanded} has probability "
            f"{format_rational(self.wrong)}"
        )


@dataclass(frozen=True, repr=False)
class WeakLead(Evident, Shown):
    """Whether Q weakly leads to R; true iff no demand is broken."""

    kind = "weak-lead"

    start: COD
    end: COD
    broken: tuple[Broken, ...]

    def __bool__(self) -> bool:
        return not self.broken

    def verify(self) -> bool:
        """Re-check by computing every product once more."""
        return self.broken == _broken(self.start, self.end)

    def __str__(self) -> str:
        if self.broken:
            return "\n".join(map(str, self.broken))
        count = len(self.start.system.queries)
        return f"every demand is met ({count} {'query' if count == 1 else 'queries'})"


def _broken(start: COD, end: COD) -> tuple[Broken, ...]:
    found = []
    for query in start.system.queries:
        left, right = start.products(query)
        if left != right:
            wrong = end.answer(query, int(left < right))
            if wrong:
                found.append(Broken(query, left, right, wrong))
    return tuple(found)


def weakly_leads_to(start: COD, end: COD) -> WeakLead:
    """Whether the COD ``start`` weakly leads to the COD ``end``, with every broken demand.

    Exact. Cost: four sums over the oracles of ``start`` for each query.

    Raises:
        InputError: the two belong to different systems.

    >>> from oraclegames.oracle import System
    >>> five, ten = (lambda oracle: oracle.answers[0]), (lambda oracle: 1 - oracle.answers[0])
    >>> pay = lambda oracle: Fraction(1, 2) if oracle.answers[0] else 1
    >>> query = Query("pay", "five", "pay", "ten")
    >>> system = System({"five": five, "ten": ten, "pay": pay}, (query,))
    >>> always_five = COD.of(system, {(1,): 1})
    >>> bool(weakly_leads_to(always_five, always_five))
    True
    >>> mostly_five = COD.of(system, {(1,): "3/4", (0,): "1/4"})
    >>> print(weakly_leads_to(mostly_five, always_five))
    O(pay, five, pay, ten): 3/32 < 3/16 demands the answer 0, but 1 has probability 1
    """
    if start.system is not end.system and start.system.queries != end.system.queries:
        raise InputError("both distributions should be over the oracles of one system")
    return WeakLead(start, end, _broken(start, end))
