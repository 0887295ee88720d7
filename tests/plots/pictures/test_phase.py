"""Phase diagrams show the answer at every point of the grid."""

from __future__ import annotations

import pytest

from oraclegames import InputError
from oraclegames.plots import draw
from oraclegames.plots.pictures.phase import phase_info
from oraclegames.sweep.run import run_sweep
from oraclegames.sweep.show import phase
from tests.sweep.test_spec import DILEMMA

NAMES = ("T", "S", "set")


def test_rows_in_any_order_become_a_grid_with_gaps():
    info = phase_info([(2, 5, "b"), (1, 5, "a"), (1, 4, None)], NAMES)
    assert (info.x, info.y, info.classes) == ((1, 2), (4, 5), ("a", "b"))
    assert info.cells == ((None, None), (0, 1))


def test_numbers_are_shown_as_they_are():
    info = phase_info([(1, 1, 2.5), (2, 1, 3)], NAMES)
    assert (info.cells, info.classes) == (((2.5, 3.0),), ())


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([], "at least one row"),
        ([(1, 1, "a"), (1, 1, "a")], "two games have T = 1 and S = 1"),
        ([("x", 1, "a")], "should be numbers"),
        ([(k, 1, f"class {k}") for k in range(30)], "30 different texts"),
    ],
)
def test_rows_that_make_no_grid_are_refused(rows, message):
    with pytest.raises(InputError, match=message):
        phase_info(rows, NAMES)


def test_the_figure_has_one_colour_for_each_class():
    plotly = pytest.importorskip("plotly")
    figure = draw(phase_info([(1, 1, "a"), (2, 1, "b"), (3, 1, "c")], NAMES))
    (heat,) = figure.data
    assert list(heat.z[0]) == [0, 1, 2]
    assert list(heat.colorbar.ticktext) == ["a", "b", "c"]
    assert len({colour for _, colour in heat.colorscale}) == 3
    assert heat.text[0][1] == "b"
    assert plotly.io.from_json(figure.to_json()).layout.xaxis.title.text == "T"
    numbers = draw(phase_info([(1, 1, 2.5)], NAMES), theme="dark", size="paper")
    assert numbers.data[0].z[0][0] == 2.5


def test_a_sweep_is_drawn_by_its_columns(tmp_path):
    pytest.importorskip("duckdb")
    run_sweep(DILEMMA, tmp_path, workers=1)
    info = phase(tmp_path, "T", "S")
    assert (info.x, info.y) == ((1.0, 1.5, 2.0), (-1.0, -0.5, 0.0))
    assert info.classes == ("one arc", "surface", "two crossing arcs")
    assert info.cells[0] == (0, 2, 2)
    one = phase(tmp_path, "T", "S", "best_welfare", where="T > 1")
    assert one.x == (1.5, 2.0)
    with pytest.raises(InputError, match="did you mean best_welfare"):
        phase(tmp_path, "T", "S", "best_walfare")
    with pytest.raises(InputError, match="two games have"):
        phase(tmp_path, "T", "R")
    with pytest.raises(InputError, match="SQL is wrong"):
        phase(tmp_path, "T", "S", where="T >")
