"""Blocks that a match keeps: they are everything, and none that is changed is believed."""

from __future__ import annotations

import json
from fractions import Fraction
from itertools import product
from random import Random

import pytest

import oraclegames as og
from oraclegames import InputError, UnsupportedError, match, read_result, verify
from oraclegames.certificates.blocks import check_blocks
from oraclegames.certificates.part import Part, Refuted
from oraclegames.reflective.match import blocks as kept
from tests.certificates.falsify import falsifications, refused
from tests.depth import some

PD = og.catalog.prisoners_dilemma()
NAMES = ("lp", "nelp", "demand:1/2", "demand:2", "nicer", "cooperate", "constant:1/3")


def document(*args, **options):
    found = match(*args, keep_blocks=True, **options)
    return json.loads(json.dumps(found.to_dict(verify=False)))


QUESTIONS = {
    "two": lambda: document(PD, "demand:1/2", "nelp", "1/3", "1/2"),
    "one move": lambda: document(og.Game.from_arrays([[1, 2]], [[3, 1]]), "lp", "nelp", "1/6"),
    "more moves": lambda: document("rock_paper_scissors", "nicer", "lp", "1/2", "2/3"),
    "three": lambda: document(
        "volunteers_dilemma(3)", "nicer:worst", "constant:1/3", "nelp", delta="1/4", epsilon="1/2"
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def documents():
    return {name: make() for name, make in QUESTIONS.items()}


@pytest.mark.parametrize("name", QUESTIONS)
def test_blocks_are_believed_as_they_are(documents, name):
    held = documents[name]
    assert held["blocks"]["excluded"] and held["blocks"]["cells"]
    proved = "\n".join(verify(held, complete=True).proved)
    counts = [len(held["blocks"][key]) for key in ("excluded", "cells")]
    assert f"there are no others: {counts[0]} blocks" in proved and f"{counts[1]} cells" in proved
    again = read_result(held)
    assert again.to_dict(verify=False) == held and again.verify(complete=True)


@pytest.mark.parametrize("name", QUESTIONS)
def test_no_block_that_is_changed_is_believed(documents, name):
    held = documents[name]
    silent = [key for key in held if key != "blocks"]
    lies = list(falsifications(held, silent))
    for lie in Random(name).sample(lies, min(len(lies), some(15, 150))):
        if lie.place != "blocks" and (".places" in lie.place or "swapped" not in lie.what):
            # the order of blocks, and of cells, says nothing; and both may play between the same
            symmetric = name == "two" and lie.place.endswith("bound.probability")
            assert symmetric or refused(lie.document, complete=True), str(lie)


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_smaller_and_a_larger_block_are_refuted(documents, name):
    text = json.dumps(documents[name])
    blocks = documents[name]["blocks"]["excluded"]
    moves = [
        (row, axis, end, by)
        for row, block in enumerate(blocks)
        for axis in range(len(block["places"]))
        for end in (0, 1)
        for by in (-1, 1)
    ]
    for row, axis, end, by in Random(name).sample(moves, min(len(moves), some(12, 60))):
        forged = json.loads(text)
        forged["blocks"]["excluded"][row]["places"][axis][end] += by
        assert refused(forged, complete=True), (row, axis, end, by)


def test_blocks_without_a_fixed_point_that_is_there_are_refuted(documents):
    forged = json.loads(json.dumps(documents["two"]))
    forged["fixed_points"].pop()
    assert refused(forged, complete=True)
    # a cell with a fixed point is no block: what is played there lies in it
    point, bound = forged["fixed_points"][0], {"probability": 0, "least": "0", "most": "0"}
    cell = [2 * max(read[0]) + (len(read[0]) == 1) for read in point["zones"]]
    forged = json.loads(json.dumps(documents["two"]))
    forged["blocks"]["cells"].remove(cell)
    forged["blocks"]["excluded"].append({"places": [[k, k] for k in cell], "bound": bound})
    assert refused(forged, complete=True)


class Square:
    """What is played where: outside of the middle, one half."""

    counts, last = (1, 1), 5

    def __init__(self):
        self.solved = []

    def ranges(self, box):
        return [(Fraction(1, 2), Fraction(1, 2))] * 2

    def half(self, x):
        return 3

    def solve(self, cell):
        self.solved.append(cell)


def held_square(boxes, cells):
    half = {"least": "1/2", "most": "1/2"}
    excluded = [
        {
            "places": [list(place) for place in box],
            "bound": {"probability": 0 if not box[0][0] <= 3 <= box[0][1] else 1, **half},
        }
        for box in boxes
    ]
    return Part({"excluded": excluded, "cells": [list(cell) for cell in cells]})


RING = [((1, 2), (1, 5)), ((4, 5), (1, 5)), ((3, 3), (1, 2)), ((3, 3), (4, 5))]


def test_blocks_and_cells_are_everything_once():
    square = Square()
    assert check_blocks(held_square(RING, [(3, 3)]), square) == (4, 1)
    assert square.solved == [(3, 3)]


@pytest.mark.parametrize(
    "boxes, cells, why",
    [
        (RING[:3], [(3, 3)], "gap"),
        (RING[1:], [(3, 3)], "gap"),
        (RING, [], "gap"),
        (RING, [(3, 3), (3, 3)], "overlap"),
        ([*RING, RING[0]], [(3, 3)], "overlap"),
        ([((1, 2), (1, 4)), *RING[1:]], [(3, 3)], "gap"),
        ([((1, 2), (2, 5)), *RING[1:]], [(3, 3)], "gap"),
        # a ring of four around a hole that nothing fills: no cut goes through
        ([((1, 2), (1, 3)), ((3, 5), (1, 2)), ((4, 5), (3, 5)), ((1, 3), (4, 5))], [], "gap"),
    ],
)
def test_a_gap_and_an_overlap_are_seen(boxes, cells, why):
    with pytest.raises(Refuted, match=why):
        check_blocks(held_square(boxes, cells), Square())


def test_random_cuts_are_everything_and_without_one_they_are_not():
    source = Random(3)
    for _ in range(some(60, 600)):
        boxes, parts = [((1, 5), (1, 5))], []
        while boxes:
            box = boxes.pop()
            axis = source.randrange(2)
            first, last = box[axis]
            if first == last or source.random() < 0.2:
                parts.append(box)
                continue
            at = source.randint(first, last - 1)
            pieces = (first, at), (at + 1, last)
            boxes += [(*box[:axis], piece, *box[axis + 1 :]) for piece in pieces]
        cells = [
            cell
            for box in parts
            if all(a <= 3 <= b for a, b in box)
            for cell in product(*(range(a, b + 1) for a, b in box))
        ]
        rest = [box for box in parts if not all(a <= 3 <= b for a, b in box)]
        source.shuffle(rest)
        check_blocks(held_square(rest, cells), Square())
        if rest:
            with pytest.raises(Refuted):
                check_blocks(held_square(rest[1:], cells), Square())
        with pytest.raises(Refuted):
            check_blocks(held_square(rest, cells[1:]), Square())


def random_match(seed):
    source = Random(seed)
    shape = source.choice([(2, 2), (2, 2), (1, 2), (2, 1), (2, 3)])
    tables = [
        [[source.randint(0, 4) for _ in range(shape[1])] for _ in range(shape[0])] for _ in (0, 1)
    ]
    delta = "1/3" if 3 in shape else source.choice(["1/4", "1/10", "2/15"])
    pool = ["lp", "nelp"] if min(shape) == 1 or 3 in shape else NAMES
    pair = source.choice(pool), source.choice(pool)
    return og.Game.from_arrays(*tables), *pair, delta, source.choice(["2/5", "1/2"])


def test_the_blocks_of_random_matches_show_that_nothing_is_lacking():
    for seed in range(some(4, 40)):
        assert_the_blocks_agree(*random_match(seed))


def assert_the_blocks_agree(*asked):
    plain, held = match(*asked), match(*asked, keep_blocks=True)
    assert held.fixed_points == plain.fixed_points and plain.blocks is None
    if held.status != "complete":
        return
    with_blocks = held.to_dict(verify=False)
    without = plain.to_dict(verify=False)
    assert {key: value for key, value in with_blocks.items() if key != "blocks"} == without
    told = []
    for one in (with_blocks, without):
        try:
            told.append(bool(verify(one, complete=True)))
        except InputError:
            told.append(None)
    assert told[0] is told[1] or None in told
    # every fixed point lies in a cell, and none in a block
    for point in without["fixed_points"]:
        halves = [2 * max(read) + (len(read) == 1) for reads in point["zones"] for read in reads]
        assert halves in with_blocks["blocks"]["cells"]


def test_what_is_too_much_is_told(monkeypatch):
    with pytest.raises(InputError, match="no blocks to keep"):
        match(PD, "lp", "lp", 0, keep_blocks=True)
    monkeypatch.setattr(kept, "MAX_BLOCKS", 5)
    with pytest.raises(UnsupportedError, match="more than 5 blocks: take a coarser delta"):
        match(PD, "lp", "nelp", "1/10", keep_blocks=True)
    with pytest.raises(UnsupportedError, match="at most 30000 readings"):
        match("public_goods(3)", "lp", "cooperate", "defect", delta="1/40", keep_blocks=True)


def test_a_search_that_was_stopped_keeps_none():
    assert match(PD, "lp", "lp", "1/20", budget=0, keep_blocks=True).blocks is None
