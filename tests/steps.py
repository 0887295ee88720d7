"""Time in steps: a call's budget and Ctrl-C without a clock, so that no machine is too slow.

A *reading* is one look at the clock of :mod:`oraclegames.budget`; a second passes with each. A
*step* is one call of a function of the package, generators excepted.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from types import FrameType, SimpleNamespace
from typing import Any

import pytest

import oraclegames
from oraclegames import budget

INSIDE = str(Path(oraclegames.__file__).parent)


@dataclass
class Steps:
    """What a call did: its readings, and after how many steps each of them came."""

    stop: int | None = None
    steps: int = 0
    readings: list[int] = field(default_factory=list)
    interrupted: bool = False

    def after(self, seconds: int) -> int:
        """How many steps were done after the budget's end was seen."""
        seen = self.readings[seconds + 1 :]
        return self.steps - seen[0] if seen else 0

    @property
    def longest(self) -> int:
        """The most steps without a reading."""
        ends = [0, *self.readings, self.steps]
        return max(b - a for a, b in pairwise(ends))

    def monotonic(self) -> float:
        """The clock."""
        self.readings.append(self.steps)
        return float(len(self.readings))

    def __call__(self, frame: FrameType, event: str, arg: object) -> None:
        """As a profile function: count, and interrupt at the step that is wanted."""
        code = frame.f_code
        if (
            event != "call"
            or code.co_flags & inspect.CO_GENERATOR
            or not code.co_filename.startswith(INSIDE)
            or code.co_filename == budget.__file__
        ):
            return
        self.steps += 1
        if self.steps == self.stop:
            self.interrupted = True
            sys.setprofile(None)
            raise KeyboardInterrupt


def counted(
    monkeypatch: pytest.MonkeyPatch, question: Callable[[], Any], stop: int | None = None
) -> tuple[Any, Steps]:
    """The answer, and the steps to it; Ctrl-C comes at step ``stop``."""
    steps = Steps(stop)
    before = sys.getprofile()
    with monkeypatch.context() as patch:
        patch.setattr(budget, "time", SimpleNamespace(monotonic=steps.monotonic))
        sys.setprofile(steps)
        try:
            answer = question()
        finally:
            sys.setprofile(before)
    return answer, steps
