"""Strategies of finite memory, against what their definitions say after every history."""

from __future__ import annotations

from random import Random

import pytest

from oraclegames import InputError, match
from oraclegames.reflective.agents.automata import Automaton, as_automaton
from oraclegames.reflective.agents.nicer_bot import Responder
from oraclegames.reflective.agents.regions import Region
from tests.reflective.prisoners import SMALL

C, D = 0, 1


def contrite(history):
    """Defect iff the other alone is in bad standing, by the definition of standings."""
    mine, theirs = True, True
    for own, other in history:
        mine, theirs = (
            own == C or (own == D and mine and not theirs),
            other == C or (other == D and theirs and not mine),
        )
    return D if mine and not theirs else C


def punish_once(history):
    if not history:
        return C
    last = punish_once(history[:-1])
    return D if last == C and history[-1][1] == D else C


RULES = {
    "tit-for-tat": lambda history: history[-1][1] if history else C,
    "grim": lambda history: D if any(D in pair for pair in history) else C,
    "win-stay-lose-shift": lambda h: C if not h or h[-1] in ((C, C), (D, D)) else D,
    "punish-once": punish_once,
    "contrite": contrite,
    "cooperate": lambda history: C,
    "defect": lambda history: D,
    "S6": lambda history: D if history and history[-1] in ((C, C), (D, D)) else C,
}


FORGIVING = ("contrite", "tit-for-tat", "win-stay-lose-shift", "S6")
"""Whose definition also says what follows a move that they did not want to make."""


@pytest.mark.parametrize(
    ("name", "slips"), [*((name, 0) for name in RULES), *((name, 0.3) for name in FORGIVING)]
)
def test_named_strategies_do_what_their_definitions_say(name, slips):
    draw, one = Random(7), as_automaton(name)
    for _ in range(60):
        state, history = 0, []
        for _ in range(8):
            wanted = D if one.play[state] == (0, 1) else C
            assert wanted == RULES[name](history), history
            own = 1 - wanted if draw.random() < slips else wanted
            other = draw.randrange(2)
            history.append((own, other))
            state = one.after[state][own][other]


@pytest.mark.parametrize("state", [True, 2, -1, 1.5, "0"])
def test_next_states_are_numbers_of_states(state):
    with pytest.raises(InputError, match="goes to the state"):
        Automaton(((1, 0), (0, 1)), (((0, state), (0, 0)), ((0, 0), (0, 0))))


class Loud(Responder):
    """Replies that are no mixed strategies."""

    name = "loud"

    def first(self, seat):
        return (1, 0)

    def replies(self, seat):
        return (((1, 1), (0, 1)),) * 2


def test_what_a_responder_of_ones_own_plays_is_checked():
    with pytest.raises(InputError, match="what agent 'loud' plays"):
        match(SMALL, Loud(), "lp", "1/20")


def test_a_region_of_another_space_is_refused():
    solid = Region(((1, 0, 0, 1),), label="solid")
    with pytest.raises(InputError, match="a space of 3 payoffs, but there are 2 players"):
        match(SMALL, solid, "lp", "1/20")
