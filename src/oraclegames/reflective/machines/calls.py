"""What a machine may call, checked: names, outcomes, probabilities and precisions.

How a call is answered is left to those who run machines: the explorer, which follows every answer,
and the player, which draws one.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any, NoReturn

from flint import fmpq

from oraclegames.errors import InputError
from oraclegames.exact.rational import format_rational, rational, to_fmpq, to_fraction
from oraclegames.reflective.machines.interval import Interval
from oraclegames.reflective.machines.machine import System, zones_of


class GiveUp(BaseException):
    """Ends a run early, and passes the machine's own exception handlers."""


class RuleBroken(BaseException):
    """A rule was broken; passes the machine's own exception handlers."""


class Calls:
    """The oracle's handle, without the answers: checks what the machine asks for."""

    def __init__(self, system: System):
        self.system = system

    def flip(self, probability: Any) -> bool:
        """A coin of this probability."""
        if isinstance(probability, Interval):
            return self._flip_interval(probability)
        value = self._unit(probability, "flip", "probability")
        return bool(value) if value in (0, 1) else self._coin(value)

    def exceeds(self, machine: str, outcome: str, threshold: Any) -> bool:
        """The oracle's answer to a query."""
        number, position = self._find("exceeds", machine, outcome)
        if isinstance(threshold, Interval):
            threshold.run.give_up(threshold.sources)
        value = self._unit(threshold, "exceeds", "threshold")
        return self._ask(number, position, value)

    def reading(self, machine: str, precision: Any) -> dict[str, Any]:
        """The zones' midpoints, outcome by outcome."""
        number, _ = self._find("reading", machine, None)
        try:
            zones = precision.denominator if _unit_fraction(precision) else zones_of(precision)
        except InputError as error:
            self._fail(f"reading({machine!r}, {precision!r}): {error}")
        outcomes = self.system.machines[number].outcomes
        if len(outcomes) == 1:
            return {outcomes[0]: Fraction(1)}
        first = self._read(number, 0, zones)
        if len(outcomes) == 2:
            return {outcomes[0]: first, outcomes[1]: 1 - first}
        others = {outcomes[k]: self._read(number, k, zones) for k in range(1, len(outcomes))}
        return {outcomes[0]: first, **others}

    def sample(self, machine: str) -> str:
        """An outcome, drawn as the machine would."""
        number, _ = self._find("sample", machine, None)
        outcomes = self.system.machines[number].outcomes
        return outcomes[0] if len(outcomes) == 1 else outcomes[self._sample(number)]

    def _find(self, call: str, machine: str, outcome: str | None) -> tuple[int, int]:
        try:
            number = self.system.machine_index(machine)
            return number, 0 if outcome is None else self.system.outcome_index(number, outcome)
        except (InputError, TypeError) as error:
            self._fail(f"{call}({machine!r}, …): {error}")

    def _unit(self, value: Any, call: str, what: str) -> fmpq:
        try:
            number = (
                value if isinstance(value, fmpq) else to_fmpq(rational(value, what=f"a {what}"))
            )
        except InputError as error:
            self._fail(f"{call}(…): {error}")
        if not 0 <= number <= 1:
            shown = format_rational(to_fraction(number))
            self._fail(f"{call}(…): the {what} {shown} is outside [0, 1]")
        return number

    def _read(self, machine: int, outcome: int, zones: int) -> Any:
        """Binary search for the zone; its midpoint."""
        zone = search_zone(zones, lambda k: self._ask(machine, outcome, fmpq(k, zones)))
        return Fraction(2 * zone + 1, 2 * zones)

    def _flip_interval(self, probability: Interval) -> bool:
        raise NotImplementedError

    def _coin(self, probability: fmpq) -> bool:
        raise NotImplementedError

    def _ask(self, machine: int, outcome: int, threshold: fmpq) -> bool:
        raise NotImplementedError

    def _sample(self, machine: int) -> int:
        raise NotImplementedError

    def _fail(self, message: str) -> NoReturn:
        raise RuleBroken(message)


def search_zone(count: int, above: Callable[[int], bool]) -> int:
    """The zone in which answers to "does it lie above the lower end of zone k?" place a number."""
    first, last = 0, count - 1
    while first < last:
        middle = (first + last + 1) // 2
        if above(middle):
            first = middle
        else:
            last = middle - 1
    return first


def _unit_fraction(value: Any) -> bool:
    return type(value) is Fraction and value.numerator == 1
