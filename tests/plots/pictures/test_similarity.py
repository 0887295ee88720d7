"""The picture of b-similarity."""

from __future__ import annotations

import pytest

from oraclegames import similar
from oraclegames.errors import UnsupportedError
from oraclegames.plots import draw, save, similar_info
from oraclegames.plots.pictures.similarity import similar_planes


def test_curves_follow_the_formulas():
    info = similar_info(similar("prisoners_dilemma(5,3,1,0)"))
    (cooperate,) = info.moves
    assert cooperate.name == "Cooperate" and len(cooperate.lines) == 3
    for b, x in cooperate.lines[1]:
        assert x == pytest.approx((4 * b - 1) / (b + 1), abs=1e-6)
    assert info.payoff.points == ((0.0, 1.0), (1.0, 3.0))


def test_segments_polytopes_and_curves_by_equation():
    jump = similar_info(similar("prisoners_dilemma"))
    assert ((0.5, 0.0), (0.5, 1.0)) in jump.moves[0].lines
    rock = similar_info(similar("rock_paper_scissors"))
    assert len(rock.moves) == 3
    volunteers = similar_info(similar("volunteers_dilemma(3)")).moves[0].lines[0]
    assert volunteers[0][1] == pytest.approx(1 - 0.5**0.5, abs=1e-6)


@pytest.mark.parametrize("game", ["prisoners_dilemma", "rock_paper_scissors", "volunteers_dilemma"])
def test_it_is_drawn_and_saved(game, tmp_path):
    info = similar_info(similar(game))
    left, right = similar_planes(info)
    roles = {layer.role for layer in (*left.layers, *right.layers)}
    assert {"first move", "equilibria", "nash", "best"} <= roles
    figure = draw(info)
    assert "x2" in {trace.xaxis for trace in figure.data} != {"x2"}
    for ending in ("svg", "json"):
        assert save(info, tmp_path / f"picture.{ending}").stat().st_size > 1000


def test_one_b_has_no_picture():
    with pytest.raises(UnsupportedError, match="without b"):
        similar_info(similar("chicken", "1/2"))
