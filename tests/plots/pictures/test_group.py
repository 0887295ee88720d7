"""The picture of a match of three and more agents."""

from __future__ import annotations

import pytest

from oraclegames import Game, InputError, UnsupportedError, match
from oraclegames.plots import draw, group_info, save, save_match_plot


@pytest.fixture(scope="module")
def played():
    return match("public_goods(3)", "nelp", "nelp", "defect", delta="1/6", epsilon="1/4")


def layers(info):
    return {layer.name: layer for layer in info.layers}


def test_of_three_the_body_is_shown_and_of_a_pair_its_projection(played):
    body = group_info(played)
    assert len(body.axes) == 3 and body.axes[0] == "payoff of 1"
    everything = layers(body)
    points = {
        point
        for name in ("fixed points", "fixed points, random answers")
        if name in everything
        for point in everything[name].points
    }
    assert points == {tuple(map(float, row)) for row in played.payoffs}
    assert len(everything["pure outcomes"].points) == 8
    assert everything["what each can secure"].points == ((1.0, 1.0, 1.0),)
    assert set(everything["beaten by no other"].points) == {
        tuple(map(float, point.payoffs)) for point in played.pareto()
    }
    flat = layers(group_info(played, (2, 0)))
    assert set(flat["pure outcomes"].points) == {
        (z, x) for x, _, z in everything["pure outcomes"].points
    }
    corners = flat["hull of the pure outcomes"].areas[0]
    assert set(corners) <= set(flat["pure outcomes"].points)


def test_both_libraries_draw_it(played, tmp_path):
    for pair in (None, (0, 1)):
        info = group_info(played, pair)
        assert draw(info).data
        for ending in ("png", "json"):
            path = save_match_plot(played, tmp_path / f"it.{ending}", pair=pair)
            assert path.stat().st_size > 1000
    assert save(group_info(played), tmp_path / "it.svg").exists()
    assert type(played).plot(played).data


@pytest.mark.parametrize("pair", [(0, 0), (0, 3), (-1, 0), (0,), (0, 1, 2)])
def test_a_pair_is_two_players(played, pair):
    with pytest.raises(InputError, match="two positions of 0 to 2"):
        group_info(played, pair)


def test_no_square_of_three(played, tmp_path):
    with pytest.raises(UnsupportedError, match="for two agents"):
        save_match_plot(played, tmp_path / "it.png", zones=True)


def test_four_players_and_equal_payoffs():
    found = match("public_goods(4)", *["nicer"] * 4, delta="1/5", epsilon="1/4")
    assert len(group_info(found).axes) == 2
    same = Game.from_arrays(*[[[[1, 1], [1, 1]]] * 2] * 3)
    flat = match(same, *["lp"] * 3, delta="1/4", epsilon="1/2")
    assert draw(group_info(flat)).data
