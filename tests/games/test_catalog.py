"""The catalogue: the payoffs that its citations give, and what its parameters refuse."""

from __future__ import annotations

import inspect
import subprocess
import sys
from fractions import Fraction

import pytest

from oraclegames import Game, InputError
from oraclegames.games import catalog
from oraclegames.games.catalog import CATALOG, build


def tables(game: Game) -> list[list]:
    return [game.payoff_array(i).tolist() for i in range(game.n_players)]


HALF = Fraction(1, 2)


@pytest.mark.parametrize(
    ("game", "row", "column"),
    [
        (catalog.prisoners_dilemma(), [[2, 0], [3, 1]], [[2, 3], [0, 1]]),
        (catalog.prisoners_dilemma(5, 3, 1, 0), [[3, 0], [5, 1]], [[3, 5], [0, 1]]),
        (catalog.prisoners_dilemma(0, -1, -2, -3), [[-1, -3], [0, -2]], [[-1, 0], [-3, -2]]),
        (catalog.chicken(), [[4, 4], [5, 0]], [[4, 5], [4, 0]]),
        (catalog.chicken_textbook(), [[3, 1], [4, 0]], [[3, 4], [1, 0]]),
        (catalog.hawk_dove(), [[-1, 2], [0, 1]], [[-1, 0], [2, 1]]),
        (catalog.hawk_dove(1, "1/2"), [[HALF / 2, 1], [0, HALF]], [[HALF / 2, 0], [1, HALF]]),
        (catalog.stag_hunt(), [[4, 0], [1, 1]], [[4, 1], [0, 1]]),
        (catalog.stag_hunt(4, 3), [[4, 0], [3, 3]], [[4, 3], [0, 3]]),
        (catalog.battle_of_the_sexes(), [[3, 0], [0, 2]], [[2, 0], [0, 3]]),
        (catalog.battle_of_the_sexes(2, 1), [[2, 0], [0, 1]], [[1, 0], [0, 2]]),
        (catalog.matching_pennies(), [[1, -1], [-1, 1]], [[-1, 1], [1, -1]]),
        (catalog.anti_coordination(), [[0, 1], [1, 0]], [[0, 1], [1, 0]]),
        (catalog.coordination(), [[1, 0], [0, 1]], [[1, 0], [0, 1]]),
        (catalog.deadlock(), [[1, 0], [3, 2]], [[1, 3], [0, 2]]),
        (catalog.harmony(), [[3, 1], [2, 0]], [[3, 2], [1, 0]]),
        (catalog.traffic_lights(), [[-99, 1], [0, 0]], [[-99, 0], [1, 0]]),
        (
            catalog.rock_paper_scissors(2, 1),
            [[0, -1, 2], [2, 0, -1], [-1, 2, 0]],
            [[0, 2, -1], [-1, 0, 2], [2, -1, 0]],
        ),
        (catalog.common_ties(), *[[[1, 1, 0], [1, 0, 1], [0, 1, 1]]] * 2),
    ],
)
def test_two_player_games_have_the_payoffs_of_their_source(game, row, column):
    assert tables(game) == [row, column]


def test_five_and_ten_is_a_choice_of_one_player():
    game = catalog.five_and_ten()
    assert game.shape == (2,)
    assert game.payoff(0, game.outcome("10")) == 10
    assert game.payoff(0, game.outcome("5")) == 5


def test_public_goods_pay_the_shared_pot_and_what_is_kept():
    game = catalog.public_goods(3, 2)
    assert game.payoffs((0, 0, 0)) == (2, 2, 2)
    assert game.payoffs((1, 0, 0)) == (Fraction(7, 3), Fraction(4, 3), Fraction(4, 3))
    assert game.payoffs((1, 1, 1)) == (1, 1, 1)


def test_one_volunteer_helps_all():
    game = catalog.volunteers_dilemma(3)
    assert game.payoffs((0, 1, 1)) == (1, 2, 2)
    assert game.payoffs((0, 0, 1)) == (1, 1, 2)
    assert game.payoffs((1, 1, 1)) == (0, 0, 0)


