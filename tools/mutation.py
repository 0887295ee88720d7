"""Change one thing in a file that decides, and see whether a test fails: ``make mutation``.

    python -m tools.mutation PACKAGE [--tests PATH ...] [--sample N] [--seed S] [--seconds T]

Mutmut makes the changes. Of its own kinds of change those are kept that could turn an answer: other
comparisons, numbers, signs, operators, truth values, loops that end early. Left out are changed
words, and arguments that are dropped or None (the type checker refuses them). Added is the one that
matters most for a verifier: a call made for what it refuses is left out. A sample is drawn at
random, since there are thousands of changes.

Each change is asked of the tests that reach its function (``tools/reach.py``), those of the folder
of the same name first, and the quick ones before the long ones, as long as they take T seconds
together. They run in a process of their own, which has computed nothing before the change was
made. A change counts as seen if a test fails that passes without it, or does not come to an end.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import random
import resource
import shutil
import signal
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import libcst as cst
import pytest
from mutmut import __main__ as mutmut
from mutmut.configuration import config
from mutmut.mutation import mutators
from mutmut.mutation.diff_apply import get_diff_for_mutant
from tools.reach import OPTIONS, reach

KEPT = ("number", "name", "remove_unary_ops", "keywords", "swap_op", "augmented_assignment")
SOURCE = Path("src/oraclegames")
DECIDING = ("certificates", "classical", "conditional", "exact", "games", "reflective")
MEMORY = 6 << 30
FAILED = "failed-{}"
IMPORTED = ["-W", "ignore::pytest.PytestAssertRewriteWarning"]  # what is imported here already


def leave_out(statement: cst.Expr) -> Iterator[cst.Expr]:
    """A statement that is a call, without the call."""
    if isinstance(statement.value, cst.Call):
        yield statement.with_changes(value=cst.Name("None"))


def choose_kinds() -> None:
    """Keep the kinds of change named above."""
    kept = {f"operator_{kind}" for kind in KEPT}
    mutators.mutation_operators[:] = [
        pair for pair in mutators.mutation_operators if pair[1].__name__ in kept
    ]
    mutators.mutation_operators.append((cst.Expr, leave_out))


def make_changes(package: str, workers: int) -> list[str]:
    """Write the package with its changes to the folder mutants; their names."""
    own = config()
    own.source_paths = [Path("src")]
    own.only_mutate = [f"{SOURCE / package}", f"{SOURCE / package}/*.py"]
    own.also_copy += [Path(name) for name in ("README.md", "docs", "examples", "tools")]
    shutil.rmtree("mutants", ignore_errors=True)  # what is left of another run is not changed anew
    Path("mutants").mkdir()
    mutmut.copy_src_dir()
    mutmut.copy_also_copy_files()
    mutmut.create_mutants(workers)
    where = Path("mutants") / SOURCE / package
    files = [Path(f"{where}.meta")] if where.suffix == ".py" else sorted(where.rglob("*.meta"))
    texts = (file.read_text(encoding="utf-8") for file in files)
    return sorted(name for text in texts for name in json.loads(text)["exit_code_by_key"])


class Asked:
    """The tests that each change is asked of."""

    def __init__(self, package: str, paths: list[str], seconds: float) -> None:
        """The tests in the folders and files, and for how long each change may ask them."""
        own = f"tests/{package.removesuffix('.py')}"
        every = reach(paths)
        self._seconds = seconds
        self._took = {test: took for test, (took, _) in every.items()}
        self._reach = {test: functions for test, (_, functions) in every.items()}
        self._order = sorted(every, key=lambda test: (not test.startswith(own), self._took[test]))
        self._sound: dict[tuple[str, ...], bool] = {}

    def of(self, change: str) -> list[list[str]]:
        """Tests that reach the change: a few at first, then more."""
        function = change.partition("__mutmut_")[0]
        chosen: list[str] = []
        left = self._seconds
        for test in self._order:
            if function in self._reach[test] and self._took[test] <= left:
                left -= self._took[test]
                chosen.append(test)
        return [part for part in (chosen[:20], chosen[20:80], chosen[80:]) if part]

    def limit(self, tests: list[str]) -> int:
        """Seconds after which they will not come to an end."""
        return 30 + round(5 * sum(self._took[test] for test in tests))

    def passes(self, tests: list[str]) -> bool:
        """Whether they pass if nothing is changed."""
        key = tuple(tests)
        if key not in self._sound:
            self._sound[key] = end_of(*os.waitpid(start("", [tests], self), 0)) == "survived"
        return self._sound[key]


class First:
    """The first test that fails."""

    def __init__(self) -> None:
        """None so far."""
        self.failed: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """One more phase of a test has ended."""
        if report.failed:
            self.failed.append(report.nodeid)


def start(change: str, parts: list[list[str]], asked: Asked) -> int:
    """A process that runs the tests on the change, and ends with 1 when one fails."""
    process = os.fork()
    if process:
        return process
    code = 2
    try:
        code = run(change, parts, asked)
    finally:
        os._exit(code)


def run(change: str, parts: list[list[str]], asked: Asked) -> int:
    """Run the tests on the change: 1 if one fails, which is written down."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(nowhere, stream)
    os.chdir("mutants")
    here = str(Path.cwd())
    sys.path[:] = [f"{here}/src", here, *sys.path]
    os.environ["PYTHONPATH"] = f"{here}/src:{here}"  # programs that the tests start
    os.environ["MUTANT_UNDER_TEST"] = change
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    for tests in parts:
        limit = asked.limit(tests)
        used = round(sum(os.times()[:2]))
        resource.setrlimit(resource.RLIMIT_CPU, (used + limit, resource.RLIM_INFINITY))
        signal.alarm(20 * limit)
        first = First()
        if pytest.main(["-x", "--rootdir=.", *IMPORTED, *OPTIONS, *tests], plugins=[first]):
            written = json.dumps(first.failed[:1] or tests)
            Path(FAILED.format(os.getpid())).write_text(written, encoding="utf-8")
            return 1
    return 0


