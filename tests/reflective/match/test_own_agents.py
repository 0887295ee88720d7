"""Agents that somebody else wrote: what they return is checked, and what they override is run."""

from fractions import Fraction

import numpy as np
import pytest

from oraclegames import Agent, Game, InputError, UnsupportedError, agent, match, solve_oracles
from oraclegames.agents import LP, Constant, NicerBot, NonExploitableLP, Region, as_machines

PD = Game.from_arrays([[2, 0], [3, 1]], [[2, 3], [0, 1]], moves=[["C", "D"], ["C", "D"]])


def looks(seat, own, other):
    return other.value


class Odd(Agent):
    """An agent whose program returns what it was given, after some reading."""

    name = "odd"

    def __init__(self, mixed):
        self.mixed = mixed

    def check(self, seat):
        pass

    def output(self, seat, own, other):
        return self.mixed if other.value[0] > Fraction(1, 2) else (Fraction(1), Fraction(0))


@pytest.mark.parametrize(
    "mixed",
    [(1, 1), (1,), (1, 0, 0), (-1, 2), (0.5, 0.5), "10", "C", 1, None, (None, 1), (), ("a", 1)],
)
@pytest.mark.parametrize("seat", [0, 1])
def test_a_program_that_plays_no_mixed_strategy_is_named_with_its_readings(mixed, seat):
    pair = ("lp", Odd(mixed))
    with pytest.raises(InputError, match=r"agent 'odd' played .* after reading \(") as caught:
        match(PD, *pair[:: 1 if seat else -1], "1/4", "1/2")
    assert "\n" not in str(caught.value)


def test_a_program_that_plays_no_mixed_strategy_is_named_in_a_game_of_three_moves():
    wide = Game.from_arrays([[1, 0, 0], [0, 1, 0]], [[1, 0, 0], [0, 1, 0]])
    with pytest.raises(InputError, match=r"agent 'odd' played \(1, 1\)"):
        match(wide, Odd((1, 1)), "nicer", "1/4", "1/2")


def test_a_program_may_play_whole_numbers_and_texts():
    found = match(PD, Odd((0, 1)), Odd(["1/3", "2/3"]), "1/4", "1/2")
    assert found.verify()


class Gentle(LP):
    """A climber with a program of its own."""

    def output(self, seat, own, other):
        return (Fraction(1), Fraction(0))


def test_a_climber_with_a_program_of_its_own_plays_it():
    found = match(PD, Gentle(), "defect", "1/4", "1/2")
    assert found.verify()
    assert [point.play[0] for point in found.fixed_points] == [(1, 0)]


class Reckless(LP):
    def half_planes(self, seat):
        return ((Fraction(1), Fraction(0), Fraction(100)),)

    def punishment(self, seat):
        return (Fraction(2), Fraction(-1))


class Bent(NicerBot):
    def first(self, seat):
        return (Fraction(2), Fraction(-1))


@pytest.mark.parametrize("wrong", [Reckless(), Bent()])
def test_parts_of_a_program_are_checked_too(wrong):
    with pytest.raises(InputError, match="at least 0 with sum 1"):
        match(PD, wrong, "defect", "1/4", "1/2")


def with_parts(kind, **parts):
    """An agent of a kind of which some methods return, or raise, something else."""

    def method(what):
        def asked(self, *rest):
            if isinstance(what, BaseException):
                raise what
            return what

        return asked

    return type("Odd" + kind.__name__, (kind,), {k: method(what) for k, what in parts.items()})()


PARTS = [
    (with_parts(LP, half_planes=7), "raised TypeError"),
    (with_parts(LP, half_planes=((1, 2),)), "should have"),
    (with_parts(LP, half_planes=(("1", "0", "2"),)), "should have"),
    (with_parts(LP, half_planes=ZeroDivisionError("a\nb")), "raised ZeroDivisionError: a b"),
    (with_parts(LP, punishment=None), "raised TypeError"),
    (with_parts(LP, punishment=(1, 0, 0, 0)), "mixes 4 moves"),
    (with_parts(LP, check=SystemExit(3)), "raised SystemExit: 3"),
]


@pytest.mark.parametrize(
    ("game", "delta"),
    [(PD, "1/4"), (PD, 0), ("rock_paper_scissors", "1/4"), ("public_goods(3)", "1/4")],
)
@pytest.mark.parametrize(("wrong", "why"), PARTS)
def test_parts_of_a_climber_that_are_no_numbers_are_one_line(game, wrong, why, delta):
    more = ["defect", "defect"] if game == "public_goods(3)" else ["cooperate"]
    with pytest.raises(InputError, match=why) as caught:
        match(game, wrong, *more, delta=delta, epsilon="1/2")
    assert "\n" not in str(caught.value)


def test_parts_of_a_punishment_may_be_texts():
    stern = with_parts(NonExploitableLP, punishment=("0", "0", "1"))
    found = match("rock_paper_scissors", stern, "cooperate", "1/4", "1/2")
    lines = NonExploitableLP().half_planes(found.seats[0])
    same = match("rock_paper_scissors", Region(lines, (0, 0, 1)), "cooperate", "1/4", "1/2")
    assert [point.play for point in found.fixed_points] == [one.play for one in same.fixed_points]


