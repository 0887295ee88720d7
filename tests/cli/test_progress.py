"""What a terminal shows while a long command runs; elsewhere nothing is shown."""

import io
import re
import sys
import time

import pytest

from oraclegames.budget import Progress
from oraclegames.cli import output
from oraclegames.cli.classical import _correlated
from oraclegames.cli.output import progress
from oraclegames.errors import InputError


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
    monkeypatch.setattr(output, "_PATIENCE", 0)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    with progress("searching") as tell:
        wait_for(lambda: "searching" in screen.getvalue())
        tell(Progress(3, None, "boxes [bold] open"))
        wait_for(lambda: "boxes" in screen.getvalue())
    assert "searching: 3 boxes [bold] open" in screen.getvalue()
    assert "━" not in screen.getvalue()
    screen.truncate(screen.seek(0))
    with progress("searching") as tell:
        tell(Progress(3, None, "boxes"))
        wait_for(lambda: "searching" in screen.getvalue())
        tell(Progress(10, 20, "points"))
        tell(Progress(12, 20, "points"))
    assert "searching: 12 of 20 points" in screen.getvalue()
    assert "━" in screen.getvalue()
    screen.truncate(screen.seek(0))
    with progress("searching") as tell:
        tell(Progress(10, 20, "points"))
        wait_for(lambda: "searching" in screen.getvalue())
        tell(Progress(4, None, "boxes"))
    assert "searching: 4 boxes" in screen.getvalue()


def test_what_is_done_at_once_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    with progress("searching") as tell:
        tell(Progress(1, 2, "boxes"))
    assert screen.getvalue() == ""


def test_a_call_that_tells_nothing_shows_its_time_and_its_budget(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(output, "_PATIENCE", 0)
    monkeypatch.setenv("TERM", "xterm")
    with progress("searching", budget=7):
        wait_for(lambda: "left" in screen.getvalue())
    assert "searching 0:00:0" in re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", screen.getvalue())
    assert re.search(r"\(at most [67] s left\)", screen.getvalue())


def test_whoever_waits_for_correlated_equilibria_sees_it(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(output, "_PATIENCE", 0)
    monkeypatch.setenv("TERM", "xterm")

    def slow(*_: object, **__: object) -> None:
        wait_for(lambda: "searching" in screen.getvalue())
        raise InputError("seen")

    monkeypatch.setattr("oraclegames.classical.correlated.correlated", slow)
    with pytest.raises(InputError, match="seen"):
        _correlated("chicken")


def test_nobody_is_told_who_wants_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(output, "_PATIENCE", 0)
    with progress("searching", quiet=True) as tell:
        assert tell is None
    assert screen.getvalue() == ""


def test_no_colour_where_none_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(output, "_PATIENCE", 0)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("NO_COLOR", "1")
    with progress("searching"):
        wait_for(lambda: "searching" in screen.getvalue())
    assert not re.search(r"\x1b\[[0-9;]*3[0-9]", screen.getvalue())


def wait_for(what):
    """Until it is so, for ten seconds at most."""
    for _ in range(1000):
        if what():
            return
        time.sleep(0.01)
