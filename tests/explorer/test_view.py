"""The query of the address: what is read, and what is refused."""

from fractions import Fraction
from urllib.parse import urlencode

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from oraclegames import InputError, OracleGamesError, catalog, load_game
from oraclegames.explorer.serve import start_query
from oraclegames.explorer.view import LONGEST_QUERY, WrongFieldsError, parse_view
from oraclegames.plots.pictures.layers import LAYERS, Layers
from tests.depth import some

F = Fraction

WRITTEN = [
    ("a", "1,2,1/3,4.5"),
    ("b", "−1,0,1e2,4"),
    ("rows", "Up"),
    ("rows", "Down"),
    ("cols", "Left"),
    ("cols", "Right"),
    ("players", "Ann"),
    ("players", "Bob"),
    ("title", "Mine"),
]


def test_an_empty_query_is_chicken_with_the_usual_layers():
    view = parse_view("")
    assert view.game == catalog.chicken()
    assert view.layers == Layers(surfaces=True, curve=True, pure=True, nash=True)
    assert [name for name, on in view.layers.switches.items() if not on] == [
        "product",
        "correlated",
        "best",
        "similarity",
    ]
    assert (view.theme, view.pick, view.own, view.point) == ("light", None, None, None)
    assert (view.delta, view.epsilon) == (F(1, 100), F(1, 5))


def test_a_written_game_is_read_exactly():
    game = parse_view(urlencode(WRITTEN)).game
    assert game.title == "Mine"
    assert (game.players, game.moves) == (("Ann", "Bob"), (("Up", "Down"), ("Left", "Right")))
    assert [game.payoff(0, o) for o in game.outcomes()] == [1, 2, F(1, 3), F(9, 2)]
    assert [game.payoff(1, o) for o in game.outcomes()] == [-1, 0, 100, 4]


def test_a_game_survives_the_way_through_the_address():
    for game in (catalog.battle_of_the_sexes(), catalog.rock_paper_scissors()):
        assert parse_view(start_query(game)).game == game


def test_names_of_the_catalogue_take_parameters():
    view = parse_view(urlencode({"game": "prisoners_dilemma(5,3,1,0)"}))
    assert view.game == catalog.prisoners_dilemma(5, 3, 1, 0)
    assert parse_view("game=ordinal_game(chicken,battle)").game.shape == (2, 2)


@pytest.mark.parametrize(
    "name", ["random_game(2,2)", "random_game(3, 4, seed=7)", "random_game(2,2,low=-1,high=1)"]
)
def test_random_games_are_written_as_on_the_command_line(name):
    assert parse_view(urlencode({"game": name})).game == load_game(name)


def test_every_wrong_cell_is_named():
    fields = [("a", "1,x,3,"), ("b", "1,2,3,1/0"), *WRITTEN[2:]]
    with pytest.raises(WrongFieldsError) as caught:
        parse_view(urlencode(fields))
    assert [cell for cell, _ in caught.value.cells] == ["a:1", "a:3", "b:3"]


@pytest.mark.parametrize("text", ["1e10", "1e999999", "9" * 41, "1/9999999999999", "nan", "0x10"])
def test_numbers_beyond_the_limits_are_refused_in_words(text):
    with pytest.raises(WrongFieldsError, match=r"too large|no number") as caught:
        parse_view(urlencode([("a", f"{text},2,3,4"), *WRITTEN[1:]]))
    assert [cell for cell, _ in caught.value.cells] == ["a:0"]


@pytest.mark.parametrize(
    "name",
    [
        "/etc/passwd",
        "../examples/chicken.nfg",
        "examples/chicken.nfg",
        "-",
        "chicken.nfg",
        "random_game(1000,1000)",
        "random_game(2,2,2)",
        "random_game(2,2,seed=1e9)",
        "random_game(2,2,high=x)",
        "coordination(100)",
        "public_goods",
        "__import__('os')",
        "chicken" * 50,
    ],
)
def test_no_file_and_no_large_game_is_reached_by_name(name):
    with pytest.raises(InputError):
        parse_view(urlencode({"game": name}))


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("x" * (LONGEST_QUERY + 1), "characters"),
        ("&".join(f"x{k}=1" for k in range(200)), "fields"),
        ("theme=<script>", "theme"),
        ("layers=surfaces,magic", "magic"),
        ("pick=1,2,3,4,5", "pick"),
        ("pick=nan", "pick"),
        ("pick=inf,0", "pick"),
        ("point=-1", "point"),
        ("a=1,2,3&b=1,2,3,4", "payoffs"),
        ("a=1,2&b=1,2&rows=A&rows=A&cols=C", "same"),
        ("a=1&b=1&rows=+&cols=C", "missing"),
        ("a=1&b=1&rows=" + "A" * 61 + "&cols=C", "letters"),
        ("a=1&b=1&rows=A&cols=C&players=one", "2"),
        ("&".join(["a=1&b=1&cols=C", *(f"rows={k}" for k in range(6))]), "at most 5"),
    ],
)
def test_what_is_wrong_is_said(query, why):
    with pytest.raises(InputError, match=why):
        parse_view(query)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                [
                    *("game", "a", "b", "rows", "cols", "players", "title", "layers", "pick"),
                    *("similarity", "vary", "ask"),
                    *("own", "first", "second", "delta", "epsilon", "point", "agents", "theme"),
                ]
            ),
            st.one_of(st.text(max_size=30), st.sampled_from(["1,2,3,4", "A", *LAYERS, "chicken"])),
        ),
        max_size=12,
    )
)
@settings(max_examples=some(60, 150))
@example([("a", "1,2,3,4"), ("b", "1,2,3,4"), ("rows", "\x00"), ("rows", "A")])
def test_any_query_is_read_or_refused_on_purpose(pairs):
    try:
        parse_view(urlencode(pairs))
    except OracleGamesError as error:
        assert str(error)
