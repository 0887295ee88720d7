"""All claims; checking many, in several processes; and a report of what came of it."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import partial
from typing import Any, cast

from oraclegames._version import __version__
from oraclegames.budget import Clock, OutOfTime, Progress, Status, Tell
from oraclegames.errors import InputError
from oraclegames.games.shown import Shown
from oraclegames.games.tabular import Columns, Tabular
from oraclegames.processes import at_once, workers_of
from oraclegames.reproduce import (  # noqa: F401  (each enters its claims)
    boundary,
    coedt,
    dependency,
    examples,
    limits,
    oracles,
    programs,
    regions,
    superrational_agents,
    superrational_greed,
    superrational_nicer,
    values,
)
from oraclegames.reproduce.claim import REGISTRY, Claim, Result

_GROUPS = (
    "coedt",
    "boundary",
    "theorem",
    "values",
    "example",
    "oracle",
    "match",
    "limit",
    "program",
)


def claims() -> tuple[Claim, ...]:
    """All claims, in the order in which they are told.

    >>> [one.id for one in claims()][:2]
    ['coedt/correlated-space', 'coedt/indifference-surfaces']
    """
    order = {name: k for k, name in enumerate(_GROUPS)}
    return tuple(sorted(REGISTRY.values(), key=lambda one: order[one.id.partition("/")[0]]))


def chosen_claims(pattern: str | None = None) -> tuple[Claim, ...]:
    """The claims whose id matches a pattern: a part of the id, or a glob such as ``match/*``.

    Raises:
        InputError: if there is none.

    >>> [one.id for one in chosen_claims("t/chicken-4")]
    ['coedt/chicken-4.05']
    """
    known = claims()
    if pattern is None:
        return known
    glob = pattern if any(sign in pattern for sign in "*?[") else f"*{pattern}*"
    found = tuple(one for one in known if fnmatchcase(one.id.lower(), glob.lower()))
    if not found:
        groups = ", ".join(sorted({one.id.partition("/")[0] + "/*" for one in known}))
        raise InputError(f"no claim matches {pattern!r}; groups are {groups}")
    return found


@dataclass(frozen=True, repr=False)
class Report(Shown, Tabular):
    """What came of checking claims.

    Attributes:
        results: one for each claim that was checked, in the order in which they are told.
        claims: how many were to be checked.
        status: "complete", or "partial" after Ctrl-C or out of time.
        quick: whether fewer instances were tried.
        seconds: the time from first to last.
    """

    results: tuple[Result, ...]
    claims: int
    status: Status
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

    def verify(self) -> bool:
        """Whether every verdict follows from its comparisons, and the status from the number."""
        whole = len(self.results) == self.claims
        return whole is (self.status == "complete") and all(one.verify() for one in self.results)

    def __str__(self) -> str:
        rows = (f"  {one.status:7}  {one.seconds:6.2f} s  {one.claim.id}" for one in self.results)
        return "\n".join([self.summary(), *rows])

    def columns(self) -> Columns:
        """A row for each claim that was checked."""
        return {
            "claim": [one.claim.id for one in self.results],
            "status": [one.status for one in self.results],
            "how": [one.how for one in self.results],
            "seconds": [one.seconds for one in self.results],
        }

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
    workers: int = 1,
    budget: float | None = None,
    progress: Tell | None = None,
    on_result: Callable[[Result], None] | None = None,
) -> Report:
    """Check the claims of the literature that this package covers, now, on this machine.

    Args:
        pattern: see :func:`oraclegames.reproduce.chosen_claims`; all claims if None.
        quick: try fewer random instances and coarser precisions.
        workers: how many claims to check at once. More than one starts Python again for each, so
            a script that calls this needs the ``if __name__ == "__main__"`` guard.
        budget: seconds after which to stop, None for no limit. With one even a single process is
            another one.
        progress: called after each claim.
        on_result: called with the result of each claim as soon as it is there.

    Returns:
        The report; after Ctrl-C, or out of time, what was found so far, marked partial.

    Raises:
        InputError: no claim matches, or there is no process.

    >>> run_claims("liar").holds
    True
    """
    workers_of(workers, "a check of claims")
    todo, clock = chosen_claims(pattern), Clock(budget)
    start = time.perf_counter()
    done: dict[str, Result] = {}
    status: Status = "complete"
    runs = _results(todo, quick, workers, clock)
    try:
        for result in runs:
            done[result.claim.id] = result
            if on_result is not None:
                on_result(result)
            if progress is not None:
                progress(Progress(len(done), len(todo), "claims"))
    except (KeyboardInterrupt, OutOfTime):
        status = "partial"
    finally:
        runs.close()
    results = tuple(done[one.id] for one in todo if one.id in done)
    return Report(results, len(todo), status, quick, time.perf_counter() - start)


def _results(
    todo: tuple[Claim, ...], quick: bool, workers: int, clock: Clock
) -> Generator[Result, None, None]:
    if workers == 1 and clock.left == math.inf:
        for one in todo:
            yield one.run(quick=quick)
        return
    known = {one.id: one for one in todo}
    for name, result in at_once(partial(_job, quick), known, workers, clock):
        yield replace(result, claim=known[name])


def _job(quick: bool, name: str) -> Result:
    """Check one claim, which itself stays behind, for it holds functions."""
    (chosen,) = (one for one in chosen_claims() if one.id == name)
    return replace(chosen.run(quick=quick), claim=cast(Claim, None))
