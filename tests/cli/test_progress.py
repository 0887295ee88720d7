"""What a terminal shows while a long command runs; elsewhere nothing is shown."""

import io
import sys

import pytest

from oraclegames.budget import Progress
from oraclegames.cli.output import progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_nothing_is_shown_where_nobody_looks(capsys: pytest.CaptureFixture[str]) -> None:
    with progress("searching") as tell:
        assert tell is None
    assert capsys.readouterr() == ("", "")


def test_a_line_while_the_total_is_unknown_and_then_a_bar(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    with progress("searching") as tell:
        tell(Progress(3, None, "boxes [bold] open"))
    assert "searching: 3 boxes [bold] open" in screen.getvalue()
    assert "━" not in screen.getvalue()
    with progress("searching") as tell:
        tell(Progress(3, None, "boxes"))
        tell(Progress(10, 20, "points"))
        tell(Progress(12, 20, "points"))
    assert "searching: 12 of 20 points" in screen.getvalue()
    assert "━" in screen.getvalue()
    with progress("searching") as tell:
        tell(Progress(10, 20, "points"))
        tell(Progress(4, None, "boxes"))
    assert "searching: 4 boxes" in screen.getvalue()
