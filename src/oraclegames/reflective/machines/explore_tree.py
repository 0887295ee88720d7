"""Exploring a machine: its function is run again and again, over every path of coins and answers.

A path is the list of the answers that the function got. After each run the last answer that has an
alternative is changed, and the function runs again: a depth-first walk of the decision tree, which
needs nothing of the function but that it gives the same calls for the same answers. What is known
about the probabilities (a *view*: bounds for each P(A = a)) answers queries at once; along a path,
what the earlier answers imply answers the later ones.

Whether the function keeps the rules is observed, not assumed. On request every path is run a second
time, and the first of the two runs counts the instructions that Python executes: a difference is
reported as non-determinism or a side effect, a count above ``MAX_STEPS`` as an endless loop. (They
are counted with ``sys.settrace``; while a debugger or a coverage tool holds the tracer, they are
not.) Time plays no part, so the same machine gives the same verdict on every computer.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from fractions import Fraction
from types import FrameType
from typing import Any, NoReturn

from flint import fmpq

from oraclegames.budget import Clock
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
    LEAF,
    SAMPLE,
    UNKNOWN,
    WIDE,
    Forest,
    Tree,
    parents_first,
)
from oraclegames.reflective.machines.interval import Interval
from oraclegames.reflective.machines.machine import Machine, MachineError, System

__all__ = ["MAX_LENGTH", "MAX_PATHS", "MAX_STEPS", "explore_tree"]

MAX_LENGTH = 1000
"""The largest number of coins and queries on one path."""
MAX_PATHS = 100_000
"""The largest number of paths of one machine, when everything it asks is decided or free."""
MAX_OPEN_PATHS = 512
"""The largest number of paths that are followed while cutting the block smaller would help."""
MAX_STEPS = 1_000_000
"""The largest number of Python's instructions that one checked run may execute."""


class _Choice:
    """One choice on the current path: which kind, which answer, the subtrees that are done."""

    __slots__ = ("answer", "answers", "data", "done", "kind")

    def __init__(self, kind: int, data: Any, answers: int):
        self.kind = kind
        self.data = data
        self.answers = answers
        self.answer = 0
        self.done: list[Any] = []


class _Walk(Calls):
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
            raise self.error(f"raised {type(error).__name__}: {error}") from error
        if self.at < len(self.path):
            self.at += 1
            raise self.error(_CHANGED)
        if outcome not in self.machine.outcomes:
            known = ", ".join(self.machine.outcomes)
            raise self.error(f"returned {outcome!r}, which is none of its outcomes {known}")
        return self.machine.outcomes.index(outcome)

    def choose(self, kind: int, data: Any, answers: int) -> int:
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
        self.undecided |= sources
        return bool(self.choose(FORK, None, 2))

    def give_up(self, sources: frozenset[Any]) -> NoReturn:
        self.undecided |= sources
        raise GiveUp

    # -- errors ---------------------------------------------------------------------------------

    def error(self, message: str) -> MachineError:
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


def explore_tree(
    system: System,
    machine: int,
    view: View,
    forest: Forest,
    *,
    search: bool = False,
    check: bool = False,
    open_paths: int = MAX_OPEN_PATHS,
    max_paths: int = MAX_PATHS,
    max_length: int = MAX_LENGTH,
    clock: Clock | None = None,
) -> Tree:
    """The decision tree of a machine under a view.

    Args:
        system: all machines.
        machine: the position of the machine to run.
        view: bounds of P(A = a), by the positions of machine and outcome.
        forest: where the nodes are made.
        search: spell readings out as the queries of their binary searches.
        check: run every path twice and count steps, to see that the rules are kept.
        open_paths: stop after so many paths if cutting the view smaller would help.
        max_paths: the budget of paths.
        max_length: the budget of choices on one path.
        clock: looked at before every path.

    Raises:
        MachineError: when the machine breaks a rule or a budget; see the module.
        OutOfTime: the clock's budget is spent.
    """
    walk = _Walk(system, system.machines[machine], view, search=search, length=max_length)
    paths = 0
    complete = True
    while True:
        if clock is not None:
            clock.check()
        outcome = _checked_run(walk) if check else walk.run()
        paths += 1
        node = forest.node(UNKNOWN, None) if outcome is None else forest.node(LEAF, outcome)
        complete = complete and outcome is not None
        while walk.path:
            choice = walk.path[-1]
            choice.done.append(node)
            if choice.answer + 1 < choice.answers:
                choice.answer += 1
                break
            walk.path.pop()
            node = forest.node(choice.kind, choice.data, tuple(choice.done))
        if not walk.path:
            break
        if paths >= open_paths and (walk.undecided or _open_queries(walk)):
            node, complete = forest.node(UNKNOWN, None), False
            break
        if paths >= max_paths:
            walk.at = len(walk.path)
            raise walk.error(f"has more than {max_paths} paths of coins and answers")
    return Tree(
        node,
        frozenset(walk.asked),
        frozenset(walk.undecided if complete else walk.undecided | _open_queries(walk)),
        paths,
        complete,
        parents_first(node),
    )


def _open_queries(walk: _Walk) -> frozenset[Any]:
    return frozenset(q for q in walk.asked if decide(walk.view(q[0], q[1]), q[2]) == OPEN)


def _checked_run(walk: _Walk) -> int | None:
    """Run the path twice, the first time with a count of steps."""
    previous = sys.gettrace()
    if previous is not None:
        first = walk.run()
    else:
        sys.settrace(_step_counter())
        try:
            first = walk.run()
        finally:
            sys.settrace(None)
    again = walk.run()
    if again != first:
        outcomes: Sequence[str] = walk.machine.outcomes
        names = ["nothing" if k is None else repr(outcomes[k]) for k in (first, again)]
        raise walk.error(
            f"returned {names[0]}, then {names[1]} for the same answers: it must depend on them "
            "alone, and change nothing outside itself"
        )
    return first


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
