"""Blocks of code of a page, run one after the other in one namespace, as a notebook's cells are.

The documentation is run so when it is built, and again in its reader's browser, where she may
change the blocks. No server runs anything of this.
"""

from __future__ import annotations

import ast
import contextlib
import io
import traceback
from typing import Any

from oraclegames.errors import MissingDependencyError, OracleGamesError

ELSEWHERE = "It runs on your machine: pip install oraclegames."


def run_cell(
    code: str, namespace: dict[str, Any], printed: io.StringIO, *, name: str = "page", line: int = 0
) -> Any:
    """Run a block; the value of the expression that it ends with, or None.

    Args:
        code: Python.
        namespace: the names that earlier blocks have made.
        printed: where what it prints is gathered.
        name: of the page, for errors.
        line: how many lines of the page stand above the code.
    """
    # as many empty lines before it as stand above it, so that errors show the page's line
    tree = ast.parse("\n" * line + code, name)
    last = tree.body[-1] if tree.body else None
    value = ast.Expression(last.value) if isinstance(last, ast.Expr) else None
    if value is not None:
        tree.body.pop()
    with contextlib.redirect_stdout(printed):
        exec(compile(tree, name, "exec"), namespace)
        return None if value is None else eval(compile(value, name, "eval"), namespace)


class Cells:
    """The blocks of one page."""

    def __init__(self) -> None:
        self.namespace: dict[str, Any] = {"__name__": "page"}

    def run(self, code: str) -> tuple[str, bool]:
        """What a block prints, and whether it went well; an error is told in a line."""
        printed = io.StringIO()
        try:
            value = run_cell(code, self.namespace, printed)
            if value is not None:
                printed.write(f"{value!r}\n")
        except BaseException as error:
            return printed.getvalue() + _told(error), False
        return printed.getvalue(), True


def _told(error: BaseException) -> str:
    if isinstance(error, MissingDependencyError):
        return f"{error}. {ELSEWHERE}"
    if isinstance(error, ModuleNotFoundError):
        return f"{error.name} is not part of this page. {ELSEWHERE}"
    if isinstance(error, OracleGamesError):
        return str(error)
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__)
             if frame.filename == "page"]  # fmt: skip
    what = "".join(traceback.format_exception_only(error)).strip()
    return f"{what} (line {lines[-1]})" if lines else what
