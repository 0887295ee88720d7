"""Reflective oracles as results: what every machine does, what is answered, what is free."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from oraclegames.budget import Status
from oraclegames.certificates.verify import holds
from oraclegames.errors import InputError
from oraclegames.exact.algebraic import Number, format_number
from oraclegames.exact.rational import format_rational
from oraclegames.games.document import Document
from oraclegames.games.shown import Shown
from oraclegames.games.tabular import Columns, Tabular, distinct
from oraclegames.reflective.machines.machine import Query, System
from oraclegames.reflective.oracles.bound_and_cut import Block
from oraclegames.reflective.oracles.document import oracle_document, oracles_document
from oraclegames.reflective.oracles.select import pareto, select
from oraclegames.reflective.oracles.verify import is_truthful


@dataclass(frozen=True, repr=False)
class ReflectiveOracle(Shown):
    """One reflective oracle, or a continuum of them around this one.

    Attributes:
        system: the machines.
        distributions: P(A = a) for each machine, in the order of the system and of its outcomes.
        answers: for each query that some path may ask, the probability of a yes. (The queries of
            the binary search of a reading are listed only where they are free.)
        free: the queries whose answer may be anything without changing any distribution: nothing
            that is played ever asks them, and the probability lies exactly on their threshold.
        dimension: of the set of distributions that this entry stands for; 0 for an isolated one.
            (Of a curved continuum with two or more free unknowns it is an upper bound.)
        vertices: of a continuum whose unknowns fill a polytope: the oracles at its vertices; of an
            arc: its ends. A curved surface has none: it is given by ``cell`` and this sample of it.
        flat: whether the distributions of the continuum are the convex hull of the vertices'.
        cell: the conditions, one a line, that hold throughout the continuum: the cell and its
            equations; empty for an isolated oracle.
    """

    system: System
    distributions: tuple[tuple[Number, ...], ...]
    answers: Mapping[Query, Number] = field(hash=False)
    free: tuple[Query, ...]
    dimension: int = 0
    vertices: tuple[ReflectiveOracle, ...] = ()
    flat: bool = True
    cell: tuple[str, ...] = ()

    def probability(self, machine: str, outcome: str) -> Number:
        """P(machine() = outcome)."""
        number = self.system.machine_index(machine)
        return self.distributions[number][self.system.outcome_index(number, outcome)]

    def distribution(self, machine: str) -> dict[str, Number]:
        """The probabilities of all outcomes of a machine."""
        number = self.system.machine_index(machine)
        outcomes = self.system.machines[number].outcomes
        return dict(zip(outcomes, self.distributions[number]))

    def answer(self, query: Query) -> Number:
        """The probability that the oracle says yes to a query, asked before or not.

        A free answer that nothing determines is 0.
        """
        if query in self.answers:
            return self.answers[query]
        truth = self.probability(query.machine, query.outcome)
        return Fraction(int(truth > query.threshold))

    def bounds(self) -> tuple[tuple[tuple[Fraction, Fraction], ...], ...]:
        """For each machine and outcome two rationals between which its probability lies."""
        return tuple(tuple(_enclosure(p) for p in row) for row in self.distributions)

    def verify(self) -> bool:
        """Run all machines against this oracle, and check that it is reflective, exactly.

        The machines' output distributions must be ``distributions``, and every query asked on the
        way must have clamp(q + x − p, 0, 1) = q, which says that it is answered truthfully. The
        vertices of a continuum are checked too. Nothing of the solver is used.
        """
        return is_truthful(self) and all(is_truthful(vertex) for vertex in self.vertices)

    def to_dict(self) -> dict[str, Any]:
        """For JSON: exact numbers as texts or by their polynomials, and as decimals."""
        return oracle_document(self)

    def __str__(self) -> str:
        lines = []
        for machine, row in zip(self.system.machines, self.distributions):
            shares = ", ".join(
                f"{outcome} {format_number(p)}" for outcome, p in zip(machine.outcomes, row)
            )
            lines.append(f"{machine.name}: {shares}")
        lines += [f"{query} {format_number(answer)}" for query, answer in self.answers.items()]
        lines += [f"{query} free" for query in self.free]
        return "\n".join(lines)


@dataclass(frozen=True)
class UndeterminedCell:
    """A cell whose solutions could not be decided.

    Attributes:
        bounds: for each machine and outcome the closed interval in which P(A = a) lies.
        reason: why.
    """

    bounds: tuple[tuple[tuple[Fraction, Fraction], ...], ...]
    reason: str

    def to_dict(self) -> dict[str, Any]:
        """For JSON, with exact texts."""
        bounds = [[list(map(format_rational, ends)) for ends in row] for row in self.bounds]
        return {"bounds": bounds, "reason": self.reason}


@dataclass(frozen=True, repr=False)
class Oracles(Shown, Document, Tabular):
    """The reflective oracles of a system.

    Attributes:
        system: the machines.
        entries: the oracles; each set of behaviours once.
        status: ``"complete"`` if these are all; ``"partial"`` if the search was stopped (budget,
            Ctrl-C, or only one was asked for); ``"undetermined"`` if all cells were visited but
            some could not be decided.
        undetermined: those cells.
        method: how they were found.
        boxes: how many boxes were looked at.
        cover: the blocks into which the search cut all probabilities, with what became of each;
            None if these are not all oracles, or the search was too large.
    """

    system: System
    entries: tuple[ReflectiveOracle, ...]
    status: Status
    undetermined: tuple[UndeterminedCell, ...]
    method: str
    boxes: int
    cover: Block | None = field(default=None, compare=False)

    @property
    def complete(self) -> bool:
        """Whether these are all reflective oracles."""
        return self.status == "complete"

    def __iter__(self) -> Iterator[ReflectiveOracle]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    def __getitem__(self, position: int) -> ReflectiveOracle:
        return self.entries[position]

    def __str__(self) -> str:
        plural = "" if len(self) == 1 else "s"
        lines = [f"{len(self)} reflective oracle{plural}, {self.status}"]
        for number, oracle in enumerate(self.entries, 1):
            lines += [
                f"-- {number}" + (f", dimension {oracle.dimension}" if oracle.dimension else "")
            ]
            lines += str(oracle).splitlines()
        return "\n".join(lines)

    def columns(self) -> Columns:
        """A row for each oracle, with the probability of every outcome of every machine."""
        cells = [
            (f"{machine.name}: {outcome}", [one.distributions[m][k] for one in self.entries])
            for m, machine in enumerate(self.system.machines)
            for k, outcome in enumerate(machine.outcomes)
        ]
        return distinct([*cells, ("dimension", [one.dimension for one in self.entries])])

    def verify(self, *, complete: bool = False) -> bool:
        """Run all machines against every entry, and re-check the document from itself alone.

        Args:
            complete: replay the proof that there are no others too; False if there is none that can
                be replayed (the search was stopped, or too large to be written down).
        """
        document = oracles_document(self)
        return all(entry.verify() for entry in self.entries) and holds(document, complete=complete)

    def to_dict(self, *, verify: bool = True) -> dict[str, Any]:
        """For JSON, schema ``oraclegames/oracles-1``; ``verified`` is null unless asked for."""
        return oracles_document(self) | {"verified": self.verify() if verify else None}

    def document(self, *, verify: bool = True) -> dict[str, Any]:
        """:meth:`to_dict`."""
        return self.to_dict(verify=verify)

    def pareto(self, utilities: Mapping[str, Mapping[str, Any]]) -> tuple[ReflectiveOracle, ...]:
        """Those that no other one beats; see :mod:`oraclegames.reflective.oracles.select`."""
        return pareto(self, utilities)

    def select(self, rule: Any, utilities: Any = None) -> ReflectiveOracle:
        """One oracle by a rule; see :func:`oraclegames.reflective.oracles.select.select`."""
        return select(self, rule, utilities)

    def only(self) -> ReflectiveOracle:
        """The one reflective oracle, if it is proven that there is just one.

        Raises:
            InputError: otherwise.
        """
        if len(self.entries) != 1 or not self.complete or self.entries[0].dimension:
            raise InputError(f"there is not exactly one oracle: {len(self)} entries, {self.status}")
        return self.entries[0]


def _enclosure(number: Number) -> tuple[Fraction, Fraction]:
    if isinstance(number, Fraction):
        return number, number
    low, high = number.enclosure()
    return max(low, Fraction(0)), min(high, Fraction(1))
