"""Linear machines: several cuts together say more than each by itself."""

from fractions import Fraction

from flint import fmpq

from oraclegames.budget import Clock
from oraclegames.reflective.machines.bounds import UNIT
from oraclegames.reflective.machines.decision_tree import Forest
from oraclegames.reflective.machines.explore_tree import explore_tree
from oraclegames.reflective.machines.machine import System
from oraclegames.reflective.oracles.linear_pruning import Relaxations

HALF = fmpq(1, 2)
FACES = ("a", "b", "c")


def better(high, low):
    """Shows "1" with probability 1/2 + (P(high) − P(low)) / 2."""

    def compare(oracle):
        seen = oracle.sample("dice")
        return "1" if oracle.flip({high: 1, low: 0}.get(seen, Fraction(1, 2))) else "0"

    return compare


def relaxations():
    system = System.of(
        {
            "dice": (FACES, lambda o: max(FACES, key=lambda f: o.reading("dice", "1/9")[f])),
            "ab": better("a", "b"),
            "bc": better("b", "c"),
            "ca": better("c", "a"),
        }
    )
    counts = [len(machine.outcomes) for machine in system.machines]
    forest = Forest()
    trees = [explore_tree(system, k, lambda *_: UNIT, forest) for k in range(4)]
    return Relaxations(trees, counts, Clock(None)), [[UNIT] * count for count in counts]


def test_only_machines_that_sample_one_other_are_linear():
    known, _ = relaxations()
    assert [machine for machine, _ in known.forms[0,]] == [1, 2, 3]
    assert set(known.forms) == {(0,)}


def test_a_circle_of_preferences_leaves_nothing():
    known, box = relaxations()
    circle = {(machine, 1, True): HALF for machine in (1, 2, 3)}
    assert known.spans((0,), box, circle) is None
    assert known.spans((0,), box, {}) == [[(0, 1)] * 3]


def test_an_order_bounds_the_shares():
    known, box = relaxations()
    order = {(1, 1, True): HALF, (2, 1, True): HALF}
    assert known.spans((0,), box, order) == [[(fmpq(1, 3), 1), (0, HALF), (0, fmpq(1, 3))]]


def test_ties_and_zeros_are_equations():
    known, box = relaxations()
    point = (HALF, False, HALF, False)
    box[1] = [point, point]
    box[0] = [UNIT, UNIT, (fmpq(0), False, fmpq(0), False)]
    assert known.spans((0,), box, {}) == [[(HALF, HALF), (HALF, HALF), (0, 0)]]
