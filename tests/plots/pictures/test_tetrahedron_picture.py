"""The info of the tetrahedron: the essay's pictures, degenerate games, overlays, drawing."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oraclegames import Game, InputError, UnsupportedError, catalog, plots, solve
from oraclegames.games.ordinal import all_tied_games, ordinal_games
from oraclegames.plots.pictures.tetrahedron_picture import TetrahedronInfo
from tests.depth import some
from tests.plots.pictures.test_patch import quadric
from tests.strategies import games, small_payoffs, wild_payoffs

pytest.importorskip("plotly")

OVERLAYS = {"product": True, "nash": True, "correlated": True, "best": True}


def info(game: Game, **options: bool) -> TetrahedronInfo:
    return plots.tetrahedron_info(solve(game), **options)


def curves(game: Game) -> list:
    layer = info(game).layer("equilibria")
    assert layer is not None
    return [[mark.cells for mark in line] for line in layer.lines]


def points(found: TetrahedronInfo, role: str) -> set:
    layer = found.layer(role)  # type: ignore[arg-type]
    return {mark.cells for mark in layer.points} if layer else set()


def test_prisoners_dilemma_is_two_curves_that_cross() -> None:
    found = info(catalog.prisoners_dilemma())
    layer = found.layer("equilibria")
    assert layer is not None
    assert [mark.exact for mark in layer.points] == ["3/8, 1/8, 1/8, 3/8"]
    ends = {frozenset((line[0].exact, line[-1].exact)) for line in layer.lines}
    whole = {mark.exact for line in layer.lines for mark in (line[0], line[-1])}
    assert whole == {"1, 0, 0, 0", "0, 0, 0, 1", "1/3, 1/3, 0, 1/3", "1/3, 0, 1/3, 1/3"}
    assert len(ends) == 2
    for line in layer.lines:
        for mark in line:
            v, w = mark.values
            assert abs((v - w) * (v + w - 3)) < 1e-12
    assert {(1, 0, 0, 0), (0, 0, 0, 1)} <= points(found, "reflective")
    assert found.layer("dependency only") is None


def test_both_lines_of_the_prisoners_dilemma_pass_through_the_crossing() -> None:
    for line in curves(catalog.prisoners_dilemma()):
        assert (0.375, 0.125, 0.125, 0.375) in line


def test_chicken_is_a_segment_worth_four() -> None:
    layer = info(catalog.chicken()).layer("equilibria")
    assert layer is not None
    (line,) = layer.lines
    assert {line[0].exact, line[-1].exact} == {"1, 0, 0, 0", "0, 4/9, 4/9, 1/9"}
    for mark in line:
        t = mark.cells[3]
        assert mark.cells == pytest.approx((1 - 9 * t, 4 * t, 4 * t, t))
        assert mark.values == pytest.approx((4, 4))
    assert points(info(catalog.chicken()), "reflective") >= {
        (1, 0, 0, 0),
        (0, 1, 0, 0),
        (0, 0, 1, 0),
    }
    assert (0, 0, 0, 1) not in points(info(catalog.chicken()), "reflective")


def test_stag_hunt_is_a_segment_worth_one_and_an_isolated_point() -> None:
    found = info(catalog.stag_hunt())
    layer = found.layer("equilibria")
    assert layer is not None
    (line,) = layer.lines
    for mark in line:
        a = mark.cells[0]
        assert mark.cells == pytest.approx((a, 3 * a, 3 * a, 1 - 7 * a))
        assert mark.values == pytest.approx((1, 1))
    boundary = found.layer("reflective")
    assert boundary is not None
    names = {mark.cells: mark.name for mark in boundary.points}
    assert names[(1, 0, 0, 0)] == "pure equilibrium, reflective, isolated"
    assert names[(0, 0, 0, 1)] == "pure equilibrium, reflective"


def test_battle_of_the_sexes_has_a_dashed_edge_with_one_filled_point() -> None:
    found = info(catalog.battle_of_the_sexes(), correlated=True)
    hollow = found.layer("dependency only")
    assert hollow is not None
    assert len(hollow.lines) == 1
    assert all(mark.cells[0] == mark.cells[3] == 0 for mark in hollow.lines[0])
    assert (0, 0.6, 0.4, 0) in points(found, "reflective")
    correlated = found.layer("correlated")
    assert correlated is not None and correlated.mesh is not None
    assert (len(correlated.points), len(correlated.lines)) == (5, 9)
    assert len(correlated.mesh.triangles) == 6
    assert "6/25, 9/25, 4/25, 6/25" in {mark.exact for mark in correlated.points}


@settings(max_examples=some(24, 60))
@given(games(shape=(2, 2), payoffs=st.fractions(-9, 9, max_denominator=5)))
def test_curves_satisfy_both_quadrics_and_end_on_faces(game: Game) -> None:
    scale = 1e-12 * max(
        1.0, *(abs(float(game.payoff(i, o))) for i in (0, 1) for o in game.outcomes())
    )
    for line in curves(game):
        assert min(line[0]) == 0 == min(line[-1])
        for cells in line:
            assert min(cells) >= 0 and abs(sum(cells) - 1) < 1e-12
            assert abs(quadric(game, 0, cells)) < scale
            assert abs(quadric(game, 1, cells)) < scale
        assert all(min(cells) > 0 for cells in line[1:-1])


def test_conditional_values_agree_along_the_curve() -> None:
    layer = info(catalog.matching_pennies()).layer("equilibria")
    assert layer is not None
    for mark in layer.lines[0][1:-1]:
        for value, moves in zip(mark.values, mark.conditional):
            assert moves == (pytest.approx(value), pytest.approx(value))


def test_a_move_that_is_never_played_has_no_conditional_value() -> None:
    boundary = info(catalog.prisoners_dilemma()).layer("reflective")
    assert boundary is not None
    pure = next(mark for mark in boundary.points if mark.cells == (1, 0, 0, 0))
    assert pure.conditional == ((2.0, None), (2.0, None))


@pytest.mark.parametrize(
    ("row", "column", "names"),
    [
        ([[1, 1], [1, 1]], [[0, 0], [0, 0]], "Equilibria: every distribution"),
        ([[1, 1], [1, 1]], [[2, 0], [0, 1]], "Totally mixed equilibria (a surface)"),
        ([[1, 1], [1, 1]], [[1, 0], [1, 2]], "Totally mixed equilibria (a surface)"),
        ([[1, 0], [1, 0]], [[1, 1], [0, 0]], "Totally mixed equilibria (a surface)"),
        ([[3, 4], [0, 1]], [[2, 0], [0, 1]], "No totally mixed equilibrium"),
    ],
)
def test_the_legend_says_what_the_set_is(row: list, column: list, names: str) -> None:
    found = info(Game.from_arrays(row, column))
    layer = found.layer("equilibria")
    assert layer is not None
    assert layer.name == names
    assert (layer.mesh is None) == names.startswith("No")
    assert not layer.lines


def test_the_legend_says_why_a_surface_is_missing() -> None:
    nothing = info(Game.from_arrays([[1, 1], [1, 1]], [[3, 0], [4, 1]], players=["Ann", "Bob"]))
    assert [layer.name for layer in nothing.layers[:2]] == [
        "Ann is indifferent everywhere",
        "Bob is never indifferent",
    ]
    same = info(Game.from_arrays([[1, 1], [1, 1]], [[2, 0], [0, 1]], players=["Ann", "Bob"]))
    assert same.layers[1].name == "Bob is indifferent: the equilibria themselves"
    face = info(Game.from_arrays([[1, 1], [1, 3]], [[0, 1], [1, 0]], players=["Ann", "Bob"]))
    assert face.layers[0].name == "Ann is indifferent (a face only)"


def test_infos_are_values() -> None:
    game = catalog.battle_of_the_sexes()
    assert info(game, **OVERLAYS) == info(game, **OVERLAYS)
    assert info(game) != info(game, nash=True)
    assert hash(info(game)) == hash(info(game))


@pytest.mark.parametrize("game", ordinal_games(), ids=str)
def test_every_ordinal_game_draws(game: Game) -> None:
    figure = plots.tetrahedron(solve(game))
    assert {trace.name for trace in figure.data if trace.showlegend} == {
        layer.name for layer in info(game).layers
    }


def test_games_with_ties_draw_with_all_overlays() -> None:
    for game in list(all_tied_games())[::97]:
        plots.draw(info(game, **OVERLAYS))


@settings(max_examples=some(16, 40))
@given(games(shape=(2, 2), payoffs=st.one_of(small_payoffs, wild_payoffs)))
def test_wild_games_draw(game: Game) -> None:
    plots.draw(info(game, **OVERLAYS), theme="dark", size="slides")


def test_labels_are_not_read_as_html() -> None:
    game = Game.from_arrays(
        [[2, 0], [3, 1]], [[2, 3], [0, 1]], title="<b>x</b>", moves=[["<i>C", "D&"]] * 2
    )
    figure = plots.tetrahedron(solve(game))
    assert figure.layout.title.text == "&lt;b&gt;x&lt;/b&gt;"
    texts = [note.text for note in figure.layout.scene.annotations]
    assert all("<i>" not in text for text in texts)
    assert "&lt;i&gt;C, D&amp;" in texts[1]


def test_long_labels_are_cut() -> None:
    game = Game.from_arrays([[2, 0], [3, 1]], [[2, 3], [0, 1]], moves=[["x" * 99, "D"]] * 2)
    assert all(len(n.text) < 90 for n in plots.tetrahedron(solve(game)).layout.scene.annotations)


def test_larger_games_are_refused() -> None:
    with pytest.raises(UnsupportedError, match="2×2"):
        plots.tetrahedron(solve(catalog.rock_paper_scissors()))


def test_huge_payoffs_are_refused_in_words() -> None:
    game = Game.from_arrays([[10**200, 0], [0, 1]], [[1, 0], [0, 1]])
    with pytest.raises(UnsupportedError, match="scale them down"):
        info(game)


def test_unknown_themes_and_sizes_are_refused() -> None:
    solution = solve(catalog.chicken())
    with pytest.raises(InputError, match="light, dark"):
        plots.tetrahedron(solution, theme="blue")
    with pytest.raises(InputError, match="screen, slides, paper"):
        plots.tetrahedron(solution, size="wall")


def test_best_is_the_best_end_or_point() -> None:
    best = info(catalog.stag_hunt(), best=True).layer("best")
    assert best is not None
    assert best.points[0].cells == (1, 0, 0, 0)
    chicken = info(catalog.chicken(), best=True).layer("best")
    assert chicken is not None
    assert [sum(point.values) for point in chicken.points] == [9, 9]  # both ways round
    # Where everything ties, no searched point stands beside the exact ones.
    pennies = Game.from_arrays([[0, 1], [1, 0]], [[1, 0], [0, 1]])
    tied = info(pennies, best=True).layer("best")
    assert tied is not None
    assert all(float(2 * p).is_integer() for point in tied.points for p in point.cells)


def test_best_inside_a_curve_beats_its_ends() -> None:
    """A game whose sum of values is largest inside an arc: no sampled point beats the mark."""
    beaten = 0
    for game in ordinal_games():
        solution = solve(game)
        layer = plots.tetrahedron_info(solution, best=True).layer("best")
        assert layer is not None
        ceiling = sum(layer.points[0].values)
        sampled = [sum(map(float, point.values)) for point in solution.sample(24)]
        assert max(sampled, default=-1e9) <= ceiling + 1e-9
        beaten += len(sampled) > 0
    assert beaten > 50


def test_nash_segments_and_squares_are_drawn() -> None:
    square = info(Game.from_arrays([[1, 1], [1, 1]], [[2, 2], [2, 2]]), nash=True).layer("nash")
    assert square is not None and square.mesh is not None
    half = Fraction(1, 2)
    segment = info(Game.from_arrays([[1, 1], [1, 1]], [[2, 0], [0, 2]]), nash=True).layer("nash")
    assert segment is not None and len(segment.lines) == 3
    assert any(float(half) in mark.cells for line in segment.lines for mark in line)
