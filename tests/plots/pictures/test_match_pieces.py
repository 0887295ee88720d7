"""The pieces of the pictures of matches."""

from __future__ import annotations

import pytest

from oraclegames import Game
from oraclegames.plots.look.style import GREEN, THEMES, YELLOW
from oraclegames.plots.pictures.match_pieces import (
    behaviour_colours,
    behaviours_shown,
    fixed_point_pieces,
    payoff_labels,
    payoff_pieces,
    payoff_ranges,
)
from oraclegames.plots.pictures.payoffs import payoff_info, payoff_space_info
from oraclegames.plots.pictures.zones import zone_info
from oraclegames.reflective.match.behaviour import LABELS
from oraclegames.reflective.match.match import match
from tests.reflective.prisoners import LARGE


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_regions_are_green_and_yellow(theme: str) -> None:
    info = payoff_info(match(LARGE, "demand:1/2", "demand:2", "1/20"))
    found = {piece.name: piece for piece in payoff_pieces(info, THEMES[theme])}
    assert found["allowed by demand:1/2 (1)"].style.fill == GREEN
    assert found["allowed by demand:2 (2)"].style.fill == YELLOW
    assert found["pure outcomes"].texts == ("C, C", "C, D", "D, C", "D, D")


def test_the_labels_stand_outside_the_hull() -> None:
    sides = {label.lines: (label.dx, label.dy) for label in payoff_labels(payoff_space_info(LARGE))}
    assert sides == {
        ("C, C",): (1, 1),
        ("D, D",): (-1, -1),
        ("C, D",): (-1, 1),
        ("D, C",): (1, -1),
    }
    for (low, high), values in zip(payoff_ranges(payoff_space_info(LARGE)), ((0, 4), (0, 4))):
        assert low < min(values) < max(values) < high


def test_of_many_outcomes_only_the_corners_have_names() -> None:
    table = [[i * j % 7 for j in range(4)] for i in range(4)]
    info = payoff_space_info(Game.from_arrays(table, [row[::-1] for row in table]), steps=2)
    assert len(info.outcomes) == 16
    assert {(label.x, label.y) for label in payoff_labels(info)} == set(info.hull)


def test_many_points_are_smaller_and_random_ones_are_rings() -> None:
    few = fixed_point_pieces(((0.0, 0.0), (1.0, 1.0)), (False, True), "#000000")
    assert [piece.style.ring for piece in few] == [False, True]
    many = fixed_point_pieces(((0.0, 0.0),) * 1000, (False,) * 1000, "#000000")
    assert [piece.name for piece in many] == ["fixed points"]
    assert many[0].style.marker_size < few[0].style.marker_size
    assert fixed_point_pieces((), (), "#000000") == ()


def test_every_behaviour_has_a_colour_of_its_own() -> None:
    for theme in THEMES.values():
        assert len(set(behaviour_colours(theme))) == len(LABELS)
    info = zone_info(match(LARGE, "nicer", "defect", "1/10"))
    assert behaviours_shown(info) == (LABELS.index("reply"),)
