"""How long a picture takes, without importing the drawing libraries."""

import pytest

from oraclegames import catalog, plots, solve
from oraclegames.plots.files import static_bytes

pytest.importorskip("plotly.graph_objects")

GAMES = ("prisoners_dilemma", "battle_of_the_sexes", "chicken_textbook")


@pytest.mark.parametrize("name", GAMES)
def test_tetrahedron(benchmark, name: str) -> None:
    """Under 30 ms."""
    solution = solve(getattr(catalog, name)())
    benchmark(plots.tetrahedron, solution)


@pytest.mark.parametrize("name", GAMES)
def test_values(benchmark, name: str) -> None:
    """Under 30 ms."""
    solution = solve(getattr(catalog, name)())
    benchmark(plots.values, solution)


def test_bitmap(benchmark) -> None:
    info = plots.both_info(solve(catalog.battle_of_the_sexes()), nash=True)
    benchmark.pedantic(static_bytes, (info, "png"), rounds=5)
