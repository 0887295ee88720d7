"""A result that was written down is read back, and says what it said."""

from __future__ import annotations

import json
from dataclasses import fields

import numpy as np
import pytest

import oraclegames as og
from oraclegames import Game, InputError, best, read_result
from oraclegames.errors import UnsupportedError
from tests.certificates.corpus import CORPUS, Own, result

DIFFERENT = {
    "solve, in outline": "outline",
    "match, my own": "agents",
    "achieve, a chain": "game",  # has no equality
    "achieve, a chain, no": "game",
    "achieve, symmetric": "game",
    "achieve, symmetric, no": "game",
    "achieve, symmetric, any": "game",
}
SAME_ORACLES = {"system", "entries", "boxes", "cover"}
"""Machines are read back as trees; the rest says the same, as the documents do."""
EVIDENCE = {
    *("levels", "stuck", "trembles", "same-values", "strict-levels", "orders", "no-orders"),
    *("arithmetic", "better move", "dependence", "beliefs", "completion"),
    *("no-shifts", "limit of totally mixed equilibria", "obstacle", "certificate", "distribution"),
    *("closed form", "corner", "bound", "multipliers", "constant", "nicer", "grounded", "lp"),
    *("nelp", "demand", "region", "own", "correlated", "nash", "interior", "boundary"),
    *("in", "out", "edge", "line", "cycle", "graphical", "symmetric"),
    *("symmetric-formula", "near", "point", "around", "refused"),
}
"""Every kind that a document names."""


def as_data(thing):
    return json.loads(json.dumps(thing.document(verify=False)))


@pytest.mark.parametrize("name", CORPUS)
def test_a_document_is_read_back(name):
    told = result(name)
    written = told.to_json()
    again = read_result(written)
    assert type(again) is type(told)
    assert as_data(again) == as_data(told)
    for field in fields(told):
        same_oracles = name.startswith(("oracles", "explore")) and field.name in SAME_ORACLES
        if field.compare and field.name != DIFFERENT.get(name) and not same_oracles:
            before, after = (getattr(one, field.name) for one in (told, again))
            assert before == after, field.name
    assert str(again) == str(told)
    if name != "match, my own":
        assert again.verify() is told.verify() is True
        assert again.to_json() == written


def test_every_kind_of_evidence_is_read_back():
    seen = {inside.get("kind") for name in CORPUS for inside in objects(as_data(result(name)))}
    assert seen - {None} == EVIDENCE
    assert any("shift" in inside for inside in objects(as_data(result("check, orders of shifts"))))
    algebraic = as_data(result("best, algebraic"))
    assert isinstance(algebraic["value"], dict) and "√" in str(as_data(result("best, irrational")))


def objects(document):
    """Every object of a document."""
    if isinstance(document, dict):
        yield document
        document = list(document.values())
    if isinstance(document, list):
        for inside in document:
            yield from objects(inside)


def test_a_path_a_text_bytes_or_an_object_will_do(tmp_path):
    told = result("check")
    path = tmp_path / "verdict.json"
    path.write_text(told.to_json(), encoding="utf-8")
    for source in (path, str(path), told.to_json(), told.to_json().encode(), told.to_dict()):
        assert read_result(source) == told


def test_what_a_program_of_ones_own_does_is_not_known():
    again = read_result(result("match, my own").to_json())
    assert again.agents[0].name == Own.name and again.to_dict()["verified"] is None
    with pytest.raises(UnsupportedError, match="the program of the agent 'my own' is not in"):
        again.verify()


def test_a_machine_that_was_too_large_for_its_document_cannot_be_run():
    document = result("oracles").to_dict()
    document["machines"][0]["tree"] = None
    again = read_result(document)
    assert as_data(again)["machines"][0]["tree"] is None
    assert again[0].distributions == result("oracles")[0].distributions
    with pytest.raises(UnsupportedError, match="too large for the document"):
        again.verify()


@pytest.mark.parametrize(
    "tree",
    [
        [],
        [{}],
        [{"leaf": "2"}],
        [{"flip": "1/2", "tails": 0, "heads": 0}],
        [{"leaf": "1"}, {"ask": ["k", "1", "1/2"], "no": 0, "yes": 0}],
        [{"leaf": "1"}, {"ask": ["m", "1"], "no": 0, "yes": 0}],
        [{"leaf": "1"}, {"sample": "m", "shows": [0]}],
        [{"leaf": "1"}, {"sample": "m", "shows": [0, 1]}],
    ],
)
def test_what_is_no_tree_is_no_machine(tree):
    document = result("oracles").to_dict()
    document["machines"][0]["tree"] = tree
    with pytest.raises(InputError, match=r"^machines\[0\]\.tree"):
        read_result(document)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{", "the document is no JSON"),
        (b"nothing", "the document is no JSON"),
        ("[" * 100_000, "no JSON"),
        ("[]", "expected an object"),
        ({}, "expected the key 'schema'"),
        ({"schema": "oraclegames/nothing-1"}, "schema: expected one of"),
        (7, "an object, a JSON text or a path, not 7"),
        ("no/such/file.json", "cannot read no/such/file.json"),
    ],
)
def test_what_cannot_be_read_is_one_line(source, expected):
    with pytest.raises(InputError, match=expected) as caught:
        read_result(source)
    assert "\n" not in str(caught.value)


def test_a_document_that_contradicts_itself_is_no_result():
    document = result("solve").to_dict()
    for change in ({"complete": None}, {"pure": {}}, {"sides": [1]}, {"game": {}}):
        with pytest.raises(InputError):
            read_result({**document, **change})
    branches = document["interior"]["branches"]
    fewer = {**document, "interior": {**document["interior"], "branches": branches[1:]}}
    with pytest.raises(InputError, match=r"interior\.branches\[\d\] does not follow from the rest"):
        read_result(fewer)


def test_a_false_document_gives_a_false_result():
    document = result("solve").to_dict()
    document["pure"][0]["reflective"] = "no"
    assert not og.verify(document) and not read_result(document).verify()


def test_a_search_in_boxes_is_read_back_to_its_last_bound():
    """A half that keeps the multipliers of the whole has a bound of its own."""
    game = Game.from_arrays(*np.random.default_rng(3).integers(-9, 10, size=(3, 2, 2, 2)))
    told = best(game, totally_mixed=True, compare=False)
    assert len(told.leaves[0]) > 10
    assert read_result(told.to_json()) == told
