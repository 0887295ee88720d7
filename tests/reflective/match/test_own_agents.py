"""Agents that somebody else wrote: what they return is checked, and what they override is run."""

from fractions import Fraction

import pytest

from oraclegames import Agent, Game, InputError, match, solve_oracles
from oraclegames.agents import LP, Constant, NicerBot, as_machines

PD = Game.from_arrays([[2, 0], [3, 1]], [[2, 3], [0, 1]], moves=[["C", "D"], ["C", "D"]])


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


def looks(seat, own, other):
    return other.value


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
