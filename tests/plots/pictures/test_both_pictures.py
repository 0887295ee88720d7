"""Both pictures in one figure: one legend, linked colours."""

import pytest

from oraclegames import catalog, plots, solve

pytest.importorskip("plotly")


def test_both_holds_the_two_infos() -> None:
    solution = solve(catalog.battle_of_the_sexes())
    found = plots.both_info(solution, nash=True)
    assert found.tetrahedron == plots.tetrahedron_info(solution, nash=True)
    assert found.values == plots.values_info(solution, nash=True)


def test_each_role_has_one_entry_and_one_colour() -> None:
    figure = plots.both(solve(catalog.battle_of_the_sexes()), nash=True, best=True)
    entries = [trace.legendgroup for trace in figure.data if trace.showlegend]
    assert len(entries) == len(set(entries))
    for role in ("equilibria", "nash"):
        colours = {
            (trace.line.color if trace.mode == "lines" else trace.marker.color)
            for trace in figure.data
            if trace.legendgroup == role
        }
        assert len(colours) == 1
        kinds = {trace.type for trace in figure.data if trace.legendgroup == role}
        assert kinds == {"scatter3d", "scatter"}


def test_hover_tells_everything() -> None:
    figure = plots.both(solve(catalog.prisoners_dilemma()))
    trace = next(t for t in figure.data if t.legendgroup == "equilibria" and t.mode == "lines")
    text = trace.hovertext[5]
    assert text.startswith("<b>totally mixed equilibrium</b>")
    assert text.count("P(") == 4
    assert "Row: " in text and "Column: " in text
    assert "(Cooperate " in text and "Defect " in text
    middle = [t for t in figure.data if t.legendgroup == "equilibria" and t.mode == "markers"]
    assert "exactly (3/8, 1/8, 1/8, 3/8)" in middle[0].hovertext[0]
    pure = next(t for t in figure.data if t.legendgroup == "reflective")
    assert any("never" in text for text in pure.hovertext)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", ["screen", "slides", "paper"])
def test_themes_and_sizes(theme: str, size: str) -> None:
    figure = plots.both(solve(catalog.chicken()), theme=theme, size=size)
    assert figure.layout.paper_bgcolor == {"light": "#FFFFFF", "dark": "#14171C"}[theme]
    assert figure.layout.font.size == {"screen": 13, "slides": 20, "paper": 8}[size]
