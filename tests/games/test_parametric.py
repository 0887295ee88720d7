"""Games whose payoffs are polynomials in a parameter, read from wherever games are."""

from __future__ import annotations

from fractions import Fraction

import pytest

from oraclegames import InputError, OracleGamesError, ParametricGame, load_game
from oraclegames.games.catalog import CATALOG
from oraclegames.games.parametric import parametric_game
from tests.depth import some

WIDE = (Fraction(1), Fraction(20))


@pytest.mark.parametrize("entry", CATALOG.values(), ids=lambda entry: entry.name)
def test_every_parameter_of_the_catalogue_gives_the_games_of_its_values(entry):
    """Where it is accepted, all numbers between give the game of that name."""
    for parameter in entry.parameters:
        name = f"{entry.name}({parameter.name}=t)"
        try:
            game = parametric_game(name, between=WIDE)
        except OracleGamesError:
            continue
        tried = 0
        for k in range(0, 137, some(4, 1)):
            t = WIDE[0] + (WIDE[1] - WIDE[0]) * Fraction(k, 136)
            try:
                there = load_game(name.replace("=t", f"={t}"))
            except InputError:
                continue
            tried += 1
            assert [game.at(t).payoff_list(i) for i in range(game.n_players)] == [
                there.payoff_list(i) for i in range(there.n_players)
            ]
        assert tried


def test_the_amounts_of_the_catalogue_are_accepted():
    for name in ("prisoners_dilemma(t,2,1,0)", "hawk_dove(2,t)", "stag_hunt(t)", "newcomb(100,t)"):
        assert parametric_game(name, between=(Fraction(1), Fraction(9)))


def test_what_is_no_polynomial_is_refused():
    with pytest.raises(InputError, match="no polynomials"):
        parametric_game("cournot(t)", between=(Fraction(0), Fraction(9)))
    with pytest.raises(InputError, match="polynomial in t, not '1/t'"):
        parametric_game("stag_hunt(1/t)")
    with pytest.raises(InputError, match="write t in the place"):
        parametric_game("chicken")
    with pytest.raises(InputError, match="stands nowhere"):
        parametric_game("chicken(9)")
    with pytest.raises(InputError, match="no game"):
        parametric_game("chiken(t)")
    with pytest.raises(InputError, match="should have T > R"):
        parametric_game("prisoners_dilemma(t,2,1,0)", between=(Fraction(0), Fraction(1)))
    with pytest.raises(InputError, match="name such as t"):
        parametric_game("chicken(t)", "1x")
    with pytest.raises(InputError, match="not int"):
        parametric_game(3)


def test_files_with_polynomials(tmp_path):
    nfg = tmp_path / "it.nfg"
    nfg.write_text('NFG 1 R "t or so" { "A" "t" } { 2 2 }\n\n3+t 1 0 t^2/2 -t 1 (1+t)^2 0')
    game = parametric_game(nfg)
    assert game.title == "t or so" and game.players == ("A", "t")
    assert game.payoffs((0, 0)) == ("t + 3", "1") and game.payoffs((1, 1)) == ("t^2 + 2*t + 1", "0")
    assert game.payoffs((1, 0)) == ("0", "1/2*t^2")
    json = tmp_path / "it.json"
    json.write_text(
        '{"players": [{"name": "A", "moves": ["t", "y"]}, {"name": "B", "moves": ["z"]}],'
        ' "payoffs": [["t - 0.5", 2.25], ["1", "-t^2"]]}'
    )
    game = parametric_game(str(json))
    assert game.moves == (("t", "y"), ("z",))
    assert game.payoffs((0, 0)) == ("t - 1/2", "1") and game.payoffs((1, 0)) == ("9/4", "-t^2")


def test_typed_tables_and_spreadsheets(tmp_path):
    game = parametric_game("2,2 0,t; t,0 1,1")
    assert game.payoffs((0, 1)) == ("0", "t") and game.shape == (2, 2)
    path = tmp_path / "it.txt"
    path.write_text("2,2 0,t^2\nt^2,0 1,1")
    assert parametric_game(path).payoffs((1, 0)) == ("t^2", "0")
    with pytest.raises(InputError, match="expected numbers only, such as 2,3, found 'u,2'"):
        parametric_game("u,2 1")


def test_wrong_files_are_named(tmp_path):
    path = tmp_path / "it.nfg"
    path.write_text('NFG 1 R "x" { "A" } { 2 } 1 u')
    with pytest.raises(OracleGamesError, match=r"it\.nfg"):
        parametric_game(path)
    path.write_text('NFG 1 R "x" { "A" } { 2 } 1 2')
    with pytest.raises(InputError, match="no payoff is a polynomial in t"):
        parametric_game(path)
    path = tmp_path / "it.json"
    path.write_text("{")
    with pytest.raises(OracleGamesError, match=r"it\.json"):
        parametric_game(path)
    path.write_text('{"players": [{"name": "A", "moves": ["x"]}], "payoffs": [["t^41"]]}')
    with pytest.raises(InputError, match="degree 41"):
        parametric_game(path)


def test_arrays_of_texts():
    game = ParametricGame.from_arrays([["s^2", 1]], [[0, "1/3 - s"]], parameter="s", title="x")
    assert game.shape == (1, 2) and game.n_outcomes == 2
    assert game.at("1/2") == type(game.at(0)).from_arrays([["1/4", 1]], [[0, "-1/6"]], title="x")
    assert "s^2" in str(game) and "x" in repr(game)
    with pytest.raises(InputError, match="polynomial in t, found 's"):
        ParametricGame.from_arrays([["s", 1]], [[0, 1]])
