"""One machine's run along a path of coins and answers, and how the path goes on.

Whether the function keeps the rules is observed, not assumed. On request every path is run again,
and the first of the runs counts the instructions that Python executes: a difference is reported as
non-determinism or a side effect, a count above ``MAX_STEPS`` as an endless loop. (They are counted
with ``sys.settrace``; a debugger or a coverage tool that holds the tracer is put aside for the
first run, and sees the others.) Time plays no part, so the same machine gives the same verdict on
every computer.

Draws from the global generators of ``random`` and NumPy are always seen, by their state. Chance of
another kind (the clock, a generator of the function's own) is seen only if it shows: in one of
``RUNS`` runs of each of the first ``CLOSELY`` paths, in one of two of the others, or when what was
found is checked.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Sequence
from fractions import Fraction
from types import FrameType
from typing import Any, NoReturn

from flint import fmpq

from oraclegames.errors import raised, told
from oraclegames.reflective.machines.bounds import (
    NO,
    ONE,
    OPEN,
    YES,
    ZERO,
    Bounds,
    View,
    decide,
    visible_zones,
)
from oraclegames.reflective.machines.calls import Calls, GiveUp, RuleBroken
from oraclegames.reflective.machines.decision_tree import (
    ASK,
    COIN,
    FORK,
    SAMPLE,
    WIDE,
)
from oraclegames.reflective.machines.interval import Interval
from oraclegames.reflective.machines.machine import Machine, MachineError, System

MAX_STEPS = 1_000_000
"""The largest number of Python's instructions that one checked run may execute."""
RUNS = 8
"""How often each of the first paths of a checked machine is run."""
CLOSELY = 64
"""How many paths are run so often; the others are run twice."""


class _Choice:
    """One choice on the current path: which kind, which answer, the subtrees that are done."""

    __slots__ = ("answer", "answers", "data", "done", "kind")

    def __init__(self, kind: int, data: Any, answers: int):
        self.kind = kind
        self.data = data
        self.answers = answers
        self.answer = 0
        self.done: list[Any] = []


