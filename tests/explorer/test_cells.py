"""Blocks of a page share their names; what they print and what goes wrong is told."""

from __future__ import annotations

import pytest

from oraclegames.errors import MissingDependencyError
from oraclegames.explorer.cells import Cells


def test_blocks_share_their_names_and_show_the_last_value():
    cells = Cells()
    assert cells.run("from oraclegames import catalog\nx = 2") == ("", True)
    assert cells.run("print(x)\nx * x") == ("2\n4\n", True)
    assert cells.run("catalog.chicken().shape")[0] == "(2, 2)\n"


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("print(1)\n1 / 0", "1\nZeroDivisionError: division by zero (line 2)"),
        ("def f():\n    return y\nf()", "NameError: name 'y' is not defined (line 2)"),
        ("if", "SyntaxError"),
        ("raise SystemExit", "SystemExit"),
        (
            "import no_such_module",
            "no_such_module is not part of this page. It runs on",
        ),
        ("from oraclegames import solve\nsolve('no such game')", "there is no game"),
    ],
)
def test_what_goes_wrong_is_told_in_a_line_and_the_next_block_runs(code, told):
    cells = Cells()
    text, well = cells.run(code)
    assert not well and told in text
    assert cells.run("1 + 1") == ("2\n", True)


def test_what_is_not_installed_leads_to_ones_own_machine():
    cells = Cells()
    cells.namespace["error"] = MissingDependencyError("this question needs NumPy")
    text, well = cells.run("raise error")
    assert not well and text.startswith("this question needs NumPy. It runs on your machine")
