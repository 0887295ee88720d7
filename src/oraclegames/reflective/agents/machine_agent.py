"""A machine as an agent: what a function of the oracle's handle plays, given readings to δ.

The machine asks about two machines, "me" and "them", whose outcomes are the players' moves. In a
match its questions are answered from one reading of each: a probability is known to lie in a zone
[kδ, (k+1)δ], so that "is it above p?" is answered for every p that is no inner point of the zone,
readings to a precision whose thresholds are multiples of δ likewise, and a sample is drawn from the
zone's midpoint. The machine's paths of coins and samples are followed one by one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from flint import fmpq

from oraclegames.errors import InputError, told
from oraclegames.exact.rational import format_rational, to_fmpq, to_fraction
from oraclegames.reflective.agents.agents import Agent
from oraclegames.reflective.agents.function_agent import name_of
from oraclegames.reflective.agents.reading import Mixed, Reading
from oraclegames.reflective.agents.seat import Seat
from oraclegames.reflective.machines.decision_tree import COIN, SAMPLE
from oraclegames.reflective.machines.machine import Function, Machine, System
from oraclegames.reflective.machines.walk import Walk, checked_run

MAX_PATHS = 1_000
"""How many paths of coins and samples a machine may have after one pair of readings."""
CLOSELY = 64
"""For how many readings every path is run twice, and its steps are counted."""
_LENGTH = 1_000


@dataclass(frozen=True)
class MachineAgent(Agent):
    """An agent that runs a machine, a function as :func:`oraclegames.solve_oracles` takes it.

    Attributes:
        function: maps the oracle's handle to the label of a move. It asks about "me" and "them".
        label: the agent's name, that of the function if it is empty.

    >>> def nicer(oracle):
    ...     if oracle.flip("1/5"):
    ...         return "Cooperate"
    ...     return oracle.sample("them")
    >>> from oraclegames import match
    >>> found = match("prisoners_dilemma", MachineAgent(nicer), "nicer", "1/20", "1/5")
    >>> found.ranges() == match("prisoners_dilemma", "nicer", "nicer", "1/20", "1/5").ranges()
    True
    """

    function: Function
    label: str = ""
    _known: dict[Any, Mixed] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not callable(self.function):
            raise InputError(f"a machine is a function, not {told(self.function)}")

    @property
    def name(self) -> str:
        """The label, or the function's name."""
        return self.label or name_of(self.function)

    def output(self, seat: Seat, own: Reading, other: Reading) -> Mixed:
        """The probability of each move, over all paths.

        Raises:
            InputError: the machine breaks a rule (the message holds its path), asks about a
                threshold inside a zone, or has too many paths.
        """
        labels = seat.moves, seat.other_moves
        for known in ((None, None), (own, None), (None, other), (own, other)):
            if (labels, known) in self._known:
                return self._known[labels, known]
        walk = _Answered(labels, self.function, (own, other), self.name)
        closely = len(self._known) < CLOSELY
        mixed = tuple(map(to_fraction, self._paths(walk, closely)))
        # What is asked follows from the answers: who was not asked here, is not asked when only
        # the other reading is the same.
        read = own if 0 in walk.read else None, other if 1 in walk.read else None
        if closely or None in read:
            self._known[labels, read] = mixed
        return mixed

    def _paths(self, walk: _Answered, closely: bool) -> list[fmpq]:
        """The probability of each move, over all paths; closely: each is run twice, and counted."""
        weights = [fmpq(0)] * len(walk.machine.outcomes)
        for _ in range(MAX_PATHS):
            move = checked_run(walk) if closely else walk.run()
            assert move is not None  # readings are never put off
            weights[move] += walk.weight()
            if not walk.advance():
                return weights
        raise InputError(
            f"agent {self.name!r} has more than {MAX_PATHS} paths of coins and samples"
        )


class _Answered(Walk):
    """The walk over a machine's coins and samples, with questions answered from readings."""

    def __init__(
        self,
        labels: tuple[tuple[str, ...], tuple[str, ...]],
        function: Function,
        readings: tuple[Reading, Reading],
        name: str,
    ):
        me, them = (Machine(who, moves, function) for who, moves in zip(("me", "them"), labels))
        asked = Machine(name, me.outcomes, function)
        super().__init__(System((me, them)), asked, _unseen, search=True, length=_LENGTH)
        self.read: set[int] = set()
        self.values = [list(map(to_fmpq, reading.value)) for reading in readings]
        self.ends = [
            [(to_fmpq(min(line)), to_fmpq(max(line))) for line in zip(*reading.corners)]
            for reading in readings
        ]

    def weight(self) -> fmpq:
        """The probability of the current path."""
        found = fmpq(1)
        for choice in self.path:
            if choice.kind == COIN:
                found *= choice.data if choice.answer else 1 - choice.data
            else:
                machine, possible = choice.data
                found *= self.values[machine][possible[choice.answer]]
        return found

    def advance(self) -> bool:
        """Turn to the next path; False after the last."""
        while self.path and self.path[-1].answer + 1 == self.path[-1].answers:
            self.path.pop()
        if self.path:
            self.path[-1].answer += 1
        return bool(self.path)

    def _ask(self, machine: int, outcome: int, threshold: fmpq) -> bool:
        self.read.add(machine)
        low, high = self.ends[machine][outcome]
        if low < threshold < high:
            label = self.system.machines[machine].outcomes[outcome]
            low_text, high_text, p = (
                format_rational(to_fraction(x)) for x in (low, high, threshold)
            )
            self._fail(
                f"asked whether P({self.system.machines[machine].name} = {label}) > {p}, of which "
                f"the reading knows that it lies in [{low_text}, {high_text}]: ask at multiples "
                "of delta"
            )
        return bool(threshold <= low)

    def _sample(self, machine: int) -> int:
        self.read.add(machine)
        possible = tuple(k for k, p in enumerate(self.values[machine]) if p > 0)
        if len(possible) == 1:
            return possible[0]
        return possible[self.choose(SAMPLE, (machine, possible), len(possible))]


def _unseen(machine: int, outcome: int) -> Any:
    raise NotImplementedError  # every question is answered before anybody looks
