"""Regions of values as files: planes and spaces, without a browser."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from oraclegames import Game, catalog, plots
from oraclegames.conditional.values.region import region
from oraclegames.plots.files import static_bytes
from oraclegames.plots.look.style import look
from oraclegames.plots.matplotlib.static import draw_static
from oraclegames.plots.pictures.value_region import ValueRegionInfo

pytest.importorskip("plotly")
pytest.importorskip("matplotlib")

MIXED = Game.from_arrays([[2, -1, 4], [0, 3, 1]], [[1, 3, 0], [2, -2, 5]])


def info_of(game: Game, tolerance: str = "1/4") -> ValueRegionInfo:
    return plots.value_region_info(region(game, tolerance=tolerance, budget=600))


@pytest.fixture(scope="module")
def infos() -> list[ValueRegionInfo]:
    return [info_of(MIXED), info_of(catalog.public_goods(), "1/2")]


@pytest.mark.parametrize("ending", ["png", "svg", "pdf", "html", "json"])
def test_every_kind_of_file_is_written(
    infos: list[ValueRegionInfo], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    monkeypatch.setitem(sys.modules, "kaleido", None)
    for k, info in enumerate(infos):
        path = plots.save(info, tmp_path / f"{k}.{ending}", theme="dark", size="paper")
        assert path.stat().st_size > 2000


def test_the_legend_names_what_there_is(infos: list[ValueRegionInfo]) -> None:
    for info in infos:
        text = static_bytes(info, "svg").decode()
        assert "<!-- pure equilibria -->" in text and "<!-- value of player 1 -->" in text
        assert ("<!-- undecided -->" in text) == bool(info.edge)
        assert "<!-- totally mixed equilibria -->" not in text
    line = static_bytes(info_of(catalog.prisoners_dilemma()), "svg").decode()
    assert "<!-- totally mixed equilibria -->" in line and "<!-- undecided" not in line


def test_bodies_of_correlated_equilibria_are_drawn_by_their_faces() -> None:
    game = Game.from_arrays(
        [[[2, 0], [0, 1]], [[0, 1], [1, 3]]],
        [[[1, 0], [0, 2]], [[0, 2], [1, 2]]],
        [[[3, 0], [0, 1]], [[0, 1], [2, 1]]],
    )
    info = info_of(game, "1/2")
    assert len(info.correlated) > 3
    assert static_bytes(info, "png").startswith(b"\x89PNG")


def test_constant_games_have_a_picture() -> None:
    assert static_bytes(info_of(Game.from_arrays([[1, 1, 1]] * 2, [[2, 2, 2]] * 2)), "svg")


def test_an_empty_picture_says_so() -> None:
    game = Game.from_arrays([[3, 2], [1, 0], [0, 0]], [[0, 1], [0, 1], [0, 1]])
    info = info_of(game)
    assert "<!-- no totally mixed equilibrium -->" in static_bytes(info, "svg").decode()
    (note,) = plots.draw(info).layout.annotations
    assert note.text == "<i>no totally mixed equilibrium</i>"
    assert not plots.draw(info_of(MIXED)).layout.annotations


def test_points_lie_before_bodies_and_curves(infos: list[ValueRegionInfo]) -> None:
    (axes,) = draw_static(infos[1], look("light", "screen")).axes
    assert not axes.computed_zorder
    order = {kind: set[float]() for kind in ("Poly3DCollection", "Line3DCollection", "Line3D")}
    for artist in (*axes.collections, *axes.lines):
        order[type(artist).__name__].add(artist.get_zorder())
    bodies, lines, points = map(max, order.values())
    assert bodies < min(order["Line3DCollection"]) and lines < min(order["Line3D"]) <= points
