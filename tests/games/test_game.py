"""The game value: exact payoffs, labels, equality, and what it refuses."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given

from oraclegames import Distribution, Game, InputError
from oraclegames.exact.rational import format_rational, rational
from tests.strategies import games, wild_payoffs


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3", Fraction(3)),
        ("-1/3", Fraction(-1, 3)),
        ("+2/4", Fraction(1, 2)),
        (".25", Fraction(1, 4)),
        ("1.", Fraction(1)),
        ("1e-3", Fraction(1, 1000)),
        ("2.5E2", Fraction(250)),
        ("9" * 5000, Fraction(10**5000 - 1)),
    ],
)
def test_texts_are_read_exactly(text, value):
    assert rational(text) == value


@pytest.mark.parametrize(
    "wrong", ["", ".", "1/0", "1/-3", "0x1", "nan", "inf", "1_0", "1e999999999", "e5", None, True]
)
def test_what_is_no_number_is_refused(wrong):
    with pytest.raises(InputError):
        rational(wrong)


def test_floats_are_refused_unless_asked_for():
    with pytest.raises(InputError, match="approximate=True"):
        Game.from_arrays([[0.1]], [[1]])
    game = Game.from_arrays([[0.1]], [[1]], approximate=True)
    assert game.payoff(0, (0, 0)) == Fraction(1, 10)


def test_huge_fractions_are_written():
    assert format_rational(Fraction(10**5000, 3)) == "1" + "0" * 5000 + "/3"


def test_number_types_mix():
    game = Game.from_arrays([1, Decimal("0.5"), "1/3", Fraction(2, 7), np.int64(4)])
    assert [game.payoff(0, (k,)) for k in range(5)] == [
        1,
        Fraction(1, 2),
        Fraction(1, 3),
        Fraction(2, 7),
        4,
    ]


def test_integer_arrays_are_taken_over_without_loss():
    table = np.arange(12, dtype=np.int32).reshape(3, 4) - 5
    game = Game.from_arrays(table, table)
    assert game.shape == (3, 4)
    assert game.payoff(1, (2, 1)) == 4
    huge = Game.from_arrays(np.array([2**63], dtype=np.uint64))
    assert huge.payoff(0, (0,)) == 2**63


@pytest.mark.parametrize(
    ("arguments", "options", "message"),
    [
        ((), {}, "none was given"),
        (([[1, 2]], [[1], [2]]), {}, "shape"),
        (([[1, 2], [3]], [[1, 2], [3]]), {}, "no full array"),
        (([[1, 2]],), {}, "needs n arrays"),
        (([[]], [[]]), {}, "at least one move"),
        (([[1]], [[1]]), {"players": ["A", "A"]}, "must differ"),
        (([[1]], [[1]]), {"players": ["A", ""]}, "printable"),
        (([[1, 2]], [[1, 2]]), {"moves": [["a"], ["b", "b"]]}, "must differ"),
        (([[1, 2]], [[1, 2]]), {"moves": [["a"], ["b"]]}, "do not fit"),
        (([["x"]], [[1]]), {}, "rational such as"),
        (([[1]], [[1]]), {"players": []}, "2 payoff arrays need as many players, not 0"),
        (([[1]], [[1]]), {"moves": [["a"]]}, "2 players need as many lists of moves, not 1"),
        (([[1]], [[1]]), {"title": 3}, "title of a game should be a text, not 3"),
        (([[1]], [[1]]), {"players": ["A" * 9999 + "\n", "B"]}, "printable"),
    ],
)
def test_wrong_games_are_refused_in_one_line(arguments, options, message):
    with pytest.raises(InputError, match=message) as caught:
        Game.from_arrays(*arguments, **options)
    assert "\n" not in str(caught.value)


@given(games(payoffs=wild_payoffs))
def test_payoffs_come_back_as_they_went_in(game):
    again = Game.from_arrays(*(game.payoff_array(i) for i in range(game.n_players)))
    assert again == game
    assert hash(again) == hash(game)
    for i in range(game.n_players):
        flat = [game.payoff(i, o) for o in game.outcomes()]
        assert [Fraction(int(q.p), int(q.q)) for q in game.payoff_list(i)] == flat


@given(games(min_players=3))
def test_permuted_players_keep_their_payoffs(game):
    order = (2, 0, 1)
    other = game.permute_players(order)
    for o in other.outcomes():
        back = [0, 0, 0]
        for place, player in enumerate(order):
            back[player] = o[place]
        assert other.payoffs(o) == tuple(game.payoffs(back)[p] for p in order)


def test_games_are_immutable():
    game = Game.from_arrays([[1]], [[1]])
    with pytest.raises(ValueError, match="read-only"):
        game.numerators[0, 0, 0] = 2


def test_the_repr_is_short_for_any_game():
    shape = (1,) * 20
    game = Game.from_arrays(*[np.zeros(shape, dtype=int)] * 20, title="a long title " * 50)
    even = Distribution.point(game, (0,) * 20)
    assert len(repr(game)) < 200
    assert len(repr(even)) < 200
    assert repr(CHICKEN) == "Game(shape=(2, 2))"
    played = Distribution.of(CHICKEN, "1/2,1/2,0,0")
    assert repr(played) == "<Distribution: (Swerve, Swerve): 1/2, (Swerve, Straight): 1/2>"


def test_a_game_prints_as_its_table():
    assert str(CHICKEN.relabel(title="Chicken")).splitlines() == [
        "Chicken (2×2)",
        "Players: 1, 2",
        "",
        "            Swerve  Straight",
        "  Swerve    4, 4    4, 5",
        "  Straight  5, 4    0, 0",
    ]
    large = Game.from_arrays(*[np.zeros((30, 30), dtype=int)] * 2)
    assert str(large) == "Untitled game (30×30)\nPlayers: 1, 2"
    assert str(Game.from_arrays([1, 2])).splitlines()[3:] == ["  1  1", "  2  2"]


def test_notebook_table_escapes_labels():
    game = Game.from_arrays([["1/3"]], [[2]], title="<b>", players=["A&", "B"])
    html = game._repr_html_()
    assert "&lt;b&gt;" in html
    assert "A&amp;" in html
    assert "1/3, 2" in html


CHICKEN = Game.from_arrays(
    [[4, 4], [5, 0]], [[4, 5], [4, 0]], moves=[["Swerve", "Straight"], ["Swerve", "Straight"]]
)


def test_conditional_values_of_the_ten_percent_point():
    """Chicken's tempting point: straight pays 4.5 and swerve 4 (COEDT equilibria in games)."""
    tempting = Distribution.product(CHICKEN, ["9/10", "1/10"], ["9/10", "1/10"])
    assert tempting.value(0) == Fraction("4.05")
    assert tempting.conditional_value(0, 0) == 4
    assert tempting.conditional_value(0, 1) == Fraction("4.5")


def test_distributions_are_read_in_every_form():
    text = Distribution.of(CHICKEN, "4/9, 4/9,1/9,0")
    assert text == Distribution.of(CHICKEN, [["4/9", "4/9"], ["1/9", 0]])
    assert text == Distribution.of(
        CHICKEN,
        {
            ("Swerve", "Swerve"): "4/9",
            ("Swerve", "Straight"): "4/9",
            ("Straight", "Swerve"): "1/9",
        },
    )
    assert text.move_probabilities(0) == (Fraction(8, 9), Fraction(1, 9))
    assert text.conditional_value(1, 1) == 5
    assert Distribution.point(CHICKEN, (0, 0)).conditional_value(0, 1) is None


@pytest.mark.parametrize(
    ("numbers", "message"),
    [
        ("1,0,0", "not 3"),
        ("1/2,1/2,1/2,0", "sum to 3/2"),
        ("3/2,-1/2,0,0", r"\(Swerve, Straight\) is -1/2"),
        ("1,x,0,0", "probability 2"),
        ({("Swerve", "Left"): 1}, "no move of player"),
    ],
)
def test_wrong_distributions_are_refused(numbers, message):
    with pytest.raises(InputError, match=message):
        Distribution.of(CHICKEN, numbers)
