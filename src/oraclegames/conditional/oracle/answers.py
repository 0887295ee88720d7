"""Which answers may an oracle give where everybody plays one outcome for sure?

An oracle that plays o* is the limit of others iff some totally mixed P_t → o* demands each of its
answers: the first side of a question is worth at least as much as the second where it answers 1,
and the second as much as the first where it answers 0. In weights e_o of the other outcomes,
relative to o*, each answer is an inequality (:mod:`oraclegames.conditional.trembles.demands`), and
four methods are asked in turn:

* orders of magnitude of the e_o (:mod:`oraclegames.conditional.trembles.orders`), "yes" or "no";
* products of the inequalities, which prove a "no" that the sizes of the e_o decide
  (:mod:`oraclegames.conditional.trembles.products`);
* answers that go round in a circle, "A is worth B", "B is worth C", "C is worth A", make moves
  equal: trembles for given shifts of the values, and for given levels between two moves that are
  not played (:mod:`oraclegames.conditional.trembles.shift_family`);
* sizes of the e_o (:mod:`oraclegames.conditional.trembles.sizes`).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, islice, product

from flint import fmpz_poly

from oraclegames.budget import Clock
from oraclegames.conditional.oracle.agents import Agents, Question
from oraclegames.conditional.oracle.families import signs
from oraclegames.conditional.oracle.punishment import family_of_powers
from oraclegames.conditional.oracle.result import Evident
from oraclegames.conditional.trembles.demands import Demand, comparison, demand
from oraclegames.conditional.trembles.face import Face
from oraclegames.conditional.trembles.family import TrembleFamily
from oraclegames.conditional.trembles.order_proofs import Case, Contradiction, closes
from oraclegames.conditional.trembles.order_search import Search, TooManyStepsError
from oraclegames.conditional.trembles.products import (
    ONE,
    Condition,
    Product,
    find_products,
    refute_by,
)
from oraclegames.conditional.trembles.shift_family import family_of_shifts
from oraclegames.conditional.trembles.sizes import sized_trembles
from oraclegames.games.distribution import Distribution
from oraclegames.games.game import Outcome
from oraclegames.games.shown import Shown

Wanted = tuple[Question, bool]
"""A question, and whether its first side should be worth at least as much as its second."""

MAX_STEPS = 2000
"""The search for orders gives up after so many monomials."""

MAX_SHIFTS = 400
MAX_SIZES = 24
"""So many shifts, and choices of monomials whose sizes are sought, are tried."""

MAX_CHOICES = 10_000
"""Shifts are not tried if there are more to choose from."""

_SHIFTS = [fmpz_poly()] + [fmpz_poly([0] * k + [a]) for k in (1, 2, 3) for a in (1, -1)]
_LEVELS = [None, fmpz_poly([-1]), fmpz_poly([0, -1]), fmpz_poly([0, 0, -1]), fmpz_poly([-3])]


@dataclass(frozen=True, repr=False)
class NoAnswers(Evident, Shown):
    """Proof that no totally mixed play near an outcome demands some answers together.

    Attributes:
        agents: the agents who ask.
        distribution: all mass on the outcome.
        wanted: the answers.
        proof: a case distinction over orders of magnitude, or products of the inequalities.
    """

    kind = "no-answers"

    agents: Agents
    distribution: Distribution
    wanted: tuple[Wanted, ...]
    proof: Case | Contradiction | tuple[Product, ...]

    def verify(self) -> bool:
        """Re-check the proof against the inequalities, set up anew from the payoffs."""
        if self.distribution.game != self.agents.game or len(self.distribution.support) != 1:
            return False
        if not {question for question, _ in self.wanted} <= set(self.agents.questions):
            return False
        asked = _Asked(self.agents, self.distribution, self.wanted)
        if isinstance(self.proof, tuple):
            return refute_by(self.proof, asked.conditions, {})
        return closes(self.proof, asked.demands, {})

    def __str__(self) -> str:
        return "no totally mixed play near by demands all these answers"


def answers_of(agents: Agents, answers: Sequence[int]) -> tuple[Wanted, ...]:
    """What an oracle's answers want."""
    return tuple((question, bool(answer)) for question, answer in zip(agents.questions, answers))


def played_moves(agents: Agents, outcome: Outcome) -> tuple[Wanted, ...]:
    """What the agents want who play an outcome: her move is worth as much as what it is against."""
    return tuple(
        (question, outcome[question.player] in question.first)
        for question in agents.questions
        if outcome[question.player] in (*question.first, *question.second)
    )


