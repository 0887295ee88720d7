"""Readings to a precision are what binary searches by queries are."""

from fractions import Fraction

from hypothesis import example, given, settings
from hypothesis import strategies as st

from oraclegames.reflective.machines.exploration import explore
from oraclegames.reflective.machines.machine import Machine
from oraclegames.reflective.oracles.solve_oracles import solve_oracles
from tests.depth import some

EIGHTHS = st.integers(0, 8).map(lambda n: Fraction(n, 8))


def by_reading(table, zones):
    def play(oracle):
        seen = [oracle.reading(name, Fraction(1, zones))["0"] for name in ("a", "b")]
        first, second = (sum(k <= x * zones for k in range(1, zones)) for x in seen)
        return "0" if oracle.flip(table[first][second]) else "1"

    return play


def by_search(table, zones):
    def zone(oracle, name):
        low, high = 0, zones - 1
        while low < high:
            middle = (low + high + 1) // 2
            if oracle.exceeds(name, "0", Fraction(middle, zones)):
                low = middle
            else:
                high = middle - 1
        return low

    def play(oracle):
        first, second = zone(oracle, "a"), zone(oracle, "b")
        return "0" if oracle.flip(table[first][second]) else "1"

    return play


def behaviours(oracles):
    assert oracles.verify()
    points = {o.distributions for o in oracles if not o.dimension}
    faces = {frozenset(v.distributions for v in o.vertices) for o in oracles if o.dimension}
    return oracles.status, points, faces


@st.composite
def pairs_of_tables(draw):
    zones = draw(st.integers(1, 4))
    row = st.lists(EIGHTHS, min_size=zones, max_size=zones)
    table = st.lists(row, min_size=zones, max_size=zones)
    return zones, draw(table), draw(table)


NEVER = [Fraction(0)] * 4
EDGE = (
    4,
    [NEVER, NEVER, [*NEVER[:3], Fraction(5, 8)], NEVER],
    [NEVER, NEVER, [*NEVER[:2], Fraction(3, 4), Fraction(3, 4)], NEVER],
)
"""An end of a continuum on a threshold of a reading, where the answer must stay the cell's."""


@given(pairs_of_tables())
@example(EDGE)
@settings(max_examples=some(12, 60))
def test_a_reading_is_the_binary_search_written_out(instance):
    zones, one, two = instance
    by_zone = solve_oracles({"a": by_reading(one, zones), "b": by_reading(two, zones)})
    by_query = solve_oracles({"a": by_search(one, zones), "b": by_search(two, zones)})
    assert behaviours(by_zone) == behaviours(by_query)


def test_the_boxes_that_are_visited_grow_much_slower_than_the_cells():
    def agent(me, other, zones):
        def play(oracle):
            mine = oracle.reading(me, Fraction(1, zones))["0"]
            theirs = oracle.reading(other, Fraction(1, zones))["0"]
            if theirs < mine / 2:
                return "1"
            return "0" if oracle.flip(Fraction(1, 5) + Fraction(4, 5) * mine) else "1"

        return play

    def boxes(zones):
        oracles = solve_oracles({"a": agent("a", "b", zones), "b": agent("b", "a", zones)})
        assert oracles.complete
        return oracles.boxes

    assert boxes(1000) < 5 * boxes(10)


def test_one_oracle_of_agents_that_read_is_found_first():
    def agent(other):
        return lambda o: "0" if o.flip((1 + 4 * o.reading(other, "1/500")["0"]) / 5) else "1"

    oracles = solve_oracles({"a": agent("b"), "b": agent("a")}, first=True)
    assert len(oracles) == 1
    assert oracles.verify()
    assert oracles[0].probability("a", "0") > Fraction(98, 100)


def test_a_reading_of_two_outcomes_sums_to_one():
    seen = []

    def play(oracle):
        two, three = oracle.reading("m", "1/4"), oracle.reading("k", "1/2")
        seen.append((two, three))
        return "0" if two["0"] > two["1"] else "1"

    other = Machine("k", ("a", "b", "c"), lambda oracle: "a")
    explore([Machine("m", ("0", "1"), play), other], "m")
    assert {two["0"] for two, _ in seen} == {Fraction(k, 8) for k in (1, 3, 5, 7)}
    assert all(two["0"] + two["1"] == 1 for two, _ in seen)
    assert {tuple(three.values()) for _, three in seen} >= {(Fraction(1, 4),) * 3}
