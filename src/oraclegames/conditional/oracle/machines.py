"""Machines over a conditional oracle, and the finitely many questions that they ask it.

M is a finite set of machines, each of which returns 0 or 1, given the oracle and coins of its own.
A *conditional oracle* is a map O : M⁴ → {0, 1}; O(m1, n1, m2, n2) = 1 says that
P(m1 | n1) > P(m2 | n2), where m stands for "machine m returns 1". Only the questions that the
machines ask matter, so that here an oracle is an assignment of answers to a finite list of queries.

Machines share nothing but the oracle: given O, their coins are independent.

Source: J. Taylor (2018), "EDT solves 5 and 10 with conditional oracles".
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from oraclegames.errors import InputError


@dataclass(frozen=True)
class Query:
    """O(m1, n1, m2, n2): is m1 given n1 more likely than m2 given n2? Machines by their names."""

    m1: Hashable
    n1: Hashable
    m2: Hashable
    n2: Hashable

    def __str__(self) -> str:
        return f"O({self.m1}, {self.n1}, {self.m2}, {self.n2})"


@dataclass(frozen=True)
class Oracle:
    """An answer, 0 or 1, for each query of a list.

    >>> query = Query("u", "a", "u", "b")
    >>> Oracle((query,), (1,))(query)
    1
    """

    queries: tuple[Query, ...]
    answers: tuple[int, ...]

    def __post_init__(self) -> None:
        if len(self.answers) != len(self.queries) or not set(self.answers) <= {0, 1}:
            raise InputError(
                f"an oracle for {len(self.queries)} queries has as many answers 0 or 1, "
                f"not {self.answers}"
            )

    def __call__(self, query: Query) -> int:
        """The answer to a query."""
        return self.answers[self.queries.index(query)]

    def __str__(self) -> str:
        return "".join(map(str, self.answers))


Machine = Callable[[Oracle], Fraction | int]
"""A machine: the probability that it returns 1, given the oracle."""


@dataclass(frozen=True, eq=False)
class System:
    """Machines by name, and the queries that they ask.

    Attributes:
        machines: the machines by name.
        queries: the queries, each once.
        owner: the agents whose machines these are, if they belong to a game.

    Raises:
        InputError: a query names a machine that is not there, or occurs twice.
    """

    machines: Mapping[Hashable, Machine]
    queries: tuple[Query, ...]
    owner: Hashable = None

    def __post_init__(self) -> None:
        for query in self.queries:
            for name in (query.m1, query.n1, query.m2, query.n2):
                if name not in self.machines:
                    raise InputError(f"{query} names {name}, which is no machine of the system")
        if len(set(self.queries)) != len(self.queries):
            raise InputError("a system lists each query once; one occurs twice")

    @property
    def n_oracles(self) -> int:
        """2 to the number of queries."""
        return 1 << len(self.queries)

    def oracles(self) -> Iterator[Oracle]:
        """All oracles, that is, all answers to the queries."""
        for answers in product((0, 1), repeat=len(self.queries)):
            yield Oracle(self.queries, answers)

    def chance(self, oracle: Oracle, *names: Hashable) -> Fraction:
        """The probability that all the named machines return 1, given the oracle."""
        result = Fraction(1)
        for name in dict.fromkeys(names):
            result *= self.machines[name](oracle)
            if not result:
                break
        return result
