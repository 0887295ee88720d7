"""All notions in the plane of values."""

from __future__ import annotations

import pytest

from oraclegames import UnsupportedError, compare
from oraclegames.plots import comparison, comparison_info, save
from oraclegames.plots.pictures.comparison import SHORT

DILEMMA = compare("prisoners_dilemma(5,3,1,0)")


def numbered(plane):
    return {layer.points[0]: layer.name for layer in plane.layers[2:]}


def test_places_are_the_values_of_best_and_worst_plays():
    found = numbered(comparison_info(DILEMMA))
    assert len(found) == 3 and any(place == pytest.approx((23 / 9, 23 / 9)) for place in found)
    assert "best and worst of NE, CE, CCE" in found[1, 1] and "worst of IR" in found[1, 1]
    assert "best of IR, MR, EE, COEDT, DE, SEE" in found[3, 3]
    assert any(name.endswith("best and worst of b-SE") for name in found.values())


def test_every_notion_is_somewhere():
    for game in ("chicken", "matching_pennies", "rock_paper_scissors"):
        rows = compare(game).rows
        names = " ".join(numbered(comparison_info(compare(game))).values())
        for row in rows:
            assert (row.best is None) or SHORT[row.notion] in names


def test_the_pointer_tells_the_notions_of_an_outcome():
    (outcomes,) = [one for one in comparison_info(DILEMMA).layers if one.role == "outcomes"]
    assert outcomes.texts[1] == "Cooperate, Defect: rationalizable"
    assert "nash" in outcomes.texts[3] and "nash" not in outcomes.texts[0]


def test_places_that_are_near_have_their_numbers_on_different_sides():
    plane = comparison_info(compare("chicken"))
    near = [one for one in plane.labels if abs(one.x - 4.03) < 0.05 and abs(one.y - 4.03) < 0.05]
    assert len(near) == 3 and len({(one.dx, one.dy) for one in near}) > 1


def test_it_is_drawn_by_plot_and_by_save(tmp_path):
    assert DILEMMA.plot().to_dict() == comparison(DILEMMA).to_dict()
    for ending in ("svg", "html"):
        assert save(comparison_info(DILEMMA), tmp_path / f"a.{ending}").stat().st_size > 1000


def test_other_numbers_of_players_are_refused():
    with pytest.raises(UnsupportedError, match="two players, not of 3"):
        comparison_info(compare("volunteers_dilemma(3)"))
