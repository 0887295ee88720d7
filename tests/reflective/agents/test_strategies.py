"""Strategies for repeated games as agents: as their automata, where an oracle tells enough."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from oraclegames import InputError, catalog, common_coins, independent_coins, match, tournament
from oraclegames.agents import Automaton, as_grounded, generous_tit_for_tat, memory_one, tit_for_tat
from oraclegames.reflective.agents.automata import as_automaton
from tests.reflective.programs.test_common_coins import random_automaton

PD = catalog.prisoners_dilemma()
NAMES = ["tit-for-tat", "generous:1/3", "contrite", "win-stay-lose-shift", "grim", "punish-once"]
NAMES += ["cooperate", "defect", *(f"S{k}" for k in range(16)), "memory-one:1,0,1/2,1/3,2/3"]


@pytest.mark.parametrize("name", NAMES)
def test_the_agent_replies_as_the_automaton_does(name):
    """Made an automaton again, it plays the same against others."""
    agent = as_grounded(name)
    replies = [mix[0] for row in agent.table for mix in row]
    again = memory_one(replies, agent.opening[0])
    draw = Random(3)
    for _ in range(3):
        other = random_automaton(draw, 2, 2, 3)
        expected = common_coins(PD, as_automaton(name), other, "1/3").play
        assert common_coins(PD, again, other, "1/3").play == expected


def test_known_agents():
    assert as_grounded("tit-for-tat").table == (tit_for_tat().table,) * 2
    assert as_grounded("generous:1/3").table == (generous_tit_for_tat("1/3").table,) * 2
    assert as_grounded("punish-once").table == as_grounded("S11").table


def test_they_meet_in_a_tournament():
    """At precise readings they play what fresh coins let them."""
    names = ["win-stay-lose-shift", "generous:1/3", "punish-once"]
    table = tournament(PD, [f"strategy:{name}" for name in names], "1/20", "3/4")
    assert table.status == "complete" and table.verify()
    for i, first in enumerate(names):
        for j, second in enumerate(names):
            exact = independent_coins(PD, first, second, "3/4", fresh=True)
            found = table.pairing(i, j)
            for low, high, payoff in zip(found.worst, found.best, exact.payoffs):
                assert float(low) - 0.1 <= float(payoff) <= float(high) + 0.1
    limit = match(PD, "strategy:grim", "strategy:S9", "1/20", "3/4")
    assert limit.verify() and limit.agents[0] == as_grounded("grim")


@pytest.mark.parametrize("pair", [("win-stay-lose-shift", "generous:1/3"), ("grim", "S3")])
def test_precise_readings_are_fresh_coins(pair):
    """Two derivations of one play: all limits of fixed points, and the root of a polynomial."""
    names = [f"strategy:{name}" for name in pair]
    exact = independent_coins(PD, *pair, "3/4", fresh=True)
    limit = match(PD, *names, 0, "3/4")
    (piece,) = limit.pieces
    assert limit.status == "complete" and piece.ends == (exact.firsts,)
    # where runs need not end, an oracle may have more than one answer
    assert len(match(PD, "strategy:grim", "strategy:S9", 0, "1/5").pieces) == 2


def test_longer_memory_is_refused_in_one_line():
    one, zero = (Fraction(1), Fraction(0)), (Fraction(0), Fraction(1))
    after = (((1, 1), (1, 1)), ((2, 2), (2, 2)), ((0, 0), (0, 0)))
    twice = Automaton((one, one, zero), after, "twice and once")
    with pytest.raises(InputError, match="'twice and once' remembers more") as caught:
        as_grounded(twice)
    assert "\n" not in str(caught.value)
