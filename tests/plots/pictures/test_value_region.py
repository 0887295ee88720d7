"""Pictures of achievable values: the info is right, and the figure draws what it says."""

from __future__ import annotations

import numpy as np
import pytest

from oraclegames import Game, UnsupportedError
from oraclegames.conditional.values.region import region
from oraclegames.plots import draw, value_region
from oraclegames.plots.pictures.value_region import region_plane, value_region_info

DILEMMA = Game.from_dict({"Row": [[2, 0], [3, 1]], "Column": [[2, 3], [0, 1]]}, title="Dilemma")
MIXED = Game.from_arrays([[2, -1, 4], [0, 3, 1]], [[1, 3, 0], [2, -2, 5]])


def body(seed: int) -> Game:
    rng = np.random.default_rng(seed)
    return Game.from_arrays(*rng.integers(-9, 10, size=(3, 2, 2, 2)))


def names(figure) -> list[str]:
    return [trace.name for trace in figure.data]


def test_a_two_by_two_game_shows_its_curve_and_its_pure_equilibria():
    result = region(DILEMMA, tolerance="1/8")
    info = value_region_info(result)
    assert info == value_region_info(result)
    assert not info.inside and len(info.curves) == 2
    for curve in info.curves:
        assert all(min(abs(x - y), abs(x + y - 3)) < 1e-6 for x, y in curve)
    assert {label for label, _, yes in info.outcomes if yes} == {"1, 1", "2, 2"}
    assert info.correlated == ((1.0, 1.0),)
    pytest.importorskip("plotly")
    figure = draw(info)
    assert "totally mixed equilibria" in names(figure) and "undecided" not in names(figure)
    assert figure.layout.xaxis.title.text == "value of Row"


def test_a_two_player_region_shows_certified_cells():
    result = region(MIXED, tolerance="1/8")
    info = value_region_info(result)
    assert len(info.inside) == sum(cell.kind == "in" for cell in result.cells)
    edges = sum(cell.kind == "edge" for cell in result.cells)
    assert info.half and info.edge and len(info.half) + len(info.edge) == edges
    assert all(len(cell) == 4 for cell in info.half)
    pytest.importorskip("plotly")
    figure = value_region(result)
    shown = {"undecided", "undecided, centre achievable", "other pure outcomes"}
    assert shown <= set(names(figure))
    assert figure.data[0].type == "scatter"


def test_nash_equilibria_of_the_dilemma_are_its_defection():
    pytest.importorskip("pygambit")
    assert value_region_info(region(DILEMMA, tolerance="1/2")).nash == ((1.0, 1.0),)


def test_three_players_have_a_body():
    pytest.importorskip("plotly")
    info = value_region_info(region(body(2), tolerance="1/4"))
    figure = draw(info)
    assert all(len(point) == 3 for cell in info.half for point in cell)
    assert info.half and any(trace.type == "mesh3d" for trace in figure.data)
    assert all(trace.type in ("scatter3d", "mesh3d") for trace in figure.data)
    assert figure.layout.scene.zaxis.title.text == "value of player 3"


def test_a_segment_of_values_of_three_players_is_drawn_as_points():
    pytest.importorskip("plotly")
    table = np.zeros((2, 2, 2), dtype=int)
    table[0, 0, 0] = table[1, 1, 1] = 1
    figure = value_region(region(Game.from_arrays(table, table, table)))
    assert "achievable, totally mixed" in names(figure)


def test_four_players_have_no_picture():
    game = Game.from_arrays(*np.ones((4, 2, 2, 2, 2), dtype=int))
    with pytest.raises(UnsupportedError, match="two or three players, not 4"):
        value_region_info(region(game))


def test_an_exact_region_names_its_curves():
    found = region(MIXED, totally_mixed=True)
    info = value_region_info(found)
    assert info == value_region_info(region(MIXED, totally_mixed=True)) and not info.inside
    assert [equation for equation, *_ in info.boundary] == [arc.equation for arc in found.arcs]
    low, high = found.area()
    total = 0.0
    for polygon in info.areas:
        for (ax, ay), (bx, by) in zip(polygon, (*polygon[1:], polygon[0])):
            total += (ax * by - bx * ay) / 2
    assert abs(total - (low + high) / 2) < 0.01 * high
    pytest.importorskip("plotly")
    (open_boundary,) = (
        trace for trace in draw(info).data if trace.name == "boundary, not achievable"
    )
    told = {text for text in open_boundary.hovertext if text}
    assert told == {f"<b>boundary, not achievable</b><br>{arc.equation}" for arc in found.arcs}


def test_single_curves_and_points_of_an_exact_region_are_drawn():
    cross = value_region_info(region(DILEMMA, totally_mixed=True))
    assert not cross.areas and all(alone for _, _, alone, _ in cross.boundary)
    chicken = Game.from_arrays([[4, 4], [5, 0]], [[4, 5], [4, 0]])
    point = value_region_info(region(chicken, totally_mixed=True))
    assert point.lone == ((4.0, 4.0),)
    pytest.importorskip("plotly")
    for info in (cross, point):
        assert "totally mixed equilibria" in names(draw(info))
    three = value_region_info(region(chicken))
    assert set(three.lone) == {(4.0, 4.0), (4.0, 5.0), (5.0, 4.0)}
    assert "dependency equilibria" in names(draw(three))


def test_shadows_lie_before_the_walls_and_apart():
    """What is seen in one plane flickers."""
    plane = region_plane(value_region_info(region("public_goods", tolerance="1/2")))
    low, _ = zip(*plane.ranges)
    flat = [
        {corner[2] for area in layer.areas for corner in area if len({c[2] for c in area}) == 1}
        for layer in plane.layers
        if layer.role in ("half decided", "achievable")
    ]
    floors = [min(heights) for heights in flat if heights]
    assert floors and low[2] < min(floors) and len(set(floors)) == len(floors)
