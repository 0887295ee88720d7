"""Change one thing in a file that decides, and see whether a test fails: ``make mutation``.

    mutation.py PACKAGE [--tests PATH ...] [--sample N] [--seed S]

Mutmut makes the changes and runs, for each, the tests that reach it. Of its own kinds of change
those are kept that could turn an answer: other comparisons, numbers, signs, operators, truth
values, loops that end early. Left out are changed words, and arguments that are dropped or None
(the type checker refuses them). Added is the one that matters most for a verifier: a call made
for what it refuses is left out. A sample is drawn at random, since there are thousands of
changes. Name the tests of a file to be quick: a change that none sees runs all that reach it.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import libcst as cst
from mutmut import __main__ as mutmut
from mutmut.configuration import config
from mutmut.mutation import mutators
from mutmut.mutation.diff_apply import get_diff_for_mutant
from mutmut.stats import status_by_exit_code

KEPT = ("number", "name", "remove_unary_ops", "keywords", "swap_op", "augmented_assignment")
SOURCE = Path("src/oraclegames")


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


def configure(package: str, tests: list[str]) -> None:
    """What to change, and which tests to ask."""
    own = config()
    own.source_paths = [Path("src")]
    own.only_mutate = [f"{SOURCE / package}", f"{SOURCE / package}/*.py"]
    own.also_copy += [Path(name) for name in ("README.md", "docs", "examples", "tools")]
    own.pytest_add_cli_args = [
        "-p",
        "no:cacheprovider",
        "-p",
        "no:doctest",
        "-o",
        "addopts=--import-mode=importlib",
    ]
    own.pytest_add_cli_args += ["-m", "not slow"]
    own.pytest_add_cli_args_test_selection = tests
    # Programs that the tests start must import the changed files too.
    os.environ["PYTHONPATH"] = str(Path("mutants/src").resolve())


def made(package: str) -> dict[str, int | None]:
    """Each change and how its tests ended."""
    where = Path("mutants") / SOURCE / package
    files = [Path(f"{where}.meta")] if where.suffix == ".py" else sorted(where.rglob("*.meta"))
    changes: dict[str, int | None] = {}
    for file in files:
        changes |= json.loads(file.read_text(encoding="utf-8"))["exit_code_by_key"]
    return changes


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
    parser.add_argument("--tests", nargs="+", help="default: the folder of tests of the same name")
    parser.add_argument("--sample", type=int, default=300)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--workers", type=int, default=2)
    asked = parser.parse_args()
    choose_kinds()
    configure(asked.package, asked.tests or [f"tests/{asked.package}"])
    shutil.rmtree("mutants", ignore_errors=True)  # what is left of another run is not changed anew
    Path("mutants").mkdir()
    mutmut.set_mutant_under_test("mutant_generation")
    mutmut.copy_src_dir()
    mutmut.copy_also_copy_files()
    mutmut.setup_source_paths()
    mutmut.create_mutants(asked.workers)
    every = sorted(made(asked.package))
    chosen = random.Random(asked.seed).sample(every, min(asked.sample, len(every)))
    mutmut._run(chosen, asked.workers)
    results = made(asked.package)
    ends = [status_by_exit_code[results[name]] for name in chosen]
    seen = [end in ("killed", "timeout") for end in ends]
    for name, end, found in zip(chosen, ends, seen):
        if not found:
            print(f"{end}: {name}", *shown(name), sep="\n")
    asked_of = Counter(map(file_of, chosen))
    found_in = Counter(file_of(name) for name, found in zip(chosen, seen) if found)
    for file, count in sorted(asked_of.items()):
        print(f"{file}: {found_in[file]} of {count}")
    killed = sum(seen)
    print(
        f"{asked.package}: {killed} of {len(chosen)} changes are seen by a test"
        f" ({100 * killed / len(chosen):.1f} %; {len(every)} in all)"
    )


if __name__ == "__main__":
    main()
