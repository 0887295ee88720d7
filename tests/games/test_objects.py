"""Tables as Python objects, and games of other packages."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings

from oraclegames import Game, InputError, MissingDependencyError
from oraclegames.games.files.gam import gam_tables, write_gam
from tests.depth import some
from tests.strategies import games, nested, wild_payoffs

PD = Game.from_arrays([[2, 0], [3, 1]], [[2, 3], [0, 1]])
C_D = PD.relabel(moves=[["C", "D"], ["C", "D"]])


@pytest.mark.parametrize(
    "table",
    [
        [[(2, 2), (0, 3)], [(3, 0), (1, 1)]],
        (([2, "2"], [0, 3]), ([3, 0], [1, 1])),
        [["2,2", "0,3"], ["3;0", "(1, 1)"]],
        np.array([[[2, 2], [0, 3]], [[3, 0], [1, 1]]]),
        pd.DataFrame([[(2, 2), (0, 3)], [(3, 0), (1, 1)]]),
        pd.DataFrame([["2,2", "0,3"], ["3,0", "1,1"]]),
    ],
)
def test_a_table_is_a_list_of_rows_of_cells(table):
    assert Game.from_table(table) == PD


def test_keys_name_the_moves_in_any_order_of_the_rows():
    table = {"C": {"C": (2, 2), "D": (0, 3)}, "D": {"D": (1, 1), "C": (3, 0)}}
    assert Game.from_table(table) == C_D
    frame = pd.DataFrame([["2,2", "0,3"], ["3,0", "1,1"]], index=["C", "D"], columns=["C", "D"])
    assert Game.from_table(frame) == C_D
    assert Game.from_table({"C": [(2, 2), (0, 3)], "D": [(3, 0), (1, 1)]}).moves[0] == ("C", "D")


@settings(max_examples=some(24, 60))
@given(games(payoffs=wild_payoffs, min_players=1))
def test_a_game_as_a_table_comes_back(game):
    cells = nested([list(game.payoffs(o)) for o in game.outcomes()], game.shape)
    assert Game.from_table(cells) == game


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ([[(2, 2), (0, 3)], [(3, 0)]], "rows differ in length"),
        ([[(2, 2, 1)]], "holds 3 payoffs: a table with 2 axes needs 2"),
        ([[2, 0], [3, 1]], "holds 2 payoffs: a table with 1 axis needs 1"),
        ([], "a list of rows|rows differ"),
        ({"C": {"C": (2, 2)}, "D": {"E": (2, 2)}}, "moves differ from row to row"),
        ([[(2, 0.5)]], "not exact"),
        ([[(2, "x")]], "should be a rational"),
        (7, "a list of rows of cells"),
        (None, "a list of rows of cells"),
        ([[(2, 2)], 7], "."),
    ],
)
def test_what_is_no_table_is_refused_in_one_line(table, message):
    with pytest.raises(InputError, match=message) as caught:
        Game.from_table(table)
    assert "\n" not in str(caught.value)


def test_floats_pass_where_they_are_meant():
    assert Game.from_table([[(0.5, 1)]], approximate=True).payoffs((0, 0)) == (1 / 2, 1)


def test_own_payoffs_make_a_symmetric_game():
    assert Game.from_symmetric([[2, 0], [3, 1]]) == PD
    assert Game.from_symmetric(np.array([[2, 0], [3, 1]]), moves=["C", "D"]) == C_D
    assert Game.from_symmetric({"C": {"C": 2, "D": 0}, "D": {"C": 3, "D": 1}}) == C_D
    with pytest.raises(InputError, match="not exact"):
        Game.from_symmetric([[2, 0.1], [3, 1]])
    assert Game.from_symmetric([[2, 0.25], [3, 1]], approximate=True).payoffs((0, 1))[0] == 0.25
    three = Game.from_symmetric([[[1, 2], [2, 3]], [[4, 5], [5, 6]]])
    for outcome in three.outcomes():
        for i, own in enumerate(outcome):
            others = sum(outcome) - own
            assert three.payoff(i, outcome) == [[1, 2, 3], [4, 5, 6]][own][others]


@pytest.mark.parametrize(
    ("own", "message"),
    [
        ([[1, 2, 3], [4, 5, 6]], "this table is 2×3"),
        ([1, 2], "this table is 2"),
        ([[[1, 2], [3, 4]], [[1, 2], [2, 1]]], "does not matter who of the others"),
    ],
)
def test_what_is_not_symmetric_is_refused(own, message):
    with pytest.raises(InputError, match=message):
        Game.from_symmetric(own)


# -- other packages, by what they have ------------------------------------------------------------


def quantecon_like(game: Game) -> SimpleNamespace:
    n = game.n_players
    return SimpleNamespace(
        players=[
            SimpleNamespace(
                payoff_array=np.array(
                    [
                        game.payoff(i, np.roll(index, i))
                        for index in np.ndindex(*np.roll(game.shape, -i))
                    ],
                    dtype=object,
                ).reshape(tuple(np.roll(game.shape, -i)))
            )
            for i in range(n)
        ]
    )


@settings(max_examples=some(16, 40))
@given(games(payoffs=wild_payoffs))
def test_quantecon_puts_the_own_axis_first(game):
    assert Game.from_quantecon(quantecon_like(game)) == game


def test_other_objects_are_refused():
    for read in (Game.from_quantecon, Game.from_nashpy, Game.from_openspiel):
        with pytest.raises(InputError, match="is needed, not int"):
            read(7)


def test_what_is_not_installed_is_named(monkeypatch):
    for name in ("quantecon.game_theory", "nashpy"):
        monkeypatch.setitem(__import__("sys").modules, name, None)
    with pytest.raises(MissingDependencyError, match="pip install quantecon"):
        PD.to_quantecon()
    with pytest.raises(MissingDependencyError, match="pip install nashpy"):
        PD.to_nashpy()
    with pytest.raises(InputError, match="two players"):
        Game.from_arrays([1]).to_nashpy()


class _State:
    """As much of OpenSpiel's state as is asked for."""

    def __init__(self, game, moves=None, depth=1):
        self.game, self.moves, self.depth = game, moves, depth

    def is_simultaneous_node(self):
        return True

    def legal_actions(self, player):
        return list(range(self.game.shape[player]))

    def action_to_string(self, player, action):
        return self.game.moves[player][action]

    def clone(self):
        return _State(self.game, self.moves, self.depth)

    def apply_actions(self, actions):
        self.moves = tuple(actions)

    def is_terminal(self):
        return self.moves is not None and self.depth == 1

    def returns(self):
        return [float(u) for u in self.game.payoffs(self.moves)]


