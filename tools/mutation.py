"""Change one thing in a file that decides, and see whether a test fails: ``make mutation``.

    python -m tools.mutation PACKAGE [--tests PATH ...] [--sample N] [--seed S] [--seconds T]

Mutmut makes the changes. Of its own kinds of change those are kept that could turn an answer: other
comparisons, numbers, signs, operators, truth values, loops that end early. Left out are changed
words, and arguments that are dropped or None (the type checker refuses them). Added is the one that
matters most for a verifier: a call made for what it refuses is left out. A sample is drawn at
random, since there are thousands of changes.

Each change is asked of the tests that reach its function (``tools/reach.py``), the nearest first:
those of its file, then those of its folder, and the quick ones before the long ones, as long as
they take T seconds together. They run in a fork of a process that has imported the tests and run
none, so that nothing was computed before the change was made. A change counts as seen if a test
fails that passes without it, or does not come to an end.
"""

from __future__ import annotations

import argparse
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


def make_changes(package: str) -> list[str]:
    """Write the package with its changes to the folder mutants; their names."""
    own = config()
    own.source_paths = [Path("src")]
    own.only_mutate = [f"{SOURCE / package}", f"{SOURCE / package}/*.py"]
    own.also_copy += [Path(name) for name in ("README.md", "docs", "examples", "tools")]
    shutil.rmtree("mutants", ignore_errors=True)  # what is left of another run is not changed anew
    Path("mutants").mkdir()
    mutmut.copy_src_dir()
    mutmut.copy_also_copy_files()
    mutmut.create_mutants(1)
    where = Path("mutants") / SOURCE / package
    files = [Path(f"{where}.meta")] if where.suffix == ".py" else sorted(where.rglob("*.meta"))
    texts = (file.read_text(encoding="utf-8") for file in files)
    return sorted(name for text in texts for name in json.loads(text)["exit_code_by_key"])


class Asked:
    """The tests that each change is asked of: a plugin that stands in the place of pytest's loop.

    All tests are collected once; each change is asked in a fork, where nothing has been run before.
    """

    def __init__(self, changes: list[str], paths: list[str], seconds: float) -> None:
        """Those in the folders and files, and for how long each change may ask them."""
        self.ends: dict[str, str] = {}
        self._tests = reach(paths)
        self._chosen = {change: self._choose(change, seconds) for change in changes}
        every = {test for tests in self._chosen.values() for test in tests}
        self.files = sorted({test.partition("::")[0] for test in every})
        self._failed = Path("mutants/failed").resolve()
        self._sound: dict[str, bool] = {}

    def _choose(self, change: str, left: float) -> list[str]:
        """The tests that reach a change, the nearest first, until the seconds are spent."""
        function = change.partition("__mutmut_")[0]
        folder, _, name = file_of(change).rpartition(".")
        folder = f"tests/{folder.replace('.', '/')}/"
        near = {
            test: (test.startswith(f"{folder}test_{name}.py"), test.startswith(folder))
            for test, (_, functions) in self._tests.items()
            if function in functions
        }
        chosen = []
        for test in sorted(near, key=lambda test: (*(not n for n in near[test]), self._took(test))):
            if self._took(test) <= left:
                left -= self._took(test)
                chosen.append(test)
        return chosen

    def _took(self, test: str) -> float:
        return self._tests[test][0]

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Ask every change."""
        items = {item.nodeid: item for item in session.items}
        for change, tests in self._chosen.items():
            chosen = [items[test] for test in tests if test in items]
            end, failed = self._run(session, change, chosen)
            while failed and not self._passes(session, items[failed]):
                # A change costs calls of its own: a test of the deepest recursion fails anyhow.
                chosen.remove(items[failed])
                end, failed = self._run(session, change, chosen)
            end = end if chosen else "no tests"
            self.ends[change] = end
            print(f"{len(self.ends)}/{len(self._chosen)} {end}: {change}", file=sys.stderr)
        return True

    def _passes(self, session: pytest.Session, item: pytest.Item) -> bool:
        """Whether a test passes if nothing is changed."""
        if item.nodeid not in self._sound:
            self._sound[item.nodeid] = self._run(session, "", [item])[0] == "survived"
        return self._sound[item.nodeid]

    def _run(
        self, session: pytest.Session, change: str, items: list[pytest.Item]
    ) -> tuple[str, str]:
        """How a change ends, and the test that fails."""
        process = os.fork()
        if not process:
            code = 2
            try:
                code = self._fail(session, change, items)
            finally:
                os._exit(code)
        code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
        if code == 1:
            return "killed", self._failed.read_text(encoding="utf-8")
        if code in (-signal.SIGXCPU, -signal.SIGALRM):
            return "timeout", ""
        return {0: "survived", 2: "the tool failed"}.get(code, "crash"), ""

    def _fail(self, session: pytest.Session, change: str, items: list[pytest.Item]) -> int:
        """In the fork: run the tests until one fails."""
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in range(3):
            os.dup2(nowhere, stream)
        os.environ["MUTANT_UNDER_TEST"] = change
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        for item, following in zip(items, [*items[1:], None]):
            limit = 5 + round(5 * self._took(item.nodeid))
            used = round(sum(os.times()[:2]))
            resource.setrlimit(resource.RLIMIT_CPU, (used + limit, resource.RLIM_INFINITY))
            signal.alarm(20 * limit)
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if session.testsfailed:
                self._failed.write_text(item.nodeid, encoding="utf-8")
                return 1
        return 0


def ask(asked: Asked) -> None:
    """Collect the tests in the folder mutants, and ask them."""
    os.chdir("mutants")
    here = str(Path.cwd())
    sys.path[:] = [f"{here}/src", here, *sys.path]
    os.environ["PYTHONPATH"] = f"{here}/src:{here}"  # programs that the tests start
    os.environ["MUTANT_UNDER_TEST"] = ""
    if asked.files:
        pytest.main(["--rootdir=.", "-s", *OPTIONS, *asked.files], plugins=[asked])
        if not asked.ends:
            raise SystemExit("the tests cannot be collected")
    os.chdir("..")


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
    wanted = parser.parse_args()
    choose_kinds()
    every = make_changes(wanted.package)
    chosen = random.Random(wanted.seed).sample(every, min(wanted.sample, len(every)))
    asked = Asked(chosen, wanted.tests, wanted.seconds)
    ask(asked)
    ends = {name: asked.ends.get(name, "no tests") for name in chosen}
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
