"""Matches as files: every kind, every look, without a browser."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from oraclegames import Game, InputError, UnsupportedError, plots, region
from oraclegames.plots.files import static_bytes
from oraclegames.plots.look import style
from oraclegames.plots.matplotlib.static import draw_static
from oraclegames.plots.pictures.payoffs import payoff_space_info
from oraclegames.reflective.match.match import match
from tests.reflective.prisoners import LARGE

pytest.importorskip("plotly")
pytest.importorskip("matplotlib")

MATCH = match(LARGE, "demand:1/2", "demand:2", "1/20")
STARTS = {
    "png": b"\x89PNG",
    "svg": b"<?xml",
    "pdf": b"%PDF",
    "html": b"<!doctype html>",
    "json": b"{",
}


@pytest.mark.parametrize("zones", [False, True])
@pytest.mark.parametrize("ending", STARTS)
def test_every_kind_of_file_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str, zones: bool
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setitem(sys.modules, "kaleido", None)
    path = plots.save_match_plot(MATCH, tmp_path / f"a.{ending}", zones=zones, theme="dark")
    assert path.read_bytes().startswith(STARTS[ending])
    if ending == "json":
        assert json.loads(path.read_bytes())["layout"]["paper_bgcolor"] == "#14171C"


@pytest.mark.parametrize("kind", ["svg", "pdf"])
def test_the_same_match_gives_the_same_bytes(kind: str) -> None:
    for info in (plots.payoff_info(MATCH), plots.zone_info(MATCH)):
        assert static_bytes(info, kind) == static_bytes(info, kind)


def test_letters_grow_with_the_size() -> None:
    info = plots.payoff_info(MATCH)
    assert len({static_bytes(info, "svg", size=size) for size in style.SIZES}) == 3


def test_degenerate_games_have_pictures() -> None:
    for first, second in (([[1]], [[2]]), ([[0, 0]], [[1, 2]]), ([[1, 2], [3, 4]],) * 2):
        info = payoff_space_info(Game.from_arrays(first, second, title="x" * 90), steps=2)
        assert static_bytes(info, "svg") and plots.draw(info)


def test_bad_looks_are_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="screen, slides, paper"):
        plots.save_match_plot(MATCH, tmp_path / "a.png", size="huge")
    with pytest.raises(UnsupportedError, match="two moves for each player"):
        other = match(Game.from_arrays([[1, 2]], [[0, 5]]), "lp", "lp", "1/10")
        plots.save_match_plot(other, tmp_path / "a.png", zones=True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("largest", [8, 1000, 123456])
def test_the_title_of_the_axis_stays_on_the_paper_however_wide_the_ticks(largest):
    game = Game.from_arrays([[-largest, 3], [2, largest]], [[largest, -2], [1, -largest - 1]])
    figure = draw_static(plots.value_region_info(region(game)), style.look("light", "screen"))
    (ax,) = figure.axes
    assert ax.yaxis.get_tightbbox().x0 >= 0
    assert ax.get_position().width > 0.4
