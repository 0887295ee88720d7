"""Which functions each test reaches, and in how many seconds, kept in ``build/reach.json``.

A plugin of pytest (``-p tools.reach``) that writes it down as the tests run; ``reach`` runs it for
the files of tests that it does not know yet, or that have changed. Only calls are traced, so that
the tests take little longer. What stands in the file goes stale when the package itself changes:
remove it to have everything measured anew.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest

KEPT = Path("build/reach.json")
SOURCE = f"{Path('src').resolve()}/"
OPTIONS = [
    "-q",
    "-p",
    "no:cacheprovider",
    "-o",
    "addopts=--import-mode=importlib",
    "-m",
    "not slow",
]


def known() -> dict[str, Any]:
    """For each file of tests its hash, and for each test its seconds and what it reaches."""
    return json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}


def hash_of(file: str) -> str:
    """The file's contents, in short."""
    return hashlib.sha256(Path(file).read_bytes()).hexdigest()[:16]


def reach(paths: list[str]) -> dict[str, tuple[float, set[str]]]:
    """The seconds and the functions of every test in the folders and files."""
    files = []
    for path in map(Path, paths):
        files += sorted(map(str, path.rglob("test_*.py"))) if path.is_dir() else [str(path)]
    kept = known()
    stale = [file for file in files if kept.get(file, {}).get("hash") != hash_of(file)]
    if stale:
        print(f"{len(stale)} files of tests are run once, to see what they reach", flush=True)
        subprocess.run([sys.executable, "-m", "pytest", "-p", "tools.reach", *OPTIONS, *stale])
        kept = known()
    return {
        test: (seconds, set(functions))
        for file in files
        for test, (seconds, functions) in kept.get(file, {"tests": {}})["tests"].items()
    }


def name_of(code: CodeType) -> str | None:
    """The outermost function or method around a piece of the package's code, as mutmut names it."""
    if not code.co_filename.startswith(SOURCE):
        return None
    module = code.co_filename.removeprefix(SOURCE).removesuffix(".py").removesuffix("/__init__")
    *classes, function = code.co_qualname.partition(".<locals>")[0].split(".")
    mangled = f"xǁ{'.'.join(classes)}ǁ{function}" if classes else f"x_{function}"
    return f"{module.replace('/', '.')}.{mangled}"


def spent() -> float:
    """Seconds of the processor up to now; other programs do not count."""
    return sum(os.times()[:4])


reached: dict[int, CodeType] = {}  # by identity: to compare two pieces of code takes long
tests: dict[str, tuple[float, list[str]]] = {}
passed: set[str] = set()


def note(frame: FrameType, event: str, arg: object) -> None:
    """A call was made."""
    reached[id(frame.f_code)] = frame.f_code


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """A test that fails or is skipped says nothing about a change."""
    if report.when == "call" and report.passed:
        passed.add(report.nodeid)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(
    item: pytest.Item, nextitem: pytest.Item | None
) -> Iterator[object]:  # what a wrapper of a hook yields
    """Trace the test; after the last one of its file write down what the file reaches."""
    reached.clear()
    begin = spent()
    sys.settrace(note)
    result = yield
    sys.settrace(None)
    if item.nodeid in passed:
        functions = sorted({name for name in map(name_of, reached.values()) if name})
        tests[item.nodeid] = (round(spent() - begin, 2), functions)
    file = item.nodeid.partition("::")[0]
    if nextitem is None or nextitem.nodeid.partition("::")[0] != file:
        KEPT.parent.mkdir(exist_ok=True)
        kept = {**known(), file: {"hash": hash_of(file), "tests": dict(tests)}}
        KEPT.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
        tests.clear()
    return result
