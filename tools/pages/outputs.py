"""What the code of a page prints, found by running it.

A page's blocks of Python share one namespace and one empty folder, as if they were pasted one after
the other; its blocks of the terminal run there too. The documentation shows what is printed under
each block, the tutorial's notebook keeps it, and the tests let every block run: nothing is stale.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from oraclegames.cli.main import main
from oraclegames.explorer.cells import run_cell

__all__ = ["Block", "Output", "blocks", "run", "with_outputs"]

_BLOCK = re.compile(r"^```(python|console)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_ROOT = Path(__file__).parents[2]
_PLAIN = {"COLUMNS": "88", "NO_COLOR": "1"}


@dataclass(frozen=True)
class Block:
    """A block of code on a page.

    Attributes:
        kind: "python", or "console" for the lines after ``$``.
        code: what stands in it.
        start, stop: where it begins and ends on the page, fences included.
        line: how many lines of the page stand above its code.
    """

    kind: str
    code: str
    start: int
    stop: int
    line: int


@dataclass(frozen=True)
class Output:
    """What a block printed, and the value of the expression that it ends with, or None."""

    text: str
    value: Any = None


def blocks(page: str) -> list[Block]:
    """The blocks of a page that are run, in order: Python, and commands of this package.

    A block that gives usage (``[OPTIONS]``) or shows what is printed already is none.
    """
    found = []
    for one in _BLOCK.finditer(page):
        lines = one[2].splitlines()
        usage = any("[OPTIONS]" in line for line in lines)
        if one[1] == "python" or (not usage and all(line.startswith("$ ") for line in lines)):
            line = page.count("\n", 0, one.start(2))
            found.append(Block(one[1], one[2], one.start(), one.end(), line))
    return found


def run(page: str, name: str) -> Iterator[tuple[Block, Output]]:
    """Run the blocks of a page one after the other, in a folder of their own."""
    namespace: dict[str, Any] = {"__name__": "page"}
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        for block in blocks(page):
            os.chdir(folder)
            try:
                python = block.kind == "python"
                output = _python(block, name, namespace) if python else _console(block, folder)
            finally:
                os.chdir(before)
            yield block, output


def _python(block: Block, name: str, namespace: dict[str, Any]) -> Output:
    """Run Python as a cell of a notebook is run: a last expression is its value."""
    printed = io.StringIO()
    value = run_cell(block.code, namespace, printed, name=name, line=block.line)
    text = printed.getvalue()
    return Output(text if value is None else f"{text}{value!r}\n", value)


def _console(block: Block, folder: str) -> Output:
    """Run commands; status 1 is an answer, and anything above it stops the build."""
    parts = []
    for line in block.code.splitlines():
        words = shlex.split(line[2:])
        plain = words[0] == "oraclegames" and _is_plain(line[2:])
        status, out, err = _here(words[1:]) if plain else _in_a_shell(line[2:], folder)
        if status > 1:
            raise RuntimeError(f"{line}: {err}")
        parts.append(f"{line}\n{out}{err}")
    return Output("\n".join(parts))


def _is_plain(line: str) -> bool:
    """Whether nothing in a line is for the shell: no pipe, file or variable."""
    parts = list(shlex.shlex(line, posix=False, punctuation_chars=True))
    return not any(set(part) & set("();<>|&$`*?~") for part in parts if part[0] not in "\"'")


def _here(words: list[str]) -> tuple[int, str, str]:
    """The status and the outputs of the program, in this process: it need not start anew."""
    out, err, before = io.StringIO(), io.StringIO(), dict(os.environ)
    os.environ.update(_PLAIN)
    try:
        with redirect_stdout(out), redirect_stderr(err):
            main(words)
    except SystemExit as end:
        return int(end.code or 0), out.getvalue(), err.getvalue()
    finally:
        os.environ.clear()
        os.environ.update(before)


def _in_a_shell(line: str, folder: str) -> tuple[int, str, str]:
    tools = Path(folder) / ".bin"
    tools.mkdir(exist_ok=True)
    program = tools / "oraclegames"
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m oraclegames "$@"\n')
    program.chmod(0o755)
    path = f"{tools}{os.pathsep}{os.environ['PATH']}"
    source = os.pathsep.join([str(_ROOT / "src"), os.environ.get("PYTHONPATH", "")])
    shell = {**os.environ, "PATH": path, "PYTHONPATH": source, **_PLAIN}
    done = subprocess.run(
        ["/bin/sh", "-c", line], env=shell, cwd=folder, capture_output=True, text=True
    )
    return done.returncode, done.stdout, done.stderr


def with_outputs(page: str, name: str) -> str:
    """A page with what its blocks print under each of them."""
    parts, position = [], 0
    for block, output in run(page, name):
        parts.append(page[position : block.start])
        code = page[block.start : block.stop]
        if block.kind == "console":
            code = f"```console\n{output.text.rstrip()}\n```"
        parts.append(code)
        if block.kind == "python" and output.text.strip():
            # sentences are wrapped, tables are scrolled
            kind = "table" if "  " in output.text else "sentences"
            parts.append(f"\n\n```{{.text .output .{kind}}}\n{output.text.rstrip()}\n```")
        position = block.stop
    return "".join([*parts, page[position:]])