def openspiel_like(game, depth=1):
    return SimpleNamespace(
        new_initial_state=lambda: _State(game, depth=depth),
        num_players=lambda: game.n_players,
        get_type=lambda: SimpleNamespace(long_name="It"),
    )


def test_openspiel_is_played_at_every_outcome():
    game = Game.from_arrays([[1, 2, 3], [4, 5, 6]], [[0, 0, "1/2"], [0, 0, 0]])
    back = Game.from_openspiel(openspiel_like(game), approximate=True)
    assert back == game.relabel(title="It")
    with pytest.raises(InputError, match="not exact"):
        Game.from_openspiel(openspiel_like(game))
    with pytest.raises(InputError, match="goes on after"):
        Game.from_openspiel(openspiel_like(PD, depth=2))


# -- the packages themselves, where installed ------------------------------------------------


@settings(max_examples=some(10, 25), deadline=None)
@given(games(min_players=1))
def test_quantecon_itself_agrees(game):
    theory = pytest.importorskip("quantecon.game_theory")
    twin = game.to_quantecon()
    assert isinstance(twin, theory.NormalFormGame)
    assert Game.from_quantecon(twin) == game
    for outcome in game.outcomes():
        told = twin[outcome] if game.n_players > 1 else [twin[outcome[0]]]
        assert list(np.ravel(told)) == list(game.payoffs(outcome))
    read = theory.game_converters.from_gam_string(write_gam(game))
    assert Game.from_quantecon(read) == game
    back = theory.game_converters.to_gam(twin)
    assert Game(*gam_tables(back)) == game


@settings(max_examples=some(10, 25), deadline=None)
@given(games(min_players=2, max_players=2))
def test_nashpy_itself_agrees(game):
    nashpy = pytest.importorskip("nashpy")
    twin = game.to_nashpy()
    assert isinstance(twin, nashpy.Game)
    assert Game.from_nashpy(twin) == game
    row, column = np.eye(game.shape[0])[-1], np.eye(game.shape[1])[0]
    assert tuple(twin[row, column]) == game.payoffs((game.shape[0] - 1, 0))


@pytest.mark.parametrize("name", ["matrix_pd", "matrix_rps", "matrix_sh", "matrix_bos"])
def test_openspiel_itself_agrees(name):
    pyspiel = pytest.importorskip("pyspiel")
    theirs = pyspiel.load_game(name)
    game = Game.from_openspiel(theirs, approximate=True)
    matrix = pyspiel.load_matrix_game(name)
    assert (matrix.row_utilities() == game.payoff_array(0).astype(float)).all()
    assert (matrix.col_utilities() == game.payoff_array(1).astype(float)).all()
    assert game.moves[0][0] == matrix.row_action_name(0)