class Walk(Calls):
    """The depth-first walk over all paths of one machine under one view."""

    def __init__(self, system: System, machine: Machine, view: View, *, search: bool, length: int):
        super().__init__(system)
        self.machine = machine
        self.view = view
        self.search = search
        self.length = length
        self.path: list[_Choice] = []
        self.asked: set[Any] = set()
        self.undecided: set[Any] = set()
        self.at = 0
        self.known: dict[tuple[int, int], Bounds] = {}

    # -- one run --------------------------------------------------------------------------------

    def run(self) -> int | None:
        """Run the function along the current path; its outcome's position, None if it gave up."""
        self.at = 0
        self.known = {}
        try:
            outcome = self.machine.function(self)
        except GiveUp:
            return None
        except RuleBroken as broken:
            raise self.error(str(broken)) from None
        except Exception as error:
            raise self.error(f"raised {raised(error)}") from error
        if self.at < len(self.path):
            self.at += 1
            raise self.error(_CHANGED)
        if not isinstance(outcome, str) or outcome not in self.machine.outcomes:
            known = ", ".join(self.machine.outcomes)
            raise self.error(f"returned {told(outcome)}, which is none of its outcomes {known}")
        return self.machine.outcomes.index(outcome)

    def choose(self, kind: int, data: Any, answers: int) -> int:
        """The answer that the path holds here; a new choice begins with the first."""
        if self.at < len(self.path):
            choice = self.path[self.at]
            if choice.kind != kind or choice.data != data or choice.answers != answers:
                self._fail(_CHANGED)
        else:
            if len(self.path) >= self.length:
                self._fail(f"asked {self.length} times on one path: does it ever return?")
            choice = _Choice(kind, data, answers)
            self.path.append(choice)
        self.at += 1
        return choice.answer

    # -- answers --------------------------------------------------------------------------------

    def _bounds(self, machine: int, outcome: int) -> Bounds:
        return self.known.get((machine, outcome)) or self.view(machine, outcome)

    def _coin(self, probability: fmpq) -> bool:
        return bool(self.choose(COIN, probability, 2))

    def _ask(self, machine: int, outcome: int, threshold: fmpq) -> bool:
        query = (machine, outcome, threshold)
        self.asked.add(query)
        bounds = self._bounds(machine, outcome)
        verdict = decide(bounds, threshold)
        if verdict in (NO, YES):
            return verdict == YES
        answer = bool(self.choose(ASK, query, 2))
        if verdict == OPEN:
            low, low_open, high, high_open = bounds
            self.known[machine, outcome] = (
                (threshold, False, high, high_open) if answer else (low, low_open, threshold, False)
            )
        return answer

    def _sample(self, machine: int) -> int:
        count = len(self.system.machines[machine].outcomes)
        possible = tuple(k for k in range(count) if self.view(machine, k)[2] > 0)
        if len(possible) == 1:
            return possible[0]
        return possible[self.choose(SAMPLE, (machine, possible), len(possible))]

    def _read(self, machine: int, outcome: int, zones: int) -> Any:
        if self.search:
            return super()._read(machine, outcome, zones)
        bounds = self._bounds(machine, outcome)
        first, last = visible_zones(bounds, zones)
        if first < last:
            if bounds[0] < bounds[2]:
                middle = (first + last + 1) // 2
                sources = frozenset([(machine, outcome, fmpq(middle, zones))])
                return Interval(
                    fmpq(2 * first + 1, 2 * zones), fmpq(2 * last + 1, 2 * zones), self, sources
                )
            first += self._ask(machine, outcome, fmpq(last, zones))
        return Fraction(2 * first + 1, 2 * zones)

    def _flip_interval(self, probability: Interval) -> bool:
        low, high = max(probability.low, ZERO), min(probability.high, ONE)
        if low > high:
            self._fail(f"flip(…): the probability {probability} is outside [0, 1]")
        if low == high:
            return bool(low) if low in (0, 1) else self._coin(low)
        self.undecided |= probability.sources
        return bool(self.choose(WIDE, (low, high), 2))

    def fork(self, sources: frozenset[Any]) -> bool:
        """Follow both answers to a comparison of readings."""
        self.undecided |= sources
        return bool(self.choose(FORK, None, 2))

    def give_up(self, sources: frozenset[Any]) -> NoReturn:
        """Abandon the path: a reading itself is needed."""
        self.undecided |= sources
        raise GiveUp

    # -- errors ---------------------------------------------------------------------------------

    def error(self, message: str) -> MachineError:
        """The message, with the path that led here."""
        steps = [self._step(choice) for choice in self.path[: self.at]]
        if len(steps) > 8:
            steps = [*steps[:4], f"… {len(steps) - 8} more …", *steps[-4:]]
        where = ", ".join(steps) or "at once"
        return MachineError(f"machine {self.machine.name!r}: {message} (path: {where})")

    def _step(self, choice: _Choice) -> str:
        if choice.kind == ASK:
            machine, outcome, threshold = choice.data
            other = self.system.machines[machine]
            answer = "yes" if choice.answer else "no"
            return f"P({other.name} = {other.outcomes[outcome]}) > {threshold}? {answer}"
        if choice.kind == SAMPLE:
            machine, possible = choice.data
            other = self.system.machines[machine]
            return f"sample({other.name}) = {other.outcomes[possible[choice.answer]]}"
        if choice.kind == FORK:
            return f"a comparison of a reading = {bool(choice.answer)}"
        return f"flip = {bool(choice.answer)}"


_CHANGED = (
    "called the oracle differently when it was run again with the same answers: it must depend on "
    "them alone, and change nothing outside itself"
)


def checked_run(walk: Walk, runs: int = 2) -> int | None:
    """Run the path several times, the first time with a count of steps."""
    before = _chance()
    tracer = sys.gettrace()
    sys.settrace(_step_counter())
    try:
        first = walk.run()
    finally:
        sys.settrace(tracer)
    drew = before != (now := _chance())
    for _ in range(runs - 1):
        again = walk.run()
        if again != first:
            outcomes: Sequence[str] = walk.machine.outcomes
            names = ["nothing" if k is None else repr(outcomes[k]) for k in (first, again)]
            raise walk.error(
                f"returned {names[0]}, then {names[1]} for the same answers: it must depend on "
                "them alone, and change nothing outside itself"
            )
        # Another thread may draw too, but hardly in every run.
        before, now = now, _chance()
        drew = drew and before != now
    if drew:
        raise walk.error(
            "draws from Python's or NumPy's random numbers: it must depend on the oracle's "
            "answers alone, and take its chances from oracle.flip"
        )
    return first


def _chance() -> tuple[Any, ...]:
    """The states of the global generators of random numbers."""
    numpy: Any = sys.modules.get("numpy.random")  # else nobody has drawn from it
    if numpy is None:
        return (random.getstate(),)
    state = numpy.get_state(legacy=True)
    return random.getstate(), state[1].tobytes(), state[2:]


def _step_counter() -> Callable[[FrameType, str, Any], Any]:
    count = 0

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        count += 1
        frame.f_trace_opcodes = True  # `while True: pass` has no new lines
        if count > MAX_STEPS:
            raise RuleBroken(f"ran {MAX_STEPS} steps without returning: an endless loop?")
        return trace

    return trace
