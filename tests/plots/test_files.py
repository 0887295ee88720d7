"""Files: every ending, atomic writing, errors in one line, no browser for static files."""

import json
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from oraclegames import Game, InputError, MissingDependencyError, catalog, plots, solve
from oraclegames.games.ordinal import all_tied_games
from oraclegames.plots.files import ENDINGS, static_bytes
from oraclegames.plots.pictures.layers import OVERLAYS
from tests.depth import some

pytest.importorskip("plotly")
pytest.importorskip("matplotlib")

SOLUTION = solve(catalog.battle_of_the_sexes())


def test_html_is_one_file_that_needs_no_network(tmp_path: Path) -> None:
    path = plots.save_solution_plot(SOLUTION, tmp_path / "a.html", overlays=OVERLAYS)
    text = path.read_text(encoding="utf-8")
    assert path.stat().st_size < 6_000_000
    assert "<title>Battle of the Sexes</title>" in text
    assert "<script src=" not in text and "<link" not in text


def test_json_is_a_plotly_figure(tmp_path: Path) -> None:
    figure = json.loads(plots.save(SOLUTION, tmp_path / "a.json").read_text(encoding="utf-8"))
    assert {trace["type"] for trace in figure["data"]} == {"scatter3d", "mesh3d", "scatter"}


def test_png_svg_and_pdf_need_no_browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    for module in ("kaleido", "plotly", "plotly.graph_objects"):
        monkeypatch.setitem(sys.modules, module, None)
    png = plots.save(SOLUTION, tmp_path / "a.png").read_bytes()
    assert png.startswith(b"\x89PNG") and len(png) < 250_000
    svg = plots.save(SOLUTION, tmp_path / "a.SVG", theme="dark").read_bytes()
    assert ElementTree.fromstring(svg).tag == "{http://www.w3.org/2000/svg}svg"
    pdf = plots.save(plots.values_info(SOLUTION), tmp_path / "a.pdf", size="paper").read_bytes()
    assert pdf.startswith(b"%PDF")


@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
def test_the_same_picture_gives_the_same_bytes(kind: str) -> None:
    info = plots.tetrahedron_info(SOLUTION, correlated=True)
    assert static_bytes(info, kind) == static_bytes(info, kind)


def test_degenerate_games_have_static_pictures() -> None:
    for game in list(all_tied_games())[:: some(2000, 900)]:
        info = plots.both_info(solve(game), nash=True, best=True, correlated=True, product=True)
        assert static_bytes(info, "svg")


def test_strange_labels_have_static_pictures() -> None:
    game = Game.from_arrays(
        [[2, 0], [3, 1]],
        [[2, 3], [0, 1]],
        title="$x^{$ 囚人のジレンマ",
        moves=[["$\\frac", "協力"], ["_a_", "x" * 80]],
    )
    assert static_bytes(plots.both_info(solve(game)), "png")


def test_unknown_endings_are_refused_with_the_known_ones(tmp_path: Path) -> None:
    for name in ("a.gif", "a", ".png"):
        with pytest.raises(InputError, match=r"\.html, \.json, \.png, \.svg, \.pdf"):
            plots.save(SOLUTION, tmp_path / name)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_path_that_cannot_be_written_is_an_input_error(tmp_path: Path, ending: str) -> None:
    with pytest.raises(InputError, match="cannot write") as caught:
        plots.save(SOLUTION, tmp_path / "missing" / f"a{ending}")
    assert "\n" not in str(caught.value)


def test_a_directory_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "a.json").mkdir()
    with pytest.raises(InputError, match="cannot write"):
        plots.save(SOLUTION, tmp_path / "a.json")
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]


def test_an_existing_file_is_replaced_and_nothing_else_remains(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("old", encoding="utf-8")
    plots.save(SOLUTION, tmp_path / "a.json")
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]


def test_unknown_overlays_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="product, nash, correlated, best"):
        plots.save_solution_plot(SOLUTION, tmp_path / "a.png", overlays=["magic"])


def test_figures_are_saved_as_html_and_json(tmp_path: Path) -> None:
    figure = plots.tetrahedron(SOLUTION)
    width = figure.layout.width
    assert plots.save(figure, tmp_path / "a.html").stat().st_size > 1_000_000
    assert json.loads(plots.save(figure, tmp_path / "a.json").read_text(encoding="utf-8"))
    assert figure.layout.width == width


def test_missing_libraries_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("matplotlib.figure", "plotly.graph_objects", "kaleido"):
        monkeypatch.setitem(sys.modules, module, None)
    for ending in (".png", ".html"):
        with pytest.raises(MissingDependencyError, match=r'pip install "oraclegames\[plot\]"'):
            plots.save(SOLUTION, tmp_path / f"a{ending}")


def test_a_plotly_figure_as_a_bitmap_says_what_to_do_instead(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    figure = plots.tetrahedron(SOLUTION)

    def fails(**options: object) -> bytes:
        raise RuntimeError("no browser\nat all")

    monkeypatch.setattr(type(figure), "to_image", lambda self, **options: fails(**options))
    with pytest.raises(MissingDependencyError, match="save the solution or its info") as caught:
        plots.save(figure, tmp_path / "a.png")
    assert "\n" not in str(caught.value)
