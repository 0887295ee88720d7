"""Print what to install for a run beside the lock files: ``bounds.py newest`` or ``oldest``.

The newest releases that pyproject.toml allows, or exactly its lower bounds. Left out is what such a
run does not need: pygambit, which is built from source for minutes, and the tools of developers.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

EXTRAS = ("explorer", "plot", "table", "sweep")
FOR_TESTS = ("hypothesis", "pytest", "pytest-xdist", "scipy", "sympy")


def requirements(oldest: bool) -> list[str]:
    """One line for each package that is named in pyproject.toml."""
    text = (Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(text)["project"]
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"], *(line for extra in EXTRAS for line in extras[extra])]
    wanted += [line for line in extras["dev"] if line.partition(">=")[0] in FOR_TESTS]
    return [line.replace(">=", "==") if oldest else line for line in dict.fromkeys(wanted)]


if __name__ == "__main__":
    print(*requirements({"newest": False, "oldest": True}[sys.argv[1]]), sep="\n")
