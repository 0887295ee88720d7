"""The .nfg reader and writer, against the format's rules and against Gambit's own reader."""

from __future__ import annotations

import io
from fractions import Fraction
from itertools import product
from math import prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oraclegames import Game, InputError, ParseError
from oraclegames.exact.rational import rational
from oraclegames.games.files.nfg import write_nfg
from oraclegames.games.load import read_nfg
from tests.depth import some
from tests.strategies import games, shapes, wild_payoffs


def quiet(value):
    """A short name for a long parameter."""
    return value[:40] if isinstance(value, str) else None


ONE = 'NFG 1 R "t" { "P" } { 1 } '


def parse_nfg(text: str) -> Game:
    file = io.StringIO(text)
    file.name = "<string>"
    return read_nfg(file)


def payoff_rows(game: Game) -> list[list[Fraction]]:
    return [[game.payoff(i, o) for o in game.outcomes()] for i in range(game.n_players)]


# -- what is read -------------------------------------------------------------------------------


def test_the_first_players_move_changes_fastest():
    game = parse_nfg('NFG 1 R "t" { "A" "B" } { 3 2 } 11 -11 21 -21 31 -31 12 -12 22 -22 32 -32')
    assert payoff_rows(game) == [[11, 12, 21, 22, 31, 32], [-11, -12, -21, -22, -31, -32]]


def test_three_players_are_listed_first_player_fastest():
    listed = [(a, b, c) for c in range(2) for b in range(3) for a in range(2)]
    words = " ".join(f"{a}{b}{c} {a} {c}" for a, b, c in listed)
    game = parse_nfg('NFG 1 R "t" { "A" "B" "C" } { 2 3 2 } ' + words)
    for a, b, c in game.outcomes():
        assert game.payoffs((a, b, c)) == (100 * a + 10 * b + c, a, c)


def test_both_body_forms_and_both_shape_forms_give_the_same_game():
    head = 'NFG 1 R "t" { "A" "B" } '
    payoffs = "1 2 0 0 1/2 -3 1 2 0 0 7 8"
    outcomes = '{ { "x" 1, 2 } { "" 1/2 -3, } { "x" 7 8 } } 1 0 2 1 0 3'
    shapes_written = ["{ 3 2 }", '{ { "1" "2" "3" } { "1" "2" } }']
    read = [parse_nfg(head + s + b) for s in shapes_written for b in (payoffs, outcomes)]
    assert all(game == read[0] for game in read)
    assert payoff_rows(read[0]) == [
        [1, 1, 0, 0, Fraction(1, 2), 7],
        [2, 2, 0, 0, -3, 8],
    ]


def test_a_long_file_in_the_usual_style_is_read():
    game = parse_nfg(
        'NFG 1 D "A game\r\nof two lines" { "Row\\"s" "Column" }\r\n\r\n'
        '{ { "up" "down" }\r\n\t{ "left" "mid dle" "right" }\r\n}\r\n"a comment\nof two lines"\r\n'
        "0.000000 1.000000 -2.5 .5 1. 1e2\t3 4\n5 6 7 -8e-1\n\n"
    )
    assert game.title == "A game\r\nof two lines"
    assert game.players == ('Row"s', "Column")
    assert game.moves == (("up", "down"), ("left", "mid dle", "right"))
    assert payoff_rows(game) == [
        [0, 1, 5, Fraction(-5, 2), 3, 7],
        [1, 100, 6, Fraction(1, 2), 4, Fraction(-4, 5)],
    ]


def test_no_space_is_needed_around_braces_quotes_and_commas():
    game = parse_nfg('NFG 1 R "t"{"A""B"}{{"x"}{"y""z"}}""{{"o"1,2}{""3,4,}}2 1')
    assert payoff_rows(game) == [[3, 1], [4, 2]]


def test_one_player_games_and_one_move_players_are_read():
    assert parse_nfg(ONE + "5").payoff(0, (0,)) == 5
    assert parse_nfg('NFG 1 R "" { "A" "B" } { 1 1 } { } 0').payoffs((0, 0)) == (0, 0)


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("007", 7),
        ("-0", 0),
        ("1.", 1),
        (".5", Fraction(1, 2)),
        ("-.5", Fraction(-1, 2)),
        ("0.1", Fraction(1, 10)),
        ("-6/4", Fraction(-3, 2)),
        ("1e3", 1000),
        ("1.5E-3", Fraction(3, 2000)),
        ("1.e2", 100),
        ("1e00002", 100),
        pytest.param("9" * 6000, 10**6000 - 1, id="6000 digits"),
        pytest.param("1/" + "7" * 5000, Fraction(9, 7 * (10**5000 - 1)), id="1/(5000 digits)"),
        pytest.param("1e-5000", Fraction(1, 10**5000), id="1e-5000"),
    ],
)
def test_numbers_of_the_format_are_read_exactly(word, value):
    assert parse_nfg(ONE + word).payoff(0, (0,)) == value


