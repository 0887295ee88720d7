"""The decision problems: their tables, and what every notion answers (a page tells why)."""

from __future__ import annotations

from fractions import Fraction as F

import pytest

from oraclegames import InputError, compare, similar
from oraclegames.games import catalog

TABLES = {
    "newcomb": ([[1_000_000, 0], [1_001_000, 1_000]], [[1, 0], [0, 1]]),
    "transparent_newcomb": (
        [[1_000_000, 0], [1_000_000, 1_000], [1_001_000, 0], [1_001_000, 1_000]],
        [[1, 0], [1, 0], [0, 1], [0, 1]],
    ),
    "death_in_damascus": ([[0, 1000], [999, -1]], [[1, 0], [0, 1]]),
    "psychopath_button": ([[-100, 10], [0, 0]], [[1, 0], [0, 1]]),
    "parfits_hitchhiker": ([[999_900, 0], [1_000_000, 0]], [[1, 0], [0, 1]]),
    "xor_blackmail": ([[-10_990, -10_010], [-10_000, -10_000]], [[1, 0], [0, 1]]),
    "smoking_lesion": ([[-99, 1], [-100, 0]], [[1, 0], [0, 1]]),
    "twin_dilemma": ([[2, 0], [3, 1]], [[2, 3], [0, 1]]),
}

# the agent's moves at the pure outcomes at which the predictor is right
ANSWERS = {
    "newcomb": {
        "nash": ["Two boxes"],
        "embedded": ["One box", "Two boxes"],
        "reflective": ["One box", "Two boxes"],
        "dependency": ["One box", "Two boxes"],
        "transparent": ["One box"],
    },
    "death_in_damascus": {"nash": [], "embedded": ["Stay"], "dependency": ["Stay"]},
    "psychopath_button": {
        "nash": [],
        "embedded": ["Leave it"],
        "reflective": ["Leave it"],
        "dependency": ["Leave it"],
    },
    "parfits_hitchhiker": {
        "nash": ["Refuse"],
        "embedded": ["Pay"],
        "reflective": ["Pay", "Refuse"],
        "dependency": ["Pay", "Refuse"],
    },
    "xor_blackmail": {
        "nash": ["Refuse"],
        "embedded": ["Refuse"],
        "reflective": ["Refuse"],
        "dependency": ["Refuse"],
        "rationalizable": ["Refuse"],
    },
    "smoking_lesion": {
        "nash": ["Smoke"],
        "embedded": ["Smoke", "Abstain"],
        "reflective": ["Smoke", "Abstain"],
        "transparent": ["Abstain"],
    },
    "twin_dilemma": {
        "nash": ["Defect"],
        "superrational": ["Cooperate"],
        "embedded": ["Cooperate", "Defect"],
        "reflective": ["Cooperate", "Defect"],
        "transparent": ["Cooperate"],
    },
}


@pytest.mark.parametrize("name", TABLES)
def test_the_tables(name):
    game = catalog.build(name)
    assert [game.payoff_array(i).tolist() for i in (0, 1)] == list(TABLES[name])


@pytest.mark.parametrize("name", ANSWERS)
def test_what_every_notion_answers_where_the_predictor_is_right(name):
    game = catalog.build(name)
    rows = compare(game)
    for notion, moves in ANSWERS[name].items():
        right = [o for o in rows[notion].pure if game.payoff(1, o) == 1 or name == "twin_dilemma"]
        assert [game.moves[0][o[0]] for o in right] == moves, notion


def test_glass_boxes():
    rows = compare("transparent_newcomb")
    moves = rows.game.moves[0]
    embedded = [(moves[o[0]], o[1]) for o in rows["embedded"].pure]
    assert embedded == [("One, one", 0), ("One, two", 0)]
    assert [moves[o[0]] for o in rows["nash"].pure] == ["Two, two"]


def test_copies_in_markets():
    travellers = similar("travellers_dilemma")
    assert [str(phase.high) for phase in travellers.phases] == ["2/5", "1/2", "1/2", "2/3", "1"]
    duopoly = similar("cournot")
    assert [str(phase.high) for phase in duopoly.phases] == ["1/3", "1", "1"]
    assert duopoly.at(0)[0].support == (3,) and duopoly.at(1)[0].support == (2,)
    assert duopoly.at(F(1, 2))[0].strategies(F(1, 2))[0][2] == F(1, 3)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: catalog.newcomb(1, 2), "filled > sure > 0"),
        (lambda: catalog.psychopath_button(10, 0), "loss > gain > 0"),
        (lambda: catalog.xor_blackmail(termites=1), "between 0 and 1"),
        (lambda: catalog.twin_dilemma(1, 2, 3, 4), "T > R > P > S"),
        (lambda: catalog.travellers_dilemma(5, 2), "high should be a whole number"),
        (lambda: catalog.cournot(most=0), "most should be a whole number"),
        (lambda: catalog.death_in_damascus("x"), "life"),
    ],
)
def test_wrong_parameters_are_one_line(call, message):
    with pytest.raises(InputError, match=message):
        call()
