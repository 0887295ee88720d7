"""Games go to Gambit and come back with the same payoffs and, where legal there, labels."""

from __future__ import annotations

import builtins
import io
from fractions import Fraction
from types import SimpleNamespace

import pytest
from hypothesis import given, settings

from oraclegames import Game, InputError, MissingDependencyError, load_game
from oraclegames.games.files import gambit
from oraclegames.games.files.gambit import to_gambit
from tests.depth import some
from tests.games.files.test_nfg import (
    GAMBIT_LABELS,
    gambit_view,
    labelled_games,
    our_view,
    parse_nfg,
)
from tests.strategies import games, wild_payoffs

pygambit = pytest.importorskip("pygambit")


@settings(max_examples=some(24, 60))
@given(labelled_games(names=GAMBIT_LABELS, titles=GAMBIT_LABELS))
def test_games_come_back_equal(game):
    assert Game.from_gambit(to_gambit(game)) == game


@settings(max_examples=some(16, 40))
@given(games(payoffs=wild_payoffs, min_players=2))
def test_players_in_another_order_come_back_equal(game):
    """Their labels are then "2", "1", …, which Gambit's own file reader refuses."""
    order = list(reversed(range(game.n_players)))
    turned = game.permute_players(order).relabel(
        moves=[tuple(reversed(labels)) for labels in reversed(game.moves)]
    )
    assert Game.from_gambit(turned.to_gambit()) == turned


@settings(max_examples=some(16, 40))
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


# Two roads: whoever is alone on the first gets 7, both there get -2 each; on the second 3/2 and -1.
ROADS = "2 0 1\n2 1 0\n\n0 7 -2\n0 1.5 -1\n"
ROADS_AGG = f"#AGG\n2\n2\n0\n2 2\n0 1\n0 1\n{ROADS}"
ROADS_BAGG = f"#BAGG\n2\n2\n0\n1 1\n1\n1\n2\n2\n0 1\n0 1\n{ROADS}"
TYPES_BAGG = f"#BAGG\n2\n2\n0\n2 1\n0.25 0.75\n1\n2 2\n2\n0 1\n0 1\n0 1\n{ROADS}"
WORKBOOK = """<?xml version="1.0"?>
<gambit:document xmlns:gambit="http://gambit.sourceforge.net/" version="0.1">
<game><nfgfile>
NFG 1 R "Kept" { "A" "B" } { 2 2 } 1 2 3 4 5/2 6 7 8
</nfgfile></game></gambit:document>
"""


@pytest.mark.parametrize(
    ("name", "text"),
    [("a.agg", ROADS_AGG), ("a.bagg", ROADS_BAGG), ("b.bagg", TYPES_BAGG), ("a.gbt", WORKBOOK)],
)
def test_files_pay_what_gambit_says(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text)
    game = load_game(path)
    twin = getattr(pygambit, f"read_{path.suffix[1:]}")(str(path))
    players, profile = list(twin.players), twin.mixed_strategy_profile(rational=True)
    assert game.shape == tuple(len(player.strategies) for player in players)
    for outcome in game.outcomes():
        for player, move in zip(players, outcome):
            profile[player] = [int(k == move) for k in range(len(player.strategies))]
        assert game.payoffs(outcome) == tuple(Fraction(str(profile.payoff(p))) for p in players)


TREE = """EFG 2 R "Two looks" { "A" "B" }
""

c "start" 1 "coin" { "h" 1/2 "t" 1/2 } 0
p "same" 1 1 "look" { "u" "d" } 0
p "same \\"two\\"" 2 1 "blind" { "l" "r" } 0
t "same" 1 "" { 1, 2 }
t "same" 2 "" { 3, -4 }
t "" 3 "" { 0, 5/2 }
p "same" 1 2 "look" { "u" "d" } 0
t "same" 4 "" { 7, 0 }
p "same \\"two\\"" 2 1 "blind" { "l" "r" } 0
t "" 5 "" { 1, 1 }
t "" 6 "" { 2, 8 }
"""


def test_a_tree_whose_names_are_alike_is_read(tmp_path):
    (tmp_path / "a.efg").write_text(TREE)
    inside = WORKBOOK[: WORKBOOK.index("<nfgfile>")] + f"<efgfile>\n{TREE}</efgfile>"
    (tmp_path / "a.gbt").write_text(f"{inside}\n</game></gambit:document>\n")
    game = load_game(tmp_path / "a.efg")
    assert game == load_game(tmp_path / "a.gbt") and game.shape == (4, 2)
    # after heads she goes up and he left, after tails she goes down: (1 + 1)/2 and (2 + 1)/2
    assert game.payoffs((1, 0)) == (1, Fraction(3, 2))


def test_an_action_graph_is_the_game_that_was_meant(tmp_path):
    for ending, text in (("agg", ROADS_AGG), ("bagg", ROADS_BAGG)):
        (tmp_path / f"roads.{ending}").write_text(text)
        game = load_game(tmp_path / f"roads.{ending}")
        assert game.payoffs((0, 0)) == (-2, -2) and game.payoffs((0, 1)) == (7, Fraction(3, 2))


def test_too_large_a_bayesian_game_is_refused_in_a_line(tmp_path, monkeypatch):
    monkeypatch.setattr("oraclegames.games.files.gambit._MOST_ASKED", 3)
    (tmp_path / "a.bagg").write_text(ROADS_BAGG)
    with pytest.raises(InputError, match="has 4 outcomes"):
        load_game(tmp_path / "a.bagg")
