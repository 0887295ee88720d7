"""What all documents share: which version wrote them, and no key that nobody knows, anywhere."""

from __future__ import annotations

import json

import pytest

from oraclegames.certificates.verify import CHECKERS, verify
from oraclegames.errors import InputError
from tests.certificates.corpus import CORPUS, result
from tests.certificates.falsify import refused

QUICK = {
    **{name.partition(",")[0]: name for name in CORPUS if name.endswith(("stopped", "none"))},
    **{
        name: name
        for name in ("check", "supremum", "sample", "similarity", "check, nash", "explore")
    },
    **{name: name for name in ("pure", "pure equilibrium", "achieve", "nash", "modal match")},
    **{name: name for name in ("modal tournament", "common coins", "independent coins", "item")},
    **{name: name for name in ("region, nothing", "program equilibrium, one move")},
}
EARLIER = {"solution-1", "verdict-1", "pure-1", "pure-outcome-1"}
"""Kinds whose first documents told no version."""
TOO_LONG = {"group-match-1"}


def kind_of(document):
    return document["schema"].removeprefix("oraclegames/")


def test_there_is_one_of_each_kind():
    kinds = {kind_of(result(name).document(verify=False)) for name in QUICK.values()}
    assert {f"oraclegames/{kind}" for kind in kinds | TOO_LONG} == set(CHECKERS)


@pytest.mark.parametrize("name", QUICK.values())
def test_a_version_is_told_and_every_key_is_known(name):
    document = result(name).document(verify=False)
    assert verify(document)
    without = {key: value for key, value in document.items() if key != "version"}
    lacking = () if kind_of(document) in EARLIER else (without, {**document, "version": None})
    for wrong in (*lacking, {**document, "version": 1}):
        with pytest.raises(InputError, match="version"):
            verify(wrong)
    assert "no such key" in verify({**document, "colour": "red"}).false


FULL = (
    *("solve", "solve, edges", "solve, in pieces of 3×3", "check, obstacle", "check, orders"),
    *("check, no orders", "pure, 2×2", "achieve", "achieve, a chain", "achieve, symmetric"),
    *("region, a curve", "region of all, points", "exact region, a point", "sample", "best"),
    *("best, larger", "projection, values of points", "check, subjective", "check, not embedded"),
    *("check, coarse", "nash", "nash, irrational", "correlated equilibria", "supremum", "compare"),
    *("item", "phases", "phases, arcs", "similarity", "similar", "similar, a polytope"),
    *("similar, a curve", "least similarity", "match, bots", "limit, replies", "modal match"),
    *("modal tournament", "common coins", "independent coins", "fresh coins", "grounded"),
    *("fresh coins, more moves", "fresh coins, play enclosed", "independent coins of three"),
    *("program equilibrium, one move", "oracles", "explore", "explore, coins and samples"),
)


def objects(value, path=()):
    """The objects inside, one for all items of a list: a path of keys, and the path of names."""
    if isinstance(value, dict):
        yield path
        for key, inside in value.items():
            yield from objects(inside, (*path, key))
    elif isinstance(value, list):
        seen = set()
        for k, inside in enumerate(value):
            for found in objects(inside, (*path, k)):
                names = tuple("" if isinstance(step, int) else step for step in found)
                if names not in seen:
                    seen.add(names)
                    yield found


@pytest.mark.parametrize("name", FULL)
def test_a_key_that_nobody_knows_is_refuted_wherever_it_stands(name):
    document = json.loads(json.dumps(result(name).document(verify=False)))
    for path in objects(document):
        inside = document
        for step in path:
            inside = inside[step]
        inside["colour"] = "red"
        assert refused(document, complete=name == "oracles"), path  # which replays the cover
        del inside["colour"]
    assert verify(document)
