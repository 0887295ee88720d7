"""What results show in a notebook once their pictures are attached."""

from __future__ import annotations

import subprocess
import sys
from types import SimpleNamespace

import pytest

import oraclegames
from oraclegames import (
    catalog,
    common_coins,
    compare,
    independent_coins,
    match,
    phases,
    region,
    similar,
    solve,
)
from oraclegames.agents import memory_one
from oraclegames.plots.notebook import mime_bundle, register

PLOTLY = "application/vnd.plotly.v1+json"


class Formatter:
    """As IPython's: it looks a type up by the names of its module and itself."""

    def __init__(self) -> None:
        self.known: dict[tuple[str, str], object] = {}

    def for_type_by_name(self, module: str, name: str, function: object) -> None:
        self.known[module, name] = function


def results() -> list:
    dilemma = catalog.prisoners_dilemma()
    return [
        solve(dilemma),
        match(dilemma, "lp", "lp", "1/10"),
        match("public_goods(3)", "nicer", "nelp", "defect", delta="1/4", epsilon="1/2"),
        region(dilemma),
        region(dilemma, tolerance="1/2"),
        similar(dilemma),
        phases("stag_hunt(t)", low=1, high=2),
        compare(dilemma),
        match(dilemma, "lp", "lp", delta=0),
        common_coins(dilemma, memory_one(8), memory_one(8)),
        independent_coins(dilemma, memory_one(8), memory_one(8)),
    ]


def test_a_solution_shows_text_and_a_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    pio = pytest.importorskip("plotly.io")
    monkeypatch.setattr(pio.renderers, "default", "plotly_mimetype")
    solution = solve(catalog.chicken())
    bundle = mime_bundle(solution)
    assert bundle["text/plain"] == solution.describe()
    assert PLOTLY in bundle


def test_the_html_holds_its_picture() -> None:
    pytest.importorskip("matplotlib")
    text = mime_bundle(solve(catalog.chicken()))["text/html"]
    assert '<img alt="Chicken" src="data:image/png;base64,' in text
    assert "Totally mixed equilibria" in text and "http" not in text


def test_games_without_a_picture_show_text() -> None:
    solution = solve(catalog.rock_paper_scissors())
    bundle = mime_bundle(solution)
    assert set(bundle) == {"text/plain", "text/html"}
    assert bundle["text/plain"] == solution.describe()
    assert bundle["text/html"].startswith("<pre>")


def test_without_the_drawing_libraries_there_is_text(monkeypatch: pytest.MonkeyPatch) -> None:
    solution = solve(catalog.chicken())
    for module in ("matplotlib.figure", "plotly.graph_objects"):
        monkeypatch.setitem(sys.modules, module, None)
    bundle = mime_bundle(solution)
    assert set(bundle) == {"text/plain", "text/html"}
    assert bundle["text/plain"] == solution.describe()
    assert bundle["text/html"].startswith("<pre>")


def test_the_names_that_are_registered_are_those_of_the_results() -> None:
    formatter = Formatter()
    register(SimpleNamespace(display_formatter=SimpleNamespace(mimebundle_formatter=formatter)))
    types = {(type(one).__module__, type(one).__qualname__) for one in results()}
    assert set(formatter.known) == types
    assert set(formatter.known.values()) == {mime_bundle}


@pytest.mark.parametrize("running", [True, False])
def test_importing_the_package_registers_where_a_notebook_is_running(
    monkeypatch: pytest.MonkeyPatch, running: bool
) -> None:
    formatter = Formatter()
    display = SimpleNamespace(mimebundle_formatter=formatter)
    shell = SimpleNamespace(display_formatter=display) if running else None
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: shell))
    oraclegames._show_pictures()
    assert bool(formatter.known) == running


def test_a_real_shell_shows_pictures_of_all_results(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("IPython")
    pio = pytest.importorskip("plotly.io")
    from IPython.core.interactiveshell import InteractiveShell

    monkeypatch.setattr(pio.renderers, "default", "plotly_mimetype")
    shell = InteractiveShell()
    register(shell)
    for result in results():
        data, _ = shell.display_formatter.format(result)
        assert data["text/plain"] == str(result)
        assert PLOTLY in data and "<pre>" in data["text/html"]


def test_results_have_a_method_that_draws_them() -> None:
    pytest.importorskip("plotly")
    for result in results():
        assert result.plot(theme="dark").layout.paper_bgcolor == "#14171C"


def test_importing_and_solving_load_no_drawing_library() -> None:
    code = (
        "import sys, oraclegames, oraclegames.plots\n"
        "from oraclegames import catalog, plots, solve\n"
        "plots.both_info(solve(catalog.chicken()), nash=True, correlated=True, best=True)\n"
        "assert not {'plotly', 'matplotlib'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_what_computes_does_not_load_pictures() -> None:
    code = (
        "import sys\n"
        "from oraclegames import catalog, match, region, solve\n"
        "match, region, solve(catalog.chicken())\n"
        "assert not any(name.startswith('oraclegames.plots') for name in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
