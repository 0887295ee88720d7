"""Players of the Axelrod library: probed by their answers. A stub stands for the library."""

from __future__ import annotations

import enum
import sys
from fractions import Fraction
from types import SimpleNamespace

import pytest

from oraclegames import InputError
from oraclegames.agents import from_axelrod


class Action(enum.Enum):
    """As in the library."""

    C = 0
    D = 1

    def __str__(self):
        return self.name


C, D = Action


class Player:
    """What the library's players have, as far as they are asked for it."""

    depth = 1
    _random = None

    def __init__(self):
        self.history = []
        self.classifier = {"memory_depth": self.depth, "stochastic": False}

    def clone(self):
        return type(self)()

    def update_history(self, play, coplay):
        self.history.append(play)

    def __str__(self):
        return type(self).__name__


class TitForTat(Player):
    def strategy(self, opponent):
        return opponent.history[-1] if self.history else C


class WinStayLoseShift(Player):
    def strategy(self, opponent):
        return C if not self.history or self.history[-1] == opponent.history[-1] else D


class Cooperator(Player):
    depth = 0

    def strategy(self, opponent):
        return C


class Random(Player):
    depth = 0

    def strategy(self, opponent):
        return self._random.random_choice(0.1)


class FourVector(Player):
    def strategy(self, opponent):
        if not self.history:
            return D
        after = {(C, C): 1, (C, D): 0.1, (D, C): 1, (D, D): 0}
        return self._random.random_choice(after[self.history[-1], opponent.history[-1]])


class TwiceRandom(Player):
    """Asks twice; cooperates if both say so, or the first does not."""

    def strategy(self, opponent):
        if self._random.random_choice(0.5) == D:
            return C
        return self._random.random_choice(0.25)


class Alternating(Player):
    """Counts its rounds, though it says that it remembers one."""

    def strategy(self, opponent):
        return (C, D)[len(self.history) % 2]


class Uniform(Player):
    def strategy(self, opponent):
        return C if self._random.uniform(0, 1) < 0.3 else D


class TitFor2Tats(Player):
    depth = 2


@pytest.fixture(autouse=True)
def library(monkeypatch):
    monkeypatch.setitem(sys.modules, "axelrod", SimpleNamespace(Action=Action))


@pytest.mark.parametrize(
    ("kind", "opening", "table"),
    [
        (TitForTat, 1, ((1, 0), (1, 0))),
        (WinStayLoseShift, 1, ((1, 0), (0, 1))),
        (Cooperator, 1, ((1, 1), (1, 1))),
        (Random, Fraction(1, 10), ((Fraction(1, 10),) * 2,) * 2),
        (FourVector, 0, ((1, Fraction(1, 10)), (1, 0))),
        (TwiceRandom, Fraction(5, 8), ((Fraction(5, 8),) * 2,) * 2),
    ],
)
def test_players_of_memory_depth_0_and_1_are_probed(kind, opening, table):
    bot = from_axelrod(kind())
    assert bot.opening == (opening, 1 - opening)
    assert bot.table == tuple(tuple((p, 1 - p) for p in row) for row in table)
    assert bot.name == kind.__name__


@pytest.mark.parametrize(
    ("player", "says"),
    [
        (object(), "is no memory-one player of the Axelrod library"),
        (TitFor2Tats(), "TitFor2Tats is no memory-one player: its memory depth is 2"),
        (Alternating(), "no memory-one player, though it says so: after the rounds CC, CC it"),
        (Uniform(), "Uniform draws numbers by uniform: only its random_choice can be followed"),
    ],
)
def test_others_are_refused_with_the_true_reason(player, says):
    with pytest.raises(InputError, match=says):
        from_axelrod(player)


def test_the_librarys_own_players_are_adapted(monkeypatch):
    monkeypatch.delitem(sys.modules, "axelrod")
    axelrod = pytest.importorskip("axelrod")
    bot = from_axelrod(axelrod.WinStayLoseShift())
    assert bot.table == (((1, 0), (0, 1)), ((0, 1), (1, 0)))