def test_all_match_pays_agreement_alone():
    game = catalog.all_match()
    assert game.payoffs((1, 1, 1)) == game.payoffs((0, 0, 0)) == (1, 1, 1)
    assert game.payoffs((1, 0, 1)) == (0, 0, 0)


def test_random_games_are_the_same_everywhere():
    game = catalog.random_game(2, 3, seed=1, low=-2, high=2)
    assert game.numerators.tolist() == [[[-2, 2, 1], [-1, 0, 0]], [[1, 1, -2], [-2, 2, 0]]]
    assert catalog.random_game(2, 3, seed=2) != catalog.random_game(2, 3, seed=1)
    drawn = set(catalog.random_game(30, 30, low=-2, high=2).numerators.flat)
    assert drawn == {-2, -1, 0, 1, 2}


@pytest.mark.parametrize(
    ("name", "arguments", "message"),
    [
        ("prisoners_dilemma", (2, 3, 1, 0), "T > R > P > S, not T = 2, R = 3, P = 1, S = 0"),
        ("prisoners_dilemma", (3, 2, 1, "x"), "S should be a rational"),
        ("prisoners_dilemma", (3, 2, 1, 0.5), "S is the float"),
        ("chicken", (5, 3, 4, 0), "T > R >= S > P"),
        ("chicken_textbook", (4, 1, 1, 0), "T > R > S > P"),
        ("stag_hunt", (1,), "s > hare"),
        ("stag_hunt", (1, 0), "hare should be positive, not 0"),
        ("stag_hunt", (1, 10**5000), "s > hare"),
        ("battle_of_the_sexes", (2, 2), "preferred > other"),
        ("hawk_dove", (0, 1), "value should be positive"),
        ("rock_paper_scissors", (1, 0), "loss should be positive"),
        ("coordination", ("5/2",), "moves should be a whole number from 1 to 100"),
        ("public_goods", (3, 3), "1 < multiplier < n"),
        ("public_goods", (40, 3), "n should be a whole number from 2 to 12"),
        ("volunteers_dilemma", (3, 1, 2), "benefit > cost"),
        ("random_game", (), "needs the number of moves"),
        ("random_game", (2, 0), "a number of moves should be a whole number"),
        ("random_game", (2000, 2000), "at most 1048576 outcomes"),
        ("random_game", (1,) * 40, "20 players"),
        ("ordinal_game", ("hero", "zero"), "no ordinal pattern 'zero'; there are chicken"),
        ("five_and_ten", (1,), "five_and_ten: too many positional arguments"),
        ("five_and_one", (), "did you mean five_and_ten"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_wrong_parameters_are_refused_in_one_line(name, arguments, message):
    with pytest.raises(InputError, match=message) as caught:
        build(name, *arguments)
    assert "\n" not in str(caught.value)


def test_every_entry_says_what_it_is_and_where_it_comes_from():
    for name, entry in CATALOG.items():
        assert entry.name == name
        assert getattr(catalog, name) is entry.function
        assert name in catalog.__all__
        assert 20 < len(entry.summary) < 100
        assert entry.citation
        assert len(entry.parameters) == len(inspect.signature(entry.function).parameters)
        if entry.has_defaults:
            game = build(name)
            assert game.title
            texts = {p.name: p.default for p in entry.parameters}
            assert build(name, **texts) == game


def test_signatures_show_parameters_and_defaults():
    assert CATALOG["stag_hunt"].signature == "stag_hunt(s=4, hare=1)"
    assert CATALOG["five_and_ten"].signature == "five_and_ten"
    assert CATALOG["random_game"].signature == "random_game(*shape, seed=0, low=-9, high=9)"
    assert not CATALOG["random_game"].has_defaults


def test_the_catalogue_works_without_docstrings():
    code = "from oraclegames.games.catalog import CATALOG, build; print(build('chicken'))"
    done = subprocess.run(
        [sys.executable, "-OO", "-c", code], capture_output=True, text=True, check=True
    )
    assert "Chicken" in done.stdout