def end_of(process: int, status: int) -> str:
    """How a process ended."""
    code = os.waitstatus_to_exitcode(status)
    if code in (-signal.SIGXCPU, -signal.SIGALRM):
        return "timeout"
    return {0: "survived", 1: "killed", 2: "the tool failed"}.get(code, "crash")


def ask(changes: list[str], asked: Asked, workers: int) -> dict[str, str]:
    """How each change ended."""
    ends: dict[str, str] = {}
    running: dict[int, str] = {}
    left = list(changes)
    while left or running:
        while left and len(running) < workers:
            change = left.pop(0)
            parts = asked.of(change)
            if parts:
                running[start(change, parts, asked)] = change
            else:
                ends[change] = "no tests"
        if not running:
            continue
        process, status = os.wait()
        change = running.pop(process)
        ends[change] = end_of(process, status)
        if ends[change] == "killed":
            failed = json.loads(Path("mutants", FAILED.format(process)).read_text())
            if not asked.passes(failed):
                ends[change] = f"fails without it: {failed[0]}"
        print(f"{len(ends)}/{len(changes)} {ends[change]}: {change}", file=sys.stderr, flush=True)
    return ends


def shown(name: str) -> list[str]:
    """The lines that a change takes away and puts in."""
    lines = get_diff_for_mutant(name).splitlines()
    return [f"    {line}" for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")]


def file_of(name: str) -> str:
    """The file in which a change was made."""
    return name.partition(".x")[0].removeprefix("oraclegames.")


def main() -> None:
    """Make the changes, ask the tests, say which changes no test saw."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("package", help="a folder or file below src/oraclegames")
    parser.add_argument("--tests", nargs="+", default=[f"tests/{name}" for name in DECIDING])
    parser.add_argument("--sample", type=int, default=300)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=60, help="of tests for each change")
    parser.add_argument("--workers", type=int, default=2)
    wanted = parser.parse_args()
    asked = Asked(wanted.package, wanted.tests, wanted.seconds)
    choose_kinds()
    every = make_changes(wanted.package, wanted.workers)
    chosen = random.Random(wanted.seed).sample(every, min(wanted.sample, len(every)))
    for name in ("hypothesis", "numpy"):  # what takes long to import, and is not changed
        importlib.import_module(name)
    ends = ask(chosen, asked, wanted.workers)
    seen = {name for name in chosen if ends[name] in ("killed", "crash", "timeout")}
    for name in chosen:
        if name not in seen:
            print(f"{ends[name]}: {name}", *shown(name), sep="\n")
    found_in = Counter(map(file_of, seen))
    for file, count in sorted(Counter(map(file_of, chosen)).items()):
        print(f"{file}: {found_in[file]} of {count}")
    print(
        f"{wanted.package}: {len(seen)} of {len(chosen)} changes are seen by a test"
        f" ({100 * len(seen) / len(chosen):.1f} %; {len(every)} in all; seed {wanted.seed})"
    )


if __name__ == "__main__":
    main()
