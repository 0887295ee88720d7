"""Machines that play matches: their questions are answered from readings."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from oraclegames import Game, InputError, match
from oraclegames.agents import Grounded, MachineAgent
from oraclegames.reflective.agents.reading import Zones
from oraclegames.reflective.agents.seat import seats

PD = Game.from_arrays([[2, 0], [3, 1]], [[2, 3], [0, 1]], moves=[["C", "D"], ["C", "D"]])
WIDE = Game.from_arrays(
    [[3, 0, 1], [4, 1, 0]], [[3, 4, 1], [0, 1, 0]], moves=[["C", "D"], ["C", "D", "E"]]
)


def nicer(oracle):
    return "C" if oracle.flip("1/5") else oracle.sample("them")


def points(found):
    return [(point.play, point.randomised) for point in found.fixed_points]


@pytest.mark.parametrize("other", ["nicer", "nelp", "defect", "demand:1/2", "lp"])
@pytest.mark.parametrize("seat", [0, 1])
def test_nicerbot_as_a_machine_is_nicerbot(other, seat):
    for game in (PD, Game.from_arrays([[2, 0], [3, 1]], [[5, 7], [0, 1]], moves=[["C", "D"]] * 2)):
        one = match(game, *(MachineAgent(nicer), other)[:: 1 if seat == 0 else -1], "1/20", "1/5")
        two = match(game, *("nicer", other)[:: 1 if seat == 0 else -1], "1/20", "1/5")
        assert points(one) == points(two)
        assert one.verify()


@pytest.mark.parametrize("seed", range(6))
def test_grounded_programs_as_machines(seed):
    draw = Random(seed)

    def mixed():
        p = Fraction(draw.randrange(5), 4)
        return p, 1 - p

    bot = Grounded(mixed(), ((mixed(), mixed()), (mixed(), mixed())), "bot")

    def machine(oracle):
        if oracle.flip("1/3"):
            p = bot.opening[0]
        else:
            mine, theirs = oracle.sample("me"), oracle.sample("them")
            p = bot.table["CD".index(mine)]["CD".index(theirs)][0]
        return "C" if oracle.flip(p) else "D"

    for other in ("nelp", "nicer"):
        one = match(PD, MachineAgent(machine), other, "1/10", "1/3")
        assert points(one) == points(match(PD, bot, other, "1/10", "1/3"))


def test_questions_and_readings_are_answered_by_the_zones():
    def cautious(oracle):
        theirs = oracle.reading("them", "1/10")
        assert theirs["C"] + theirs["D"] == 1
        if oracle.exceeds("them", "C", "1/2"):
            assert theirs["C"] > Fraction(1, 2)
            assert not oracle.exceeds("them", "D", "1/2")
            return "C" if oracle.flip(theirs["C"]) else "D"
        assert theirs["C"] < Fraction(1, 2)
        return "D"

    zones, place = Zones(Fraction(1, 10)), seats(PD, Fraction(1, 5))[0]
    one = MachineAgent(cautious)
    for zone in range(10):
        reading = zones.read(zone, 2)
        value = reading.value[0]
        expected = value if value > Fraction(1, 2) else 0
        assert one.output(place, zones.read(0, 2), reading) == (expected, 1 - expected)
    assert match(PD, one, one, "1/10", "1/5").verify()


def test_coarser_readings_that_fit():
    def coarse(oracle):
        return "C" if oracle.flip(oracle.reading("them", "1/5")["C"]) else "D"

    def fine(oracle):
        return "C" if oracle.flip(oracle.reading("them", "1/20")["C"]) else "D"

    assert match(PD, MachineAgent(coarse), "nicer", "1/10", "1/5").verify()
    with pytest.raises(InputError, match=r"'fine': asked whether P\(them = C\) > .*multiples"):
        match(PD, MachineAgent(fine), "nicer", "1/10", "1/5")


def test_a_machine_in_a_game_of_more_moves():
    def copy(oracle):
        return "C" if oracle.flip("1/2") or oracle.sample("them") == "C" else "D"

    bot = Grounded((1, 0), ((1, 0), (0, 1), (0, 1)))
    found = match(WIDE, MachineAgent(copy), "nicer", "1/3", "1/2")
    assert found.verify()
    assert points(found) == points(match(WIDE, bot, "nicer", "1/3", "1/2"))


def test_a_sample_of_a_player_with_one_move_is_that_move():
    game = Game.from_arrays([[2], [3]], [[1], [0]], moves=[["C", "D"], ["C"]])
    (found,) = match(game, MachineAgent(nicer), "lp", "1/10", "1/5").fixed_points
    assert found.play[0] == (1, 0)


def spin(oracle):
    while True:
        pass


@pytest.mark.parametrize(
    ("machine", "why"),
    [
        (lambda oracle: "X", "returned 'X'"),
        (lambda oracle: oracle.sample("nobody"), "no machine 'nobody'"),
        (lambda oracle: "C" if oracle.flip(0.5) else "D", "flip"),
        (lambda oracle: "C" if oracle.exceeds("them", "C", "1/7") else "D", "multiples of delta"),
        (lambda oracle: "C" if 1 / 0 else "D", "ZeroDivisionError"),
        (lambda oracle: [oracle.flip("1/2") for _ in range(11)] and "C", "1000 paths"),
        (spin, "endless loop"),
    ],
)
def test_a_machine_that_breaks_a_rule_is_one_line(machine, why):
    with pytest.raises(InputError) as error:
        match(PD, MachineAgent(machine, "bad"), "nicer", "1/4", "1/2")
    assert why in str(error.value) and "bad" in str(error.value) and "\n" not in str(error.value)


def test_a_machine_needs_a_function():
    with pytest.raises(InputError, match="a machine is a function"):
        MachineAgent("C")
    assert MachineAgent(nicer).name == "nicer"
