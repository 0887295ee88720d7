"""Agents by name."""

from __future__ import annotations

from fractions import Fraction

import pytest

from oraclegames import InputError
from oraclegames.reflective.agents.demand import Demand
from oraclegames.reflective.agents.lp_and_nelp import LP, NonExploitableLP
from oraclegames.reflective.agents.named_agents import NAMED_AGENTS
from oraclegames.reflective.agents.names import agent, as_agent
from oraclegames.reflective.agents.nicer_bot import NicerBot

FORMS = [one.form for one in NAMED_AGENTS.values()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("lp", LP()),
        ("nelp", NonExploitableLP()),
        ("nelp:2", NonExploitableLP(Fraction(2))),
        ("demand:1/2", Demand(Fraction(1, 2))),
        (" Nicer ", NicerBot()),
    ],
)
def test_a_name_gives_its_agent(text, expected):
    assert agent(text) == expected


@pytest.mark.parametrize("text", [name for name in FORMS if "FILE" not in name])
def test_names_are_read_back(text):
    assert agent(agent(text).name) == agent(text)


def test_an_agent_is_itself_and_other_things_are_no_agents():
    assert as_agent(LP()) == as_agent("lp") == LP()
    with pytest.raises(InputError, match="not 3"):
        as_agent(3)


def test_a_constant_of_one_number_is_the_first_of_two_moves():
    assert agent("constant:1/3").strategy == (Fraction(1, 3), Fraction(2, 3))
    assert agent("constant:1/2,1/4,1/4").strategy == (
        Fraction(1, 2),
        Fraction(1, 4),
        Fraction(1, 4),
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("coperate", "did you mean 'cooperate'"),
        ("nlp", "did you mean 'nelp'"),
        ("zzz", "there is no agent 'zzz'; agents are lp"),
        ("", "there is no agent"),
        ("demand", "should be written demand:1/2"),
        ("demand:much", "needs a number"),
        ("demand:-1", "at least 0"),
        ("lp:1", "should be written lp"),
        ("nelp:x", "needs a number"),
        ("demand:1e999999999", "too large: decimal exponents go from -5000 to 5000"),
        ("constant:2", "with sum 1"),
        ("constant:a,b", "needs probabilities"),
        ("strategy", "should be written strategy:grim"),
        ("strategy:grmi", "did you mean 'grim'"),
        ("region:/no/such/file", "cannot read the region file"),
    ],
)
def test_a_wrong_name_is_one_helpful_line(text, says):
    with pytest.raises(InputError, match=says) as caught:
        agent(text)
    assert "\n" not in str(caught.value)
