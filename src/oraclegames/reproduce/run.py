"""Checking many claims, in several processes, and a report of what came of it."""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Any, Literal

from oraclegames._version import __version__
from oraclegames.errors import InputError
from oraclegames.reproduce.claim import Claim, Result
from oraclegames.reproduce.registry import chosen_claims, claims

__all__ = ["Report", "run_claims"]

Progress = Callable[[Result, int, int], None]
"""Called after each claim with its result, how many are done, and how many there are."""


@dataclass(frozen=True)
class Report:
    """What came of checking claims.

    Attributes:
        results: one for each claim that was checked, in the order in which they are told.
        claims: how many were to be checked.
        status: "complete", or "partial" after Ctrl-C.
        quick: whether fewer instances were tried.
        seconds: the time from first to last.
    """

    results: tuple[Result, ...]
    claims: int
    status: Literal["complete", "partial"]
    quick: bool
    seconds: float

    @property
    def holds(self) -> bool:
        """Whether all claims were checked and hold."""
        return self.status == "complete" and all(one.status == "holds" for one in self.results)

    def count(self, status: str) -> int:
        """How many results have this status."""
        return sum(one.status == status for one in self.results)

    def summary(self) -> str:
        """One line."""
        words = [f"{self.count('holds')} of {self.claims} claims hold"]
        words += [
            f"{number} {word}"
            for word, number in (
                ("differ", self.count("differs")),
                ("fail", self.count("fails")),
                ("broke off", self.count("error")),
                ("not checked", self.claims - len(self.results)),
            )
            if number
        ]
        return ", ".join(words) + f" ({self.seconds:.1f} s)"

    def to_dict(self) -> dict[str, Any]:
        """The report as plain values for JSON, schema ``oraclegames/reproduction-1``."""
        return {
            "schema": "oraclegames/reproduction-1",
            "version": __version__,
            "holds": self.holds,
            "status": self.status,
            "quick": self.quick,
            "seconds": round(self.seconds, 3),
            "claims": [one.to_dict() for one in self.results],
        }


def run_claims(
    pattern: str | None = None,
    *,
    quick: bool = False,
    processes: int = 1,
    progress: Progress | None = None,
) -> Report:
    """Check the claims of the literature that this package covers, now, on this machine.

    Args:
        pattern: see :func:`oraclegames.reproduce.chosen_claims`; all claims if None.
        quick: try fewer random instances and coarser precisions.
        processes: how many claims to check at once. More than one starts Python again for each, so
            a script that calls this needs the ``if __name__ == "__main__"`` guard.
        progress: called after each claim.

    Returns:
        The report; after Ctrl-C what was found so far, marked partial.

    Raises:
        InputError: no claim matches, or ``processes`` is less than 1.

    >>> run_claims("liar").holds
    True
    """
    if processes < 1:
        raise InputError(f"at least one process is needed, not {processes}")
    todo = chosen_claims(pattern)
    start = time.perf_counter()
    done: dict[str, Result] = {}
    status: Literal["complete", "partial"] = "complete"
    runs = _one_by_one(todo, quick) if processes == 1 else _at_once(todo, quick, processes)
    try:
        for result in runs:
            done[result.claim.id] = result
            if progress is not None:
                progress(result, len(done), len(todo))
    except KeyboardInterrupt:
        status = "partial"
    finally:
        runs.close()
    results = tuple(done[one.id] for one in todo if one.id in done)
    return Report(results, len(todo), status, quick, time.perf_counter() - start)


def _one_by_one(todo: tuple[Claim, ...], quick: bool) -> Generator[Result, None, None]:
    for one in todo:
        yield one.run(quick=quick)


def _at_once(todo: tuple[Claim, ...], quick: bool, processes: int) -> Generator[Result, None, None]:
    # Fresh processes: forking a process with the threads of HiGHS or of a display is not safe.
    context = multiprocessing.get_context("spawn")
    known = {one.id: one for one in todo}
    jobs = [(one.id, quick) for one in todo]
    with context.Pool(min(processes, len(jobs)), _leave_interrupts_alone) as pool:
        for name, parts in pool.imap_unordered(_job, jobs):
            yield Result(known[name], *parts)


def _leave_interrupts_alone() -> None:
    """Ctrl-C reaches every process of the terminal; only the first one answers it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _job(job: tuple[str, bool]) -> tuple[str, tuple[Any, ...]]:
    """Check one claim; the claim itself stays behind, for it holds functions."""
    name, quick = job
    (chosen,) = (one for one in claims() if one.id == name)
    r = chosen.run(quick=quick)
    return name, (r.parameters, r.status, r.how, r.facts, r.tables, r.seconds)
