"""How alike players think they are, as a colour along the curve."""

from __future__ import annotations

import itertools

import pytest

from oraclegames import Game, solve
from oraclegames.conditional.two_by_two.alike import similarities
from oraclegames.conditional.two_by_two.spread_points import point_at
from oraclegames.plots import both, both_info, save
from oraclegames.plots.look.style import THEMES
from oraclegames.plots.pictures.alike import SCALE, class_of, likeness_layers, similarity_near
from oraclegames.plots.pictures.layers import ROLES

GAMES = ["prisoners_dilemma", "prisoners_dilemma(5,3,1,0)", "matching_pennies", "chicken"]


def coloured(name):
    info = both_info(solve(name), similarity=True).tetrahedron
    return [layer for layer in info.layers if layer.role in ROLES["similarity"]], info


def test_the_dilemma_needs_a_half_everywhere():
    (layer,), info = coloured("prisoners_dilemma")
    assert layer.role == "somewhat alike" and layer.name == "similarity 1/4 to 1/2"
    assert layer.lines == info.layer("equilibria").lines


@pytest.mark.parametrize("name", GAMES)
def test_the_colours_cover_the_curve_once(name):
    found, info = coloured(name)
    pieces = sorted(
        tuple(sorted((one.cells, other.cells)))
        for layer in found
        for line in layer.lines
        for one, other in itertools.pairwise(line)
    )
    curve = sorted(
        tuple(sorted((one.cells, other.cells)))
        for line in info.layer("equilibria").lines
        for one, other in itertools.pairwise(line)
    )
    assert pieces == curve


@pytest.mark.parametrize("name", GAMES)
def test_the_classes_are_those_of_exact_points(name):
    found, _ = coloured(name)
    for layer in found:
        for line in layer.lines:
            for mark in line[1:-1]:
                assert class_of(similarity_near(mark.cells)) == layer.role


def test_exact_points_have_the_similarity_of_floats():
    for arc in solve("battle_of_the_sexes").interior.arcs:
        for place in (0.2, 0.7):
            cells = point_at(arc, place).distribution
            exact = max(similarities(cells), key=lambda s: abs(float(s)))
            assert float(exact) == pytest.approx(similarity_near([float(p) for p in cells]))


def test_classes_meet_where_they_say():
    at = {-1: "opposites", -0.5: "rather opposite", -0.1: "rather opposite", 0: "independent"}
    at |= {0.1: "hardly alike", 0.25: "hardly alike", 0.5: "somewhat alike", 0.6: "rather alike"}
    at |= {0.75: "rather alike", 1: "copies"}
    assert {s: class_of(s) for s in at} == at
    assert class_of(0.5 + 1e-12) == "somewhat alike"
    assert similarity_near((1, 0, 0, 0)) is None


def test_surfaces_and_games_without_a_curve_have_no_colours():
    flat = Game.from_arrays([[1, 1], [1, 1]], [[2, 0], [1, 3]])
    for game in (
        flat,
        "prisoners_dilemma(9,8,1,-5)",
        Game.from_arrays([[1, 1], [2, 2]], [[0, 1], [1, 0]]),
    ):
        info = both_info(solve(game), similarity=True, curve=False)
        assert info.tetrahedron.layer("equilibria") is None
        shown = solve(game).interior.arcs
        assert bool(shown) == any(
            one.role in ROLES["similarity"] for one in info.tetrahedron.layers
        )


def brightness(colour):
    red, green, blue = (int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", THEMES)
def test_ever_darker_towards_copies(theme):
    styles = THEMES[theme].styles
    ramp = [brightness(styles[role].colour) for _, role, _ in SCALE[3:]]
    assert ramp == sorted(ramp, reverse=True)
    assert all(one - other > 0.05 for one, other in itertools.pairwise(ramp))
    assert all(styles[role].line < styles["equilibria"].line for _, role, _ in SCALE)


@pytest.mark.parametrize("ending", ["html", "svg"])
def test_it_is_drawn(ending, tmp_path):
    info = both_info(solve("matching_pennies"), similarity=True)
    text = save(info, tmp_path / f"picture.{ending}").read_text("utf-8")
    assert "#0B3C66".lower() in text.lower()
    assert len(list(likeness_layers(info.tetrahedron.layer("equilibria")))) == 6


def test_in_space_the_colours_are_seen_around_the_curve():
    """Of two lines in one place bits of both are seen there."""
    figure = both(solve("chicken"), similarity=True)
    lines = [one for one in figure.data if one.type == "scatter3d" and one.mode == "lines"]
    width = {one.name: one.line.width for one in lines}
    coloured = [wide for name, wide in width.items() if name and name.startswith("similarity")]
    assert coloured and min(coloured) > 2 * width["Totally mixed equilibria"]