@pytest.mark.parametrize("one", [Gentle(), with_parts(NicerBot, output=(0, 1))])
def test_the_limit_of_a_program_of_ones_own_is_not_that_of_its_kind(one):
    with pytest.raises(UnsupportedError, match="proved for the agents of the catalogue"):
        match(PD, one, "defect", 0)


def test_a_nicer_bot_with_other_replies_is_no_nicer_bot_of_a_group():
    mean = with_parts(NicerBot, first=(0, 1))
    with pytest.raises(UnsupportedError, match="replies to one other player"):
        match("public_goods(3)", mean, "defect", "defect", delta="1/4", epsilon="1/2")


class Silent:
    def __repr__(self):
        raise RuntimeError("nobody looks at it")

    def __iter__(self):
        raise RuntimeError("nobody goes through it")


class MuteError(Exception):
    def __str__(self):
        raise RuntimeError("nobody reads it")


def raises(error):
    raise error


LONG = Fraction(1, 10**6000)


@pytest.mark.parametrize(
    ("program", "why"),
    [
        (lambda *read: Silent(), "played a Silent after"),
        (lambda *read: (Silent(), 1), "played a tuple after"),
        (lambda *read: (LONG, LONG), "played a tuple after"),
        (lambda *read: np.eye(2), "played array"),
        (lambda *read: raises(MuteError()), "raised MuteError after"),
        (lambda *read: raises(SystemExit(3)), "raised SystemExit: 3 after"),
        (lambda *read: raises(UnsupportedError("one\ntwo")), "raised UnsupportedError: one two"),
    ],
)
@pytest.mark.parametrize("game", [PD, "rock_paper_scissors", "public_goods(3)"])
def test_whatever_a_program_does_is_one_line_with_its_name_and_its_readings(game, program, why):
    more = ["defect", "defect"] if game == "public_goods(3)" else ["cooperate"]
    with pytest.raises(InputError, match=rf"agent '<lambda>' {why}.*of itself") as caught:
        match(game, program, *more, delta="1/4", epsilon="1/2")
    assert "\n" not in str(caught.value)


class Numbered:
    __name__ = 5

    def __call__(self, seat, own, other):
        return (0, 1)


def test_a_function_without_a_name_has_that_of_its_type():
    assert "Numbered" in str(match(PD, Numbered(), "defect", "1/4", "1/2"))


def test_a_name_that_raises_something_is_one_line():
    nameless = type("Nameless", (Agent,), {"name": property(raises), "output": looks})
    with pytest.raises(InputError, match="when it was asked for its name"):
        match(PD, nameless(), "defect", "1/4", "1/2")
    with pytest.raises(InputError, match="named by a text such as 'nelp', not 7"):
        agent(7)


@pytest.mark.parametrize("game", [PD, "rock_paper_scissors", "public_goods(3)"])
def test_a_program_that_does_not_return_ends_with_the_budget(game):
    def endless(seat, own, other):
        while own.value[0] > Fraction(1, 2):
            pass
        return (0,) * (len(seat.moves) - 1) + (1,)

    more = ["defect", "defect"] if game == "public_goods(3)" else ["cooperate"]
    found = match(game, endless, *more, delta="1/4", epsilon="1/2", budget=0.1)
    assert found.status == "partial"


def test_programs_are_not_run_on_more_readings_than_can_be():
    with pytest.raises(UnsupportedError, match=r"run on 10,004,569 pairs .* delta = 1/3162"):
        match(PD, looks, "defect", "1/3163")
    with pytest.raises(InputError, match="below 1e-30"):
        match(PD, "lp", "lp", Fraction(1, 10**5000))


class Sly(Constant):
    """A rock by descent, whose program looks at the other."""

    def output(self, seat, own, other):
        return other.value


class Blunt(Agent):
    """Its program looks at the other, whatever it says of itself."""

    name = "blunt"

    def output(self, seat, own, other):
        return other.value

    def reads(self, seat):
        return False, False


@pytest.mark.parametrize("moves", [2, 3])
@pytest.mark.parametrize("liar", [Sly("cooperate"), Blunt()])
@pytest.mark.parametrize("seat", [0, 1])
def test_what_an_agent_of_ones_own_reads_is_what_its_program_looks_at(moves, liar, seat):
    table = [[0] * moves] * moves
    still = Game.from_arrays(table, table)
    rock = Constant((*(Fraction(1, 7) for _ in range(moves - 1)), Fraction(8 - moves, 7)))

    def plays(one):
        pair = (rock, one) if seat else (one, rock)
        oracles = solve_oracles(as_machines(still, *pair, "1/4", "1/3")) if moves == 2 else ()
        labels = still.players
        return (
            [point.play for point in match(still, *pair, "1/4", "1/3").fixed_points],
            [tuple(map(str, map(oracle.distribution, labels))) for oracle in oracles],
        )

    assert plays(liar) == plays(looks)
