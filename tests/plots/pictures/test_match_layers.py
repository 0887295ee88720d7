"""The layers of the pictures of matches."""

from __future__ import annotations

import pytest

from oraclegames import Game
from oraclegames.plots.look.style import GREEN, THEMES, YELLOW
from oraclegames.plots.pictures.match_layers import fixed_point_layers, payoff_plane
from oraclegames.plots.pictures.payoffs import payoff_info, payoff_space_info
from oraclegames.plots.pictures.zones import zone_info
from oraclegames.reflective.match.behaviour import LABELS
from oraclegames.reflective.match.match import match
from tests.reflective.prisoners import LARGE


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_regions_are_green_and_yellow(theme: str) -> None:
    info = payoff_info(match(LARGE, "demand:1/2", "demand:2", "1/20"))
    found = {layer.name: layer for layer in payoff_plane(info).layers}
    styles = THEMES[theme].styles
    assert styles[found["allowed by demand:1/2 (1)"].role].fill == GREEN
    assert styles[found["allowed by demand:2 (2)"].role].fill == YELLOW
    assert found["pure outcomes"].texts == ("C, C", "C, D", "D, C", "D, D")


def test_each_agent_has_an_entry_of_its_own_in_the_legend() -> None:
    info = payoff_info(match(LARGE, "demand:1/2", "demand:1/2", "1/20"))
    keys = [layer.key for layer in payoff_plane(info).layers]
    assert len(keys) == len(set(keys)) and len(info.regions) == 2


def test_the_labels_stand_outside_the_hull() -> None:
    plane = payoff_plane(payoff_space_info(LARGE))
    sides = {label.lines: (label.dx, label.dy) for label in plane.labels}
    assert sides == {
        ("C, C",): (1, 1),
        ("D, D",): (-1, -1),
        ("C, D",): (-1, 1),
        ("D, C",): (1, -1),
    }
    for (low, high), values in zip(plane.ranges, ((0, 4), (0, 4))):
        assert low < min(values) < max(values) < high


def test_of_many_outcomes_only_the_corners_have_names() -> None:
    table = [[i * j % 7 for j in range(4)] for i in range(4)]
    info = payoff_space_info(Game.from_arrays(table, [row[::-1] for row in table]), steps=2)
    assert len(info.outcomes) == 16
    assert {(label.x, label.y) for label in payoff_plane(info).labels} == set(info.hull)


def test_many_points_are_smaller_and_random_ones_are_rings() -> None:
    styles = THEMES["light"].styles
    for zones in (False, True):
        few = fixed_point_layers(((0.0, 0.0), (1.0, 1.0)), (False, True), zones=zones)
        assert [styles[layer.role].ring for layer in few] == [False, True]
    many = fixed_point_layers(((0.0, 0.0),) * 1000, (False,) * 1000)
    assert [layer.name for layer in many] == ["fixed points"]
    assert many[0].scale < few[0].scale
    assert fixed_point_layers((), ()) == ()


def test_every_behaviour_has_a_colour_of_its_own() -> None:
    for theme in THEMES.values():
        assert len(set(theme.behaviours)) == len(LABELS)
    info = zone_info(match(LARGE, "nicer", "defect", "1/10"))
    assert info.shown == (LABELS.index("reply"),)
