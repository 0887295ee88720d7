"""Choosing among oracles, and running machines against one."""

from fractions import Fraction
from random import Random

import pytest

from oraclegames import Game, InputError
from oraclegames.reflective.oracles.nash import nash_machines
from oraclegames.reflective.oracles.select import expected_utilities
from oraclegames.reflective.oracles.simulate import simulate
from oraclegames.reflective.oracles.solve_oracles import solve_oracles

STAG = Game.from_arrays([[4, 0], [1, 1]], [[4, 1], [0, 1]], players=["a", "b"])


def payoff(player):
    def value(oracle):
        rows = oracle.distributions
        return sum(
            rows[0][i] * rows[1][j] * STAG.payoff(player, (i, j))
            for i in range(2)
            for j in range(2)
        )

    return value


UTILITIES = {"a": payoff(0), "b": payoff(1)}


def test_the_pareto_optimal_oracle_of_the_stag_hunt_hunts_the_stag():
    oracles = solve_oracles(nash_machines(STAG))
    assert len(oracles) == 3
    (best,) = oracles.pareto(UTILITIES)
    assert best.distribution("a") == {"1": 1, "2": 0}
    assert expected_utilities(best, UTILITIES) == {"a": 4, "b": 4}


def test_the_rules_pick_the_best_for_all_the_best_for_one_or_any():
    chicken = {
        "a": lambda o: "1" if not o.exceeds("b", "1", "1/2") else "0",
        "b": lambda o: "1" if not o.exceeds("a", "1", "1/2") else "0",
    }
    oracles = solve_oracles(chicken)
    worth = {"a": {"1": 3, "0": 1}, "b": {"1": "3/2", "0": 1}}
    assert oracles.select("a", worth).probability("a", "1") == 1
    assert oracles.select("b", worth).probability("b", "1") == 1
    assert oracles.select("welfare", worth).probability("a", "1") == 1
    assert oracles.select(Random(1)) in oracles.entries
    assert len(oracles.pareto(worth)) == 3


@pytest.mark.parametrize(
    ("rule", "utilities"),
    [
        ("welfare", None),
        ("nobody", {"m": {"1": 1}}),
        ("m", {"m": 3}),
        ("m", {"m": {"2": 1}}),
        ("m", {"m": {"1": 0.5}}),
    ],
)
def test_wrong_rules_and_utilities_are_refused(rule, utilities):
    oracles = solve_oracles({"m": lambda o: "1" if o.exceeds("m", "1", "1/2") else "0"})
    with pytest.raises(InputError):
        oracles.select(rule, utilities)


def chi_square(counts, distribution):
    runs = sum(counts.values())
    return sum(
        (counts[k] - runs * float(p)) ** 2 / (runs * float(p)) for k, p in distribution.items() if p
    )


def test_the_frequencies_of_runs_match_the_distribution():
    def machine(oracle):
        if oracle.flip("1/3"):
            return oracle.sample("dice")
        twice = [oracle.exceeds("m", "a", "1/3") for _ in range(2)]
        return "a" if not any(twice) else "b" if all(twice) else "c"

    def dice(oracle):
        return "a" if oracle.flip("1/2") else "b" if oracle.flip("2/3") else "c"

    faces = ("a", "b", "c")
    oracles = solve_oracles({"m": (faces, machine), "dice": (faces, dice)})
    assert oracles.complete
    assert oracles.verify()
    assert len(oracles)
    for oracle in oracles:
        counts = simulate(oracle, "m", 20_000, seed=11)
        expected = oracle.distribution("m")
        assert all(counts[k] == 0 for k, p in expected.items() if p == 0)
        assert chi_square(counts, expected) < 13.8  # 0.1 % for two degrees of freedom
    assert simulate(oracle, "m", 100, seed=3) == simulate(oracle, "m", 100, seed=3)


def test_readings_are_simulated_by_binary_search():
    def reader(oracle):
        return "1" if oracle.reading("liar", "1/8")["1"] > Fraction(1, 2) else "0"

    liar = lambda o: "0" if o.exceeds("liar", "1", "1/2") else "1"  # noqa: E731
    for oracle in solve_oracles({"liar": liar, "reader": reader}):
        counts = simulate(oracle, "reader", 4000, seed=5)
        assert abs(counts["1"] / 4000 - float(oracle.probability("reader", "1"))) < 0.03


def test_a_simulation_needs_a_machine_and_a_number_of_runs():
    oracle = solve_oracles({"m": lambda o: "0"}).only()
    assert simulate(oracle, "m", 0, seed=1) == {"0": 0, "1": 0}
    with pytest.raises(InputError):
        simulate(oracle, "n", 1, seed=1)
    with pytest.raises(InputError):
        simulate(oracle, "m", -1, seed=1)


def test_probabilities_of_different_fields_are_compared_and_added():
    def both(oracle):
        return "0" if oracle.sample("m") == oracle.sample("m") == "1" else "1"

    def three(oracle):
        return "0" if all(oracle.sample("k") == "1" for _ in range(3)) else "1"

    oracles = solve_oracles({"m": both, "k": three})
    (only,) = oracles
    utilities = {"m": {"1": 1}, "k": {"1": 1}}
    assert oracles.pareto(utilities) == (only,)
    assert oracles.select("welfare", utilities) == only
    assert oracles.select("m", utilities) == only
    m, k = (only.probability(name, "1") for name in "mk")
    assert m < k
    assert 1 - m * m == m
    assert 1 - k * k * k == k
    assert m + k - k == m
