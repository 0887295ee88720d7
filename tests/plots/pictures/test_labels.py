"""The labels of the plane stand outside the polygon, inside the picture."""

from oraclegames import Game, catalog, plots, solve
from oraclegames.plots.pictures.labels import place_labels
from oraclegames.plots.pictures.values_picture import values_plane


def labels(game: Game) -> dict:
    info = plots.values_info(solve(game))
    return {(label.x, label.y): label for label in values_plane(info).labels}


def test_corners_have_their_names_outside() -> None:
    found = labels(catalog.prisoners_dilemma())
    sides = {place: (label.dx, label.dy) for place, label in found.items()}
    assert sides == {(2, 2): (1, 1), (1, 1): (-1, -1), (0, 3): (-1, 1), (3, 0): (1, -1)}


def test_outcomes_that_pay_the_same_share_a_label() -> None:
    found = labels(catalog.battle_of_the_sexes())
    assert found[(0, 0)].lines == ("Boxing, Ballet", "Ballet, Boxing")


def test_a_zero_sum_game_has_its_names_beside_the_line() -> None:
    found = labels(catalog.matching_pennies())
    assert {(label.dx, label.dy) for label in found.values()} == {(1, 1)}


def test_the_axes_leave_room_around_the_payoffs() -> None:
    for game in (catalog.stag_hunt(), Game.from_arrays([[1, 1], [1, 1]], [[2, 2], [2, 2]])):
        info = plots.values_info(solve(game))
        for payoffs, (low, high) in zip(info.payoffs, values_plane(info).ranges):
            assert low < min(payoffs) <= max(payoffs) < high


SQUARE = [(0.0, 0.0), (8.0, 0.0), (8.0, 8.0), (0.0, 8.0)]


def inner(place: tuple[float, float], *lines: list[tuple[float, float]]) -> tuple[int, int]:
    """Where the name of an outcome inside a square stands."""
    names = [(f"move {k}", "other") for k in range(5)]
    *_, found = place_labels(names, [*SQUARE, place], SQUARE, lines=lines)
    return found.dx, found.dy


def test_inside_a_name_keeps_off_lines_names_and_marks() -> None:
    assert inner((2.0, 4.0), [(8.0, 0.0), (8.0, 1.0)]) == (1, 0)  # towards the middle, if it may
    above, below = [(2.5, 4.5), (8.0, 4.5)], [(2.5, 3.5), (8.0, 3.5)]
    assert inner((2.0, 4.0), above) == (1, -1)
    assert inner((2.0, 4.0), below) == (1, 1)
    upright = [(3.0, 0.0), (3.0, 8.0)]
    assert inner((2.5, 4.0), upright)[0] == -1
    names = [(f"move {k}", "other") for k in range(6)]
    close = [*SQUARE, (2.0, 4.0), (2.2, 4.0)]
    *_, one, other = place_labels(names, close, SQUARE, lines=[above])
    assert (one.dx, one.dy) != (other.dx, other.dy)