@pytest.mark.parametrize(
    "word",
    [
        "+1",
        "1e+20",
        ".5e1",
        "1/-3",
        "1/0",
        "inf",
        "nan",
        "1_0",
        "0x1",
        "1e",
        ".",
        "-",
        "-.",
        "1.2.3",
        "1/2/3",
        "1/2e3",
        "1.5/2",
        "1-",
        "1/",
        "١",
    ],
)
def test_what_is_no_number_of_the_format_is_refused(word):
    with pytest.raises(ParseError, match=r"^<string>:1:27: expected pay.*found "):
        parse_nfg(ONE + word)


# -- sources ------------------------------------------------------------------------------------


def test_paths_and_open_files_are_read(tmp_path):
    path = tmp_path / "one.nfg"
    path.write_text(ONE + "4", encoding="utf-8")
    expected = parse_nfg(ONE + "4")
    assert read_nfg(path) == read_nfg(str(path)) == expected
    with path.open("rb") as binary, path.open() as text:
        assert read_nfg(binary) == read_nfg(text) == expected
    assert read_nfg(io.StringIO(ONE + "4")) == expected


def test_files_that_cannot_be_read_are_named(tmp_path):
    for path in (tmp_path / "none.nfg", tmp_path):
        with pytest.raises(InputError, match=r"^cannot read .*: .*") as caught:
            read_nfg(path)
        assert str(path) in str(caught.value)
    with pytest.raises(InputError, match="cannot read"):
        read_nfg("null\0byte.nfg")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b'NFG 1 R\n "\xff" { "P" } { 1 } 1', ":2:3: expected UTF-8 text, found the byte 0xff"),
        (b"", ":1:1: expected 'NFG', found the end of the text"),
        (b"\x00\x01\x02", r":1:1: expected 'NFG', found '\\x00\\x01\\x02'"),
    ],
)
def test_binary_files_are_refused_in_one_line(tmp_path, data, message):
    path = tmp_path / "x.nfg"
    path.write_bytes(data)
    with pytest.raises(ParseError, match=message) as caught:
        read_nfg(path)
    assert str(caught.value).startswith(str(path))
    assert "\n" not in str(caught.value)
    with path.open("rb") as file, pytest.raises(ParseError, match=message):
        read_nfg(file)


