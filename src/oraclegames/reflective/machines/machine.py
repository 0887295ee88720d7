"""Oracle machines: finite probabilistic programs, written as plain Python functions.

A machine is a function of one argument, the oracle's handle, that returns one of its outcomes. It
may toss coins, and it may ask questions about any machine of the system, itself included, by name::

    def liar(oracle):
        return "0" if oracle.exceeds("liar", "1", Fraction(1, 3)) else "1"

The query (A, a, p) asks whether P(A() = a) > p. The oracle answers yes with a probability
q(A, a, p), independently at each call, and it is *reflective* if

    P(A() = a) > p  ⇒  q = 1,        P(A() = a) < p  ⇒  q = 0,

while at equality q ∈ [0, 1] is free. Source: Fallenstein, Taylor and Christiano, "Reflective
oracles: a foundation for classical game theory", 2015.

The function must be a *function*: it may depend on nothing but the answers that it gets, and must
not change anything outside itself, for it is run again and again, over every path of coins and
answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any, Protocol, TypeAlias

from oraclegames.errors import InputError, no_such
from oraclegames.exact.rational import format_rational, rational
from oraclegames.reflective.machines.interval import Interval

Exact: TypeAlias = "Fraction | int | str | Interval"
"""What a machine may pass as a probability: an exact number, or what a reading returned."""


class MachineError(InputError):
    """A machine broke a rule; the message names the machine and the path that led there."""


@dataclass(frozen=True, order=True)
class Query:
    """The question whether P(machine() = outcome) > threshold."""

    machine: str
    outcome: str
    threshold: Fraction

    def __str__(self) -> str:
        return f"P({self.machine} = {self.outcome}) > {format_rational(self.threshold)}?"


class Oracle(Protocol):
    """The handle that a machine gets: its coins, and the oracle's answers.

    Probabilities and thresholds are exact: integers, fractions, texts such as ``"1/3"``, and what
    :meth:`reading` returned. Floats are refused.
    """

    def flip(self, probability: Exact) -> bool:
        """Toss a coin that shows True with this probability, in [0, 1]."""

    def exceeds(self, machine: str, outcome: str, threshold: Exact) -> bool:
        """Ask the oracle whether P(machine() = outcome) > threshold, a number in [0, 1].

        Above and below the truth is told; on it the answer is random, and drawn anew at each call.
        """

    def reading(self, machine: str, precision: Exact) -> Mapping[str, Fraction | Interval]:
        """Read a machine's probabilities to a precision δ = 1/K, by binary search with queries.

        Zone k is [kδ, (k+1)δ]; the reading of an outcome is the midpoint of the zone in which the
        answers place its probability. Of a machine with two outcomes the first is searched, and the
        second gets the rest; with more outcomes each is searched by itself, so that the readings
        need not sum to 1. A probability that lies exactly on a threshold kδ has a free answer, so
        two readings of it may see neighbouring zones.

        The numbers compute and compare like fractions. While a solver looks at a whole block of
        zones at once they are intervals (:class:`Interval`); a function that needs more than
        arithmetic and comparison with them is still right, but is solved zone by zone.
        """

    def sample(self, machine: str) -> str:
        """Play as the machine would: an outcome a with probability x_a = P(machine() = a).

        With an oracle alone: draw a threshold uniformly and ask. Its exact limit is taken, so
        that the probability enters the output as the number x_a itself. Every call is a fresh draw.
        """


Function: TypeAlias = Callable[[Any], str]


@dataclass(frozen=True)
class Machine:
    """A named machine.

    Attributes:
        name: how machines refer to it.
        outcomes: what it may return, at least one label, all different.
        function: maps the oracle's handle (:class:`Oracle`) to an outcome.

    >>> Machine("coin", ("H", "T"), lambda oracle: "H" if oracle.flip("1/2") else "T")
    Machine(name='coin', outcomes=('H', 'T'))
    """

    name: str
    outcomes: tuple[str, ...]
    function: Function = field(repr=False)

    def __post_init__(self) -> None:
        if not isinstance(self.name, str) or not self.name:
            raise InputError(f"the name of a machine should be a text, not {self.name!r}")
        outcomes = tuple(self.outcomes) if not isinstance(self.outcomes, str) else ()
        if not outcomes or not all(isinstance(outcome, str) for outcome in outcomes):
            raise InputError(
                f"the outcomes of machine {self.name!r} should be a tuple of texts, "
                f"not {self.outcomes!r}"
            )
        if len(set(outcomes)) < len(outcomes):
            raise InputError(f"two outcomes of machine {self.name!r} are the same: {outcomes!r}")
        if not callable(self.function):
            raise InputError(f"machine {self.name!r} needs a function, not {self.function!r}")
        object.__setattr__(self, "outcomes", outcomes)


def machines(
    functions: Mapping[str, Function | tuple[Sequence[str], Function]],
    *,
    outcomes: Sequence[str] = ("0", "1"),
) -> tuple[Machine, ...]:
    """Build machines from a mapping of names to functions.

    A value is a function, whose outcomes are ``outcomes``, or a pair (outcomes, function).

    >>> [machine.name for machine in machines({"yes": lambda oracle: "1"})]
    ['yes']
    """
    return tuple(
        Machine(name, tuple(value[0]), value[1])
        if isinstance(value, tuple)
        else Machine(name, tuple(outcomes), value)
        for name, value in functions.items()
    )


@dataclass(frozen=True)
class System:
    """A finite set of machines that may ask about each other.

    Raises:
        InputError: if there is none, or two have the same name.
    """

    machines: tuple[Machine, ...]

    @classmethod
    def of(cls, source: System | Machine | Iterable[Machine] | Mapping[str, Any]) -> System:
        """A system of what a person writes: machines, or a mapping as for :func:`machines`."""
        if isinstance(source, System):
            return source
        if isinstance(source, Machine):
            return cls((source,))
        return cls(machines(source) if isinstance(source, Mapping) else tuple(source))

    def __post_init__(self) -> None:
        if not self.machines:
            raise InputError("a system needs at least one machine")
        for machine in self.machines:
            if not isinstance(machine, Machine):
                raise InputError(f"a system holds machines, not {machine!r:.60}")
        if len(self.positions) < len(self.machines):
            raise InputError("two machines have the same name: names must differ")

    @cached_property
    def positions(self) -> dict[str, int]:
        """The position of each machine by its name."""
        return {machine.name: number for number, machine in enumerate(self.machines)}

    def machine_index(self, name: str) -> int:
        """The position of the machine with this name."""
        if name in self.positions:
            return self.positions[name]
        raise no_such("machine", name, self.positions)

    def outcome_index(self, machine: int, outcome: str) -> int:
        """The position of an outcome of a machine."""
        known = self.machines[machine].outcomes
        if outcome in known:
            return known.index(outcome)
        raise InputError(
            f"machine {self.machines[machine].name!r} has no outcome {outcome!r}; "
            f"it has {', '.join(known)}"
        )


def zones_of(precision: Any) -> int:
    """The number K of zones of a precision δ = 1/K.

    Raises:
        InputError: if the precision is not 1/K.
    """
    delta = rational(precision, what="the precision of a reading")
    if delta <= 0 or delta.numerator != 1:
        raise InputError(
            f"the precision of a reading should be 1/K with a whole number K, "
            f"not {format_rational(delta)}"
        )
    return delta.denominator
