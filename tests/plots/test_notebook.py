"""What a solution shows in a notebook."""

import subprocess
import sys

import pytest

from oraclegames import catalog, solve
from oraclegames.plots.notebook import mime_bundle, solution_html


def test_a_solution_shows_text_and_a_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    pio = pytest.importorskip("plotly.io")
    monkeypatch.setattr(pio.renderers, "default", "plotly_mimetype")
    solution = solve(catalog.chicken())
    bundle = mime_bundle(solution)
    assert bundle["text/plain"] == solution.describe()
    assert "application/vnd.plotly.v1+json" in bundle


def test_the_html_holds_its_picture() -> None:
    pytest.importorskip("matplotlib")
    text = solution_html(solve(catalog.chicken()))
    assert '<img alt="Chicken" src="data:image/png;base64,' in text
    assert "Totally mixed equilibria" in text and "http" not in text


def test_games_without_a_picture_show_text() -> None:
    solution = solve(catalog.rock_paper_scissors())
    assert mime_bundle(solution) == {"text/plain": solution.describe()}
    assert solution_html(solution).startswith("<pre>")


def test_without_the_drawing_libraries_there_is_text(monkeypatch: pytest.MonkeyPatch) -> None:
    solution = solve(catalog.chicken())
    for module in ("matplotlib.figure", "plotly.graph_objects"):
        monkeypatch.setitem(sys.modules, module, None)
    assert mime_bundle(solution) == {"text/plain": solution.describe()}
    assert solution_html(solution).startswith("<pre>")


def test_importing_and_solving_load_no_drawing_library() -> None:
    code = (
        "import sys, oraclegames, oraclegames.plots\n"
        "from oraclegames import catalog, plots, solve\n"
        "plots.both_info(solve(catalog.chicken()), nash=True, correlated=True, best=True)\n"
        "assert not {'plotly', 'matplotlib'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
