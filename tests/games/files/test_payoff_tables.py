"""Payoff tables as spreadsheets and people write them: what is read, told apart, and refused."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oraclegames import Game, InputError, load_game
from oraclegames.games.files.spreadsheet import is_typed_table, spreadsheet_tables
from oraclegames.games.files.written_tables import write_csv, write_markdown
from tests.depth import some
from tests.strategies import games, wild_payoffs

PD = Game.from_arrays([[2, 0], [3, 1]], [[2, 3], [0, 1]])
C_D = PD.relabel(moves=[["C", "D"], ["C", "D"]])


def read(text: str) -> Game:
    return Game(*spreadsheet_tables(text, "f.csv"))


@pytest.mark.parametrize(
    "text",
    [
        "2,2 0,3; 3,0 1,1",
        "2, 2  0, 3\n3, 0  1, 1\n",
        "(2,2) (0,3); (3,0) (1,1)",
        "[2;2] [0;3]; [3;0] [1;1]",
        "2 0; 3 1 | 2 3; 0 1",
        "[[[2,2],[0,3]],[[3,0],[1.0,1]]]",
        "4/2,2 0,3; 3,0 1.0,1e0",
    ],
)
def test_a_table_can_be_typed(text):
    assert is_typed_table(text)
    assert load_game(text) == PD


def test_a_typed_minus_may_be_a_real_one():
    assert load_game("\u22121,1 1,\u22121") == Game.from_arrays([[-1, 1]], [[1, -1]])


@pytest.mark.parametrize("text", ["chicken", "7", "", "a,b c,d", "stag_hunt(2,1)", "x.csv", "-"])
def test_names_are_no_typed_tables(text):
    assert not is_typed_table(text)


@pytest.mark.parametrize(
    "text",
    [
        ',C,D\nC,"2,2","0,3"\nD,"3,0","1,1"\n',
        '"","C","D"\r\n"C","2,2","0,3"\r\n"D","3,0","1,1"\r\n',
        ";C;D\nC;2,2;0,3\nD;3,0;1,1\n",
        "\tC\tD\nC\t2,2\t0,3\nD\t3,0\t1,1\n\n\n",
        "\tC\tD\nC\t2 2\t0 3\nD\t(3; 0)\t1|1\n",
        ",C,D,,\nC,2;2,0;3,,\nD,3;0,1;1,,\n,,,,\n",
        "corner,C,D\nC,2;2,0;3\nD,3;0,1;1\n",
        "| | C | D |\n|---|:-:|--:|\n| C | 2,2 | 0,3 |\n| D | 3,0 | 1,1 |\n",
        "\n,C,D\nC,2,0\nD,3,1\n\n\n,C,D\nC,2,3\nD,0,1\n",
        "C,D\n2,0\n3,1\n\n,C,D\nC,2,3\nD,0,1\n",
    ],
)
def test_spreadsheets_write_it_in_many_ways(text):
    assert read(text) in (C_D, C_D.relabel(moves=[["1", "2"], ["C", "D"]]))


@pytest.mark.parametrize(
    "text", ["2,2;0,3\n3,0;1,1", '"2,2","0,3"\n"3,0","1,1"', "2,0\n3,1\n\n2,3\n0,1"]
)
def test_labels_may_be_missing(text):
    assert read(text) == PD


def test_labels_may_stand_on_one_side():
    assert read('C,D\n"2,2","0,3"').moves == (("1",), ("C", "D"))
    assert read('C,"2,2","0,3"').moves == (("C",), ("1", "2"))


def test_labels_may_be_numbers():
    years = [["2001", "2002"], ["2001", "2002"]]
    pairs = ',2001,2002\n2001,"2,2","0,3"\n2002,"3,0","1,1"'
    singles = ",2001,2002\n2001,2,0\n2002,3,1\n\n,2001,2002\n2001,2,3\n2002,0,1"
    for text in (pairs, singles):
        assert read(text) == PD.relabel(moves=years)


def test_the_corner_or_lines_above_name_the_players():
    named = C_D.relabel(players=["Ann", "Bob"])
    assert read('Ann \\ Bob,C,D\nC,"2,2","0,3"\nD,"3,0","1,1"') == named
    assert read("Ann,,\n,C,D\nC,2,0\nD,3,1\n,,\nBob,,\n,C,D\nC,2,3\nD,0,1\n") == named
    assert read('Trial\n\n"2,2","0,3"\n"3,0","1,1"') == PD.relabel(title="Trial")


def test_decimal_commas_are_told_apart_where_only_they_give_a_game():
    halves = Game.from_arrays([["5/2", 0], [3, 1]], [[2, "7/2"], [0, 1]])
    for text in (
        "2,5;0\n3;1\n\n2;3,5\n0;1",
        "2,5\t0\n3\t1\n\n2\t3,5\n0\t1",
        '"2,5; 2"\t"0; 3,5"\n"3; 0"\t"1; 1"',
        "2.5,2;0,3.5\n3,0;1,1",
    ):
        assert read(text) == halves, text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2,5;0\n3;1,5", "if the comma is decimal, write 2.5"),
        ("2,5,3,0;1,0,2,0\n1,0,1,0;1,0,1,0", "four numbers with commas"),
        ("2,0\n3,1\n", "each cell holds one number"),
        ("2,2,0,3\n3,0,1,1", "each cell holds one number"),
        (',C,D\nC,"2,2",\nD,"3,0","1,1"', "row 2, column 3: .* found an empty cell"),
        (',C,D\nC,"2,2","0,x"\nD,"3,0","1,1"', "row 2, column 3: .* such as 2,3, found '0,x'"),
        ('"2,2","0,3"\n"3,0"', "row 2, column 2"),
        ('"2,x","0,3"\n"3,0","1,1"', "row 1, column 1: .* found '2,x'"),
        (',C,D\n"3,0","2,2","0,3"\nD,"3,0","1,1"', "row 3, column 1: .* found 'D'"),
        ('"x,2","0,3","y,3"\n"3,0","1,1","1,1"', "row 1, column 1: .* found 'x,2'"),
        (',"x,2","0,3"\nD,"3,0","1,1"', "row 1, column 2: .* found 'x,2'"),
        ("2,0\n3,1\n\n2,3", "first matrix is 2×2, the second 1×2"),
        (",C,D\nC,2,0\nD,3,1\n\n,C,E\nC,2,3\nD,0,1", "labels of the columns differ"),
        ("1,2\n\n1,2\n\n1,2", "found 3 matrices"),
        ("1,2;3,4\n\n1,2;3,4,5", "one payoff in each cell"),
        ("", "found nothing"),
        ("2;2;2,3;3;3", "the table|f.csv"),
        ("A,B,payoff of A,payoff of B\nx,u,1,2\nx,u,3,4\n", "outcome x, u is there twice"),
        (
            "A,B,payoff of A,payoff of B\nx,u,1,2\ny,v,3,4\n",
            "a row for each outcome, found none for x, v",
        ),
        ("A,payoff of A\nx,one\n", "row 2, column 2: expected one payoff"),
    ],
)
def test_what_is_no_game_is_refused_in_one_line(text, message):
    with pytest.raises(InputError, match=message) as caught:
        read(text)
    assert "\n" not in str(caught.value) and len(str(caught.value)) < 260


# -- round trips --------------------------------------------------------------------------------

LABELS = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=6
) | st.sampled_from(["1", "2,2", "3;4", "a \\ b", "|", '"', "\\", "0", "[[1,2]]", "x y", "-"])


@st.composite
def named_games(draw):
    game = draw(games(payoffs=wild_payoffs, max_outcomes=16))

    def labels(count):
        return draw(st.lists(LABELS, min_size=count, max_size=count, unique_by=str.strip))

    moves = [labels(count) for count in game.shape]
    return game.relabel(players=labels(game.n_players), moves=moves)


@settings(max_examples=some(60, 150))
@given(named_games())
def test_csv_comes_back_equal(game):
    assert read(write_csv(game)) == game


@settings(max_examples=some(24, 60))
@given(named_games())
def test_markdown_comes_back_with_the_same_payoffs(game):
    back = read(write_markdown(game))
    assert back.relabel(players=game.players, moves=game.moves) == game


@settings(max_examples=some(120, 300))
@given(st.text(st.sampled_from('0123456789,;|. \t\n-/()[]"CD\\'), max_size=40))
def test_any_text_gives_a_game_or_one_line(text):
    try:
        game = read(text)
    except InputError as error:
        assert "\n" not in str(error) and len(str(error)) < 400
    else:
        assert game.n_players >= 1