def decide_answers(
    agents: Agents, outcome: Outcome, wanted: Sequence[Wanted], clock: Clock | None = None
) -> TrembleFamily | NoAnswers | None:
    """Trembles of an outcome that demand some answers, or the proof that there are none.

    None if neither was found.

    Raises:
        OutOfTime: the clock's budget is spent.

    Cost: in practice some linear programs with a row for each outcome; where sizes decide, programs
    with a row for each product of three weights.
    """
    clock = clock or Clock(None)
    point = Distribution.point(agents.game, outcome)
    asked = _Asked(agents, point, wanted)
    found: TrembleFamily | Case | Contradiction | tuple[Product, ...] | None
    found = asked.by_orders(clock)
    if found is None:
        found = find_products(asked.conditions, {}, clock)
    if found is None:
        tried = chain(asked.by_shifts(clock), asked.by_sizes(clock))
        found = next(filter(asked.met_by, tried), None)
    if found is None or isinstance(found, TrembleFamily):
        return found
    return NoAnswers(agents, point, tuple(wanted), found)


class _Asked:
    """The inequalities of some wanted answers at an outcome."""

    def __init__(self, agents: Agents, point: Distribution, wanted: Sequence[Wanted]) -> None:
        self.agents, self.point, self.wanted = agents, point, wanted
        (self.base,) = point.support
        self.face = Face.at(agents.game, self.base)
        sides = [
            (q.player, q.first, q.second) if first else (q.player, q.second, q.first)
            for q, first in wanted
        ]
        self.sides = sides
        self.demands: list[Demand] = [demand(self.face, *side) for side in sides]
        self.polynomials = [comparison(self.face, *side) for side in sides]
        self.conditions = [
            Condition({m: {ONE: Fraction(-a)} for m, a in terms.items()})
            for terms in self.polynomials
        ]

    def met_by(self, family: TrembleFamily) -> bool:
        """Whether trembles demand the answers."""
        if not family.is_tremble():
            return False
        found = signs(self.agents, family)
        return all(found[q] >= 0 if first else found[q] <= 0 for q, first in self.wanted)

    def by_orders(self, clock: Clock) -> TrembleFamily | Case | Contradiction | None:
        """What orders of magnitude say; ties of them may still do with equal weights."""
        try:
            for gap in (1, 0):
                found = Search(self.demands, gap, clock, MAX_STEPS).run()
                if isinstance(found, dict):
                    powers = {o: found.get(o, 1) for o in self.agents.game.outcomes()}
                    family = family_of_powers(self.agents.game, powers | {self.base: 0})
                    if self.met_by(family):
                        return family
                elif gap == 0:
                    return found
        except TooManyStepsError:
            pass
        return None

    def by_sizes(self, clock: Clock) -> Iterator[TrembleFamily]:
        """Trembles of suitable sizes."""
        outcomes = [o for o in self.agents.game.outcomes() if o != self.base]
        found = sized_trembles(self.polynomials, self.demands, outcomes, clock, MAX_STEPS)
        zero, one = Fraction(0), Fraction(1)
        try:
            for sized in islice(found, MAX_SIZES):
                weights = {o: (zero,) * power + (size,) for o, (size, power) in sized.items()}
                weights[self.base] = (one,)
                ordered = tuple(weights[o] for o in self.agents.game.outcomes())
                yield TrembleFamily(self.point, ordered)
        except TooManyStepsError:
            return

    def by_shifts(self, clock: Clock) -> Iterator[TrembleFamily]:
        """Trembles with given shifts of the values, and given levels between moves not played."""
        equal = self._equal_moves()
        idle = [
            (i, a[0], b[0])
            for i, a, b in self.sides
            if len(a) == len(b) == 1 and not {*a, *b} & set(equal[i])
        ]
        if all(len(moves) == 1 for moves in equal) and not idle:
            return
        face = Face(self.agents.game, equal, self.face.values)
        choices = [range(len(_SHIFTS))] * len(equal) + [range(len(_LEVELS))] * len(idle)
        if math.prod(map(len, choices)) > MAX_CHOICES:
            return
        for chosen in sorted(product(*choices), key=sum)[:MAX_SHIFTS]:
            shifts = [_SHIFTS[j] for j in chosen[: len(equal)]]
            levels = [_LEVELS[j] for j in chosen[len(equal) :]]
            between = [(*moves, level) for moves, level in zip(idle, levels) if level is not None]
            family = family_of_shifts(self.point, face, shifts, clock, between)
            if family is not None:
                yield family

    def _equal_moves(self) -> tuple[tuple[int, ...], ...]:
        """For each player the moves that are worth as much as hers, round a circle of answers."""
        found = []
        for i, played in enumerate(self.base):
            pairs = [(a[0], b[0]) for j, a, b in self.sides if j == i and len(a) == len(b) == 1]
            below = _reached(played, pairs)
            above = _reached(played, [(b, a) for a, b in pairs])
            found.append(tuple(sorted(below & above)))
        return tuple(found)


def _reached(start: int, pairs: Sequence[tuple[int, int]]) -> set[int]:
    """What can be reached from a number over pairs (from, to)."""
    reached, last = {start}, set[int]()
    while reached != last:
        last = set(reached)
        reached |= {b for a, b in pairs if a in last}
    return reached