TWO = 'NFG 1 R "t" { "A" "B" } { 2 1 } '


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("EFG 2 R", "1:1: expected 'NFG', found 'EFG'"),
        ("nfg 1 R", "1:1: expected 'NFG', found 'nfg'"),
        ("NFG 2 R", "1:5: expected the version 1, found '2'"),
        ("NFG 1 r", "1:7: expected 'R' or 'D', found 'r'"),
        ('NFG 1 R"t"', "1:7: expected 'R' or 'D', found 'R\"t\"'"),
        ("NFG 1 R t", "1:9: expected the title in double quotes, found 't'"),
        ('NFG 1 R "t', "1:9: expected the title .*, found a text without its closing quote"),
        ('NFG 1 R "t"\n{ }', "2:3: expected a player's label in double quotes, found '}'"),
        ('NFG 1 R "t" { "A", "B" }', "1:18: expected a player's label .* or '}', found ','"),
        ('NFG 1 R "t" { "A" } { 1 1 } 1', "1:25: expected '}' after the number of moves"),
        ('NFG 1 R "t" { "A" "B" } { 1 } 1', "1:29: expected the number of moves of player 'B'"),
        ('NFG 1 R "t" { "A" } { 0 }', "1:23: expected the number of moves of player 'A'"),
        ('NFG 1 R "t" { "A" } { { } } 1', "1:25: expected a move's label"),
        ('NFG 1 R "t" { "A" "B" } { { "x" } } 1', "1:35: expected '{' and the moves of player 'B'"),
        ('NFG 1 R "t" { "A" } { { "x" } { "y" } } 1', "1:31: expected '}' after the moves"),
        (TWO, "1:33: expected payoffs or '{', found the end"),
        (TWO + '"c" "d" 1 2 3 4', "1:37: expected payoffs or '{', found '\"d\"'"),
        (TWO + "1 2 3", r"payoff 4 of 4 \('B' at profile \(2, 1\)\), found the end of the text"),
        (TWO + "1 2 3 4\n 5", "2:2: expected the end of the text after 4 payoffs, found '5'"),
        (TWO + '1 2 3 4 "end"', "1:41: expected the end of the text"),
        (TWO + "1, 2 3 4", "1:34: expected payoff 2 of 4 .*, found ','"),
        (TWO + "1 2 3 1e+20", "1:39: expected payoff 4 of 4 .*, which is no number of the format"),
        (
            TWO + "1 2 3 1e5001",
            "1:39: .* 4 of 4 .* is too large: .* from -5000 to 5000",
        ),
        (
            TWO + '{ { "" 1 1e-9999999 } } 1',
            "1:42: .* is too small: .* go from -5000",
        ),
        (TWO + "{ 1 2 }", "1:35: expected '{' and an outcome, or '}', found '1'"),
        (TWO + "{ { 1 2 } }", "1:37: expected the outcome's label"),
        (TWO + '{ { "" 1 } } 1 1', "1:42: expected the payoff of player 'B', found '}'"),
        (TWO + '{ { "" 1,,2 } } 1 1', "1:42: expected the payoff of player 'B', found ','"),
        (TWO + '{ { "" 1 2 3 } } 1 1', "1:44: expected '}' after 2 payoffs, found '3'"),
        (TWO + '{ { "" 1 2 } } 1 2', "1:50: expected an outcome from 0 to 1 .*, found '2'"),
        (TWO + '{ { "" 1 2 } } 1 -1', "1:50: expected an outcome from 0 to 1"),
        (TWO + '{ { "" 1 2 } } 1', r"1:49: .*\(index 2 of 2, at profile \(2, 1\)\), found the end"),
        (TWO + '{ { "" 1 2 } } 1 1 0', "1:52: expected the end of the text after 2 outcome"),
        (TWO + '{ { "" 1 2 } } 1 1' + "0" * 5000, "expected an outcome from 0 to 1"),
        ('NFG 1 R "t" { "A" "B" } { 1000000 1000000 } 1', "payoff 2 of 2000000000000 .*the end"),
        ('NFG 1 R "t" { "A" } { ' + "9" * 5000 + " } 1", "a number of moves below 1000000000"),
        ('NFG 1 R "t" {' + '"A"' * 40 + "} {" + " 1" * 40 + "} 1", "at most 31 players before"),
    ],
    ids=quiet,
)
def test_wrong_files_are_refused_with_the_place(text, message):
    with pytest.raises(ParseError, match=message) as caught:
        parse_nfg(text)
    assert str(caught.value).startswith(f"<string>:{caught.value.line}:{caught.value.column}: ")
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 250


@given(games(payoffs=wild_payoffs), st.data())
def test_every_proper_prefix_and_every_longer_text_is_refused(game, data):
    words = write_nfg(game).split()
    cut = data.draw(st.integers(0, len(words) - 1))
    for wrong in (words[:cut], [*words, data.draw(st.sampled_from(["0", "}", '""', "x"]))]):
        with pytest.raises(ParseError):
            parse_nfg(" ".join(wrong))


def test_a_game_of_65536_outcomes_is_read():
    count = 1 << 16
    text = f'NFG 1 R "big" {{ "A" "B" }} {{ 256 256 }} {" ".join(map(str, range(2 * count)))}'
    game = parse_nfg(text)
    assert game.payoffs((3, 2)) == (2 * (3 + 256 * 2), 2 * (3 + 256 * 2) + 1)
    again = write_nfg(game).split()
    assert again[-2 * count :] == text.split()[-2 * count :]


# -- what is written ----------------------------------------------------------------------------

labels = st.text(
    st.one_of(st.sampled_from('\\"{}, aé1'), st.characters(exclude_categories=["C", "Z"])),
    min_size=1,
    max_size=5,
).filter(str.strip)
titles = st.text(st.one_of(st.sampled_from('\\"{}\n\r\t a'), st.characters(codec="utf-8")))


@st.composite
def labelled_games(draw, names=labels, titles=titles):
    game = draw(games(payoffs=wild_payoffs))

    def some(count):
        return draw(st.lists(names, min_size=count, max_size=count, unique=True))

    return game.relabel(
        title=draw(titles), players=some(game.n_players), moves=[some(m) for m in game.shape]
    )


@given(labelled_games())
def test_what_is_written_is_read_back_identically(game):
    text = write_nfg(game)
    assert parse_nfg(text) == game
    assert read_nfg(io.BytesIO(text.encode())) == game
    assert game.to_nfg() == text


