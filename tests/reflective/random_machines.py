"""Random machines as plain decision trees, which tests can read besides running them."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

from hypothesis import strategies as st

from oraclegames.reflective.machines.machine import Machine, System

THRESHOLDS = [Fraction(n, 12) for n in (0, 4, 6, 9, 12)]

Tree = tuple[Any, ...]


def trees(names: list[str], samples: bool = True) -> st.SearchStrategy[Tree]:
    leaf = st.tuples(st.just("leaf"), st.integers(0, 1))

    def grow(child: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
        name, coin = st.sampled_from(names), st.sampled_from([Fraction(1, 4), Fraction(2, 3)])
        ask = st.tuples(
            st.just("ask"),
            st.tuples(name, st.integers(0, 1), st.sampled_from(THRESHOLDS)),
            child,
            child,
        )
        toss = st.tuples(st.just("coin"), coin, child, child)
        sample = st.tuples(st.just("sample"), name, child, child)
        return st.one_of(ask, ask, toss, sample) if samples else st.one_of(ask, ask, toss)

    return grow(st.recursive(leaf, grow, max_leaves=5))


def function(tree: Tree) -> Any:
    def play(oracle: Any) -> str:
        node = tree
        while node[0] != "leaf":
            if node[0] == "ask":
                machine, outcome, threshold = node[1]
                node = node[2 + oracle.exceeds(machine, str(outcome), threshold)]
            elif node[0] == "coin":
                node = node[2 + oracle.flip(node[1])]
            elif node[0] == "read":
                machine, precision, outcome, threshold, toss = node[1]
                seen = oracle.reading(machine, precision)[outcome]
                node = node[2 + (oracle.flip(seen) if toss else seen < threshold)]
            else:
                node = node[2 + int(oracle.sample(node[1]))]
        return str(node[1])

    return play


@st.composite
def systems(draw: Any, max_machines: int = 3, samples: bool = True) -> dict[str, Tree]:
    names = [f"m{k}" for k in range(draw(st.integers(1, max_machines)))]
    return {name: draw(trees(names, samples)) for name in names}


def system_of(description: dict[str, Tree]) -> System:
    return System(tuple(Machine(name, ("0", "1"), function(t)) for name, t in description.items()))


def queries_of(tree: Tree) -> set[Any]:
    if tree[0] == "leaf":
        return set()
    own = {tree[1]} if tree[0] == "ask" else set()
    return own | queries_of(tree[2]) | queries_of(tree[3])


def chance_of_one(tree: Tree, answers: dict[Any, float]) -> float:
    """P(output = 1) by plain recursion, for trees without samples."""
    if tree[0] == "leaf":
        return float(tree[1])
    p = answers[tree[1]] if tree[0] == "ask" else float(tree[1])
    return (1 - p) * chance_of_one(tree[2], answers) + p * chance_of_one(tree[3], answers)


def reading_tree(source: Random, names: list[str], depth: int = 4) -> Tree:
    """A tree with readings and samples, mostly."""
    if depth == 0 or source.random() < 0.2:
        return ("leaf", source.randint(0, 1))
    kind = source.choice(["ask", "coin", "sample", "read", "read", "sample"])
    below = reading_tree(source, names, depth - 1), reading_tree(source, names, depth - 1)
    name = source.choice(names)
    if kind == "ask":
        return ("ask", (name, source.randint(0, 1), source.choice(THRESHOLDS)), *below)
    if kind == "coin":
        return ("coin", source.choice([Fraction(1, 4), Fraction(2, 3)]), *below)
    if kind == "sample":
        return ("sample", name, *below)
    zones, outcome = source.choice([2, 3, 4]), str(source.randint(0, 1))
    threshold = Fraction(source.randint(1, 2 * zones - 1), 2 * zones)
    return (
        "read",
        (name, Fraction(1, zones), outcome, threshold, source.random() < 0.3),
        *below,
    )


def reading_system(seed: int, machines: int) -> System:
    source = Random(seed)
    names = [f"m{k}" for k in range(machines)]
    return system_of({name: reading_tree(source, names) for name in names})
