"""Every command that takes long keeps its budget, and ends with 130 on Ctrl-C."""

from __future__ import annotations

import json

import pytest

from oraclegames.cli.process import CtrlC
from tests.steps import counted

TABLE = "4,-8 -9,1 2,0; -4,6 0,-7 5,3"
GROUP = "volunteers_dilemma(3)"
LINE = "2,t 0,3; 3,0 1,t"
COMMANDS = {
    "solve": ("solve", TABLE),
    "solve in outline": ("solve", GROUP, "--outline"),
    "values": ("values", GROUP, "--at", "1,1,1"),
    "region": ("region", TABLE),
    "region in cells": ("region", "public_goods(3)"),
    "region with the best": ("region", TABLE, "--best", "welfare"),
    "best": ("best", TABLE),
    "best totally mixed": ("best", GROUP, "--totally-mixed", "--tolerance", "1/2"),
    "best reflective": ("best", TABLE, "--reflective"),
    "nash": ("nash", GROUP),
    "correlated": ("correlated", TABLE, "--vertices"),
    "similar": ("similar", "rock_paper_scissors"),
    "compare": ("compare", TABLE),
    "phases": ("phases", LINE, "--from", "-2", "--to", "6", "--ask", "welfare"),
    "match": ("match", "chicken", "lp", "nelp", "--delta", "1/20"),
    "match of three": ("match", GROUP, "nicer", "lp", "nelp", "--delta", "1/6"),
}
WITHOUT_END = ("region in cells",)
"""They take too long to be asked to their end."""


@pytest.mark.parametrize("command", COMMANDS)
def test_out_of_time_is_said(run, command):
    """A budget of 0 leaves all or most of it out, whatever the machine."""
    status, out, err = run(*COMMANDS[command], "--json", "--budget", "0")
    if status == 2:
        assert "larger budget" in err and not out
        return
    document = json.loads(out)
    assert document["status"] == "partial" or document["complete"] is False
    words = run(*COMMANDS[command], "--budget", "0")[1].lower()
    assert any(word in words for word in ("partial", "stopped", "time", "not computed"))


PICTURES = {
    "values": ("plot", TABLE),
    "values of three": ("plot", GROUP),
    "match": ("plot", "chicken", "--match", "lp", "nelp", "--delta", "1/60"),
    "match of three": ("plot", GROUP, "--group", "nicer lp nelp", "--delta", "1/6"),
}


@pytest.mark.parametrize("picture", PICTURES)
def test_a_picture_out_of_time_is_told_to_be_coarse(run, tmp_path, picture):
    file = tmp_path / "picture.svg"
    status, out, err = run(*PICTURES[picture], "-o", str(file), "--budget", "0")
    assert (status, out) == (0, "") and "larger --budget" in err and file.exists()


@pytest.mark.parametrize("picture", PICTURES)
def test_ctrl_c_leaves_a_whole_picture_or_none(run, tmp_path, monkeypatch, picture):
    file = tmp_path / "picture.svg"
    words = (*PICTURES[picture], "-o", str(file), "--budget", "3")
    _, steps = counted(monkeypatch, lambda: run(*words))
    file.unlink()
    monkeypatch.setattr(CtrlC, "came", True)
    for part in (1, 3):
        (status, _, err), done = counted(monkeypatch, lambda: run(*words), steps.steps * part // 4)
        assert done.interrupted and status == 130 and err.splitlines()[-1] == "interrupted"
        assert not file.exists() or file.read_text().rstrip().endswith("</svg>")


@pytest.mark.slow
@pytest.mark.parametrize("command", [name for name in COMMANDS if name not in WITHOUT_END])
def test_ctrl_c_is_no_error(run, monkeypatch, command):
    """In the middle, as a signal would: what was found is printed, if anything was."""
    words = (*COMMANDS[command], "--json")
    _, steps = counted(monkeypatch, lambda: run(*words))
    monkeypatch.setattr(CtrlC, "came", True)
    (status, out, err), done = counted(monkeypatch, lambda: run(*words), steps.steps // 2)
    assert done.interrupted and status == 130 and err.splitlines()[-1] == "interrupted"
    if out:
        assert json.loads(out)["schema"]
