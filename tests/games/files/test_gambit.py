"""Games go to Gambit and come back with the same payoffs and, where legal there, labels."""

from __future__ import annotations

import builtins
import io
from fractions import Fraction
from types import SimpleNamespace

import pytest
from hypothesis import given, settings

from oraclegames import Game, InputError, MissingDependencyError
from oraclegames.games.files import gambit
from oraclegames.games.files.gambit import to_gambit
from tests.games.files.test_nfg import (
    GAMBIT_LABELS,
    gambit_view,
    labelled_games,
    our_view,
    parse_nfg,
)
from tests.strategies import games, wild_payoffs

pygambit = pytest.importorskip("pygambit")


@settings(max_examples=60)
@given(labelled_games(names=GAMBIT_LABELS, titles=GAMBIT_LABELS))
def test_games_come_back_equal(game):
    assert Game.from_gambit(to_gambit(game)) == game


@settings(max_examples=40)
@given(games(payoffs=wild_payoffs, min_players=2))
def test_players_in_another_order_come_back_equal(game):
    """Their labels are then "2", "1", …, which Gambit's own file reader refuses."""
    order = list(reversed(range(game.n_players)))
    turned = game.permute_players(order).relabel(
        moves=[tuple(reversed(labels)) for labels in reversed(game.moves)]
    )
    assert Game.from_gambit(turned.to_gambit()) == turned


@settings(max_examples=40)
@given(labelled_games())
def test_labels_that_gambit_refuses_are_changed_and_payoffs_are_not(game):
    back = Game.from_gambit(to_gambit(game))
    assert back.relabel(title=game.title, players=game.players, moves=game.moves) == game


def test_labels_lose_accents_and_stay_different():
    game = Game.from_arrays(
        [1, 2, 3, 4, 5],
        title="Café ∞",
        players=["Zoë  \\"],
        moves=[["é", "e", "ü ", "∞", 'a"\\']],
    )
    twin = to_gambit(game)
    assert twin.title == "Cafe ?"
    (player,) = twin.players
    assert player.label == "Zoe \\"
    assert [s.label for s in player.strategies] == ["e_1", "e_2", "u", "?", 'a"\\']
    assert Game.from_gambit(twin).moves == (("e_1", "e_2", "u", "?", 'a"\\'),)


def test_null_outcomes_pay_nothing():
    """Gambit's own to_arrays() fails on this game."""
    text = 'NFG 1 R "t" { "A" "B" } { 3 2 } { { "" 1/3 2 } } 0 1 0 0 1 1'
    twin = pygambit.read_nfg(io.BytesIO(text.encode()))
    game = Game.from_gambit(twin)
    assert game == parse_nfg(text)
    assert our_view(game) == gambit_view(text)
    assert game.payoffs((1, 0)) == (Fraction(1, 3), 2)
    assert game.payoffs((0, 0)) == (0, 0)


def test_trees_come_as_their_strategic_form():
    tree = """EFG 2 R "Entry" { "Entrant" "Incumbent" }
    p "" 1 1 "" { "Out" "In" } 0
    t "" 1 "" { 0, 2 }
    p "" 2 1 "" { "Share" "Fight" } 0
    c "" 1 "" { "a" 1/3 "b" 2/3 } 0
    t "" 2 "" { 3, 1 }
    t "" 3 "" { 0, 1 }
    t "" 4 "" { -1, -1/2 }
    """
    game = Game.from_gambit(pygambit.read_efg(io.BytesIO(tree.encode())))
    assert game.title == "Entry"
    assert game.players == ("Entrant", "Incumbent")
    assert game.shape == (2, 2)
    assert [game.payoffs(o) for o in game.outcomes()] == [
        (0, 2),
        (0, 2),
        (1, 1),
        (-1, Fraction(-1, 2)),
    ]


def test_other_things_are_refused():
    with pytest.raises(InputError, match=r"pygambit\.Game is needed, not list"):
        Game.from_gambit([])


def test_without_pygambit_the_message_says_how_to_install_it(monkeypatch):
    original = builtins.__import__

    def without(name, *args, **kwargs):
        if name == "pygambit":
            raise ImportError(name)
        return original(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingDependencyError, match=r"pip install oraclegames\[gambit\]"):
        to_gambit(Game.from_arrays([1]))


@pytest.mark.parametrize("error", [OSError, RuntimeError, ValueError])
def test_a_game_that_gambit_cannot_write_is_refused_in_a_line(monkeypatch, error):
    class Untold:
        def to_nfg(self):
            raise error("cannot do this")

    monkeypatch.setattr(gambit, "_pygambit", lambda: SimpleNamespace(Game=Untold))
    with pytest.raises(InputError, match=r"^Gambit cannot write this game as a table: cannot do"):
        gambit.from_gambit(Untold())
