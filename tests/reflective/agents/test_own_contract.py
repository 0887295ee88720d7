"""What an agent of your own must keep to, and what it is told if it does not."""

from __future__ import annotations

import sys
from fractions import Fraction
from itertools import count

import pytest

from oraclegames import Agent, Game, InputError, match, program_equilibrium, tournament
from oraclegames.agents import FunctionAgent, agent_from
from oraclegames.reflective.agents.names import as_agent

PD = Game.from_arrays([[2, 0], [3, 1]], [[2, 3], [0, 1]], moves=[["C", "D"], ["C", "D"]])
WIDE = Game.from_arrays([[1, 0, 0], [0, 1, 0]], [[1, 0, 0], [0, 1, 0]])


def mirror(seat, own, other):
    """Plays what it reads."""
    return other.value


class Minimal(Agent):
    """All that a subclass must say."""

    name = "minimal"

    def output(self, seat, own, other):
        return (1, 0)


def test_a_function_is_an_agent_everywhere():
    assert as_agent(mirror).name == "mirror"
    found = match(PD, mirror, Minimal(), "1/10", "1/5")
    assert found.verify() and all(
        point.play[0][0] > Fraction(9, 10) for point in found.fixed_points
    )
    table = tournament(PD, [mirror, Minimal(), "nicer"], "1/10", "1/5")
    assert table.verify() and [one.name for one in table.agents] == ["mirror", "minimal", "nicer"]
    assert program_equilibrium(PD, mirror, mirror, "1/10", "1/5").status == "complete"


def test_a_function_in_two_processes():
    one = tournament(PD, [mirror, "nicer"], "1/10", "1/5", workers=2)
    assert one == tournament(PD, [mirror, "nicer"], "1/10", "1/5")


@pytest.mark.parametrize("game", [PD, WIDE])
def test_what_is_raised_is_one_line_with_the_readings(game):
    def fragile(seat, own, other):
        return (Fraction(1) / (other.value[0] - Fraction(1, 8)), 0)

    with pytest.raises(
        InputError, match=r"'fragile' raised ZeroDivisionError: .* after reading \("
    ):
        match(game, fragile, "nicer", "1/4", "1/2")
    calls = count()

    def whimsical(seat, own, other):
        return (1, 0) if next(calls) % 3 else (0, 1)

    with pytest.raises(
        InputError, match=r"'whimsical' played \(.*, then \(.* after reading"
    ) as error:
        match(game, whimsical, "nicer", "1/4", "1/2")
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("wrong", [7, None, Minimal, FunctionAgent, ("lp",)])
def test_what_is_no_agent(wrong):
    with pytest.raises(InputError, match="an Agent, a name such as 'nelp' or a function"):
        match(PD, wrong, "nelp", "1/4", "1/2")


def test_a_program_is_a_function():
    with pytest.raises(InputError, match="program is a function"):
        FunctionAgent("nelp")
    assert FunctionAgent(mirror, "m").name == "m"
    assert FunctionAgent(mirror) == as_agent(mirror)


@pytest.fixture
def module(tmp_path, monkeypatch):
    text = """
from fractions import Fraction
from oraclegames import Agent

class Kind(Agent):
    name = "kind"
    def output(self, seat, own, other):
        return (1, 0)

class Needy(Kind):
    def __init__(self, x):
        self.x = x

made = Kind()
def mean(seat, own, other):
    return (0, 1)
seven = 7
"""
    (tmp_path / "mine_for_tests.py").write_text(text)
    (tmp_path / "broken_for_tests.py").write_text("1/0")
    monkeypatch.syspath_prepend(tmp_path)
    yield "mine_for_tests"
    sys.modules.pop("mine_for_tests", None)


def test_agents_come_from_modules(module):
    for what, name in (("Kind", "kind"), ("made", "kind"), ("mean", "mean")):
        one = agent_from(f"{module}:{what}")
        assert isinstance(one, Agent) and one.name == name
        assert match(PD, one, "nicer", "1/4", "1/2").verify()


@pytest.mark.parametrize(
    ("place", "why"),
    [
        ("mine_for_tests", "is written module:object"),
        (":x", "is written module:object"),
        ("x:", "is written module:object"),
        (7, "is written module:object"),
        ("no_such_module:x", "cannot be imported: ModuleNotFoundError"),
        ("broken_for_tests:x", "cannot be imported: ZeroDivisionError"),
        ("mine_for_tests:nobody", "no 'nobody' in the module"),
        ("mine_for_tests:Kind.nobody", "no 'Kind.nobody' in the module"),
        ("mine_for_tests:Needy", "cannot be made"),
        ("mine_for_tests:seven", "no agent and no function"),
        ("mine_for_tests:Fraction", "no agent and no function"),
    ],
)
def test_a_wrong_place_is_one_line(module, place, why):
    with pytest.raises(InputError) as error:
        agent_from(place)
    assert why in str(error.value) and "\n" not in str(error.value)


def test_numbers_of_numpy_are_exact_where_they_are_whole():
    numpy = pytest.importorskip("numpy")
    found = match(PD, lambda seat, own, other: numpy.array([0, 1]), "nicer", "1/4", "1/2")
    assert all(point.play[0] == (0, 1) for point in found.fixed_points)
    with pytest.raises(InputError, match="2 exact probabilities"):
        match(PD, lambda seat, own, other: numpy.eye(2), "nicer", "1/4", "1/2")


def test_an_error_of_several_lines_is_told_in_one():
    def talkative(seat, own, other):
        raise ValueError("first\nsecond")

    with pytest.raises(InputError, match="ValueError: first second after reading"):
        match(PD, talkative, "nicer", "1/4", "1/2")


def test_a_name_is_a_text_and_a_check_raises_what_it_may():
    class Nameless(Minimal):
        name = 3

    class Fussy(Minimal):
        def check(self, seat):
            raise RuntimeError("no\nidea")

    with pytest.raises(InputError, match="name is a text, not 3"):
        match(PD, Nameless(), "nicer", "1/4", "1/2")
    with pytest.raises(InputError, match="raised RuntimeError: no idea when it was asked"):
        match(PD, Fussy(), "nicer", "1/4", "1/2")