@given(games(payoffs=wild_payoffs))
def test_plain_labels_are_written_as_counts(game):
    text = write_nfg(game)
    assert f"{{ {' '.join(map(str, game.shape))} }}" in text.split("\n")
    assert parse_nfg(text) == game


def test_huge_numbers_are_written():
    game = Game.from_arrays([Fraction(10**5000, 3), -(10**5000)])
    assert parse_nfg(write_nfg(game)) == game


# -- against Gambit -----------------------------------------------------------------------------

NUMBER_WORDS = st.one_of(
    st.integers(-99, 99).map(str),
    st.from_regex(r"-?[0-9]{1,4}/[1-9][0-9]{0,2}", fullmatch=True),
    st.from_regex(r"-?[0-9]{0,3}\.[0-9]{1,3}", fullmatch=True),
    st.from_regex(r"-?[0-9]{1,2}(\.[0-9]{0,2})?[eE]-?[0-9]{1,2}", fullmatch=True),
    st.integers(-(10**40), 10**40).map(str),
)
GAMBIT_LABELS = st.from_regex(r"[!#-\[\]-~]{1,3}( [!#-\[\]-~]{1,3})?", fullmatch=True).filter(
    lambda label: not label.isdigit()
)
"""Printable ASCII, no space at the ends or twice, no quote, no backslash.

No numeral either: Gambit 16.7 refuses a label "2" before the second one as a duplicate.
"""
SPACES = st.sampled_from([" ", "\n", "\t", "\r\n", "  ", " \v\f "])


@st.composite
def nfg_texts(draw):
    """Texts of legal files in all forms, non-square shapes first."""
    shape = draw(st.one_of(st.sampled_from([(3, 2), (2, 3, 2), (1, 3), (4,)]), shapes()))
    label = st.one_of(GAMBIT_LABELS, st.sampled_from(["", "x", "x_1"]))
    quoted = label.map(lambda text: f'"{text}"')

    def braced(words):
        return ["{", *words, "}"]

    def many(strategy, count):
        return draw(st.lists(strategy, min_size=count, max_size=count))

    words = ["NFG", "1", draw(st.sampled_from("RD")), draw(quoted)]
    words += braced(many(quoted, len(shape)))
    if draw(st.booleans()):
        words += braced(map(str, shape))
    else:
        words += braced([word for count in shape for word in braced(many(quoted, count))])
    if draw(st.booleans()):
        words.append(draw(quoted))
    if draw(st.booleans()):
        words += many(NUMBER_WORDS, len(shape) * prod(shape))
    else:
        outcomes = draw(st.integers(0, 4))
        comma = st.sampled_from(["", ","])
        entries = [
            braced([draw(quoted), *(draw(NUMBER_WORDS) + draw(comma) for _ in shape)])
            for _ in range(outcomes)
        ]
        words += braced([word for entry in entries for word in entry])
        words += map(str, many(st.integers(0, outcomes), prod(shape)))
    gap = draw(SPACES)
    return gap.join(words) + draw(st.sampled_from(["", "\n"]))


def gambit_view(text: str):
    """Labels and payoffs as Gambit's reader has them."""
    pygambit = pytest.importorskip("pygambit")
    game = pygambit.read_nfg(io.BytesIO(text.encode("ascii")))
    players = list(game.players)
    moves = [[strategy.label for strategy in player.strategies] for player in players]
    payoffs = []
    for player in players:
        row = []
        for profile in product(*moves):
            outcome = game[profile]
            row.append(Fraction(0) if outcome is None else rational(str(outcome[player])))
        payoffs.append(row)
    return game.title, [player.label for player in players], moves, payoffs


def our_view(game: Game):
    return game.title, list(game.players), list(map(list, game.moves)), payoff_rows(game)


@settings(max_examples=some(160, 400))
@given(nfg_texts())
def test_gambit_reads_the_same_game(text):
    assert our_view(parse_nfg(text)) == gambit_view(text)


@settings(max_examples=some(40, 100))
@given(labelled_games(names=GAMBIT_LABELS, titles=GAMBIT_LABELS))
def test_gambit_reads_what_is_written(game):
    assert our_view(game) == gambit_view(write_nfg(game))


@pytest.mark.parametrize(
    "moves",
    ['"x" "x" "x_1"', '"" "_1" ""', '"x" "x_1" "x"', '"1" "1" "2"', '"a\\"b" "a" "a\\b"'],
)
def test_gambit_repairs_labels_alike(moves):
    text = f'NFG 1 R "t" {{ "P" "P" }} {{ {{ {moves} }} {{ "" }} }} 1 2 3 4 5 6'
    assert our_view(parse_nfg(text)) == gambit_view(text)
