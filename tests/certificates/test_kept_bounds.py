"""Bounds that a search for oracles keeps: each is what comes out, and none that is changed is."""

from __future__ import annotations

import json
from random import Random

import pytest

from oraclegames import Game, InputError, nash_machines, read_result, solve_oracles, verify
from tests.certificates.falsify import falsifications, refused
from tests.certificates.test_oracles import SYSTEMS
from tests.depth import some
from tests.reflective.random_machines import reading_system

GAME = Game.from_arrays([[3, 0, 1], [1, 2, 0]], [[2, 1, 0], [0, 3, 1]])
KEPT = {
    **{name: SYSTEMS[name] for name in ("three oracles", "an irrational answer", "the liar")},
    "a game": nash_machines(GAME),
    "cycles": nash_machines("rock_paper_scissors"),
    "readings": reading_system(1, 2),
}


def document(system):
    found = solve_oracles(system, keep_blocks=True)
    return json.loads(json.dumps(found.to_dict(verify=False)))


def nodes(cover):
    """All blocks, piece in piece."""
    yield cover
    for side in ("below", "on", "above"):
        if isinstance(cover, dict) and side in cover:
            yield from nodes(cover[side])


def is_excluded(block):
    return isinstance(block, dict) and not {"cut", "cell"} & {*block}


@pytest.mark.parametrize("name", KEPT)
def test_bounds_are_believed_as_they_are_and_read_back(name):
    held = document(KEPT[name])
    plain = solve_oracles(KEPT[name]).to_dict(verify=False)
    assert {**held, "cover": None} == {**json.loads(json.dumps(plain)), "cover": None}
    told = [verify(one, complete=True) for one in (held, plain)]
    assert all(told) and told[0].proved == told[1].proved
    assert read_result(held).to_dict(verify=False) == held
    excluded = [
        n for n in nodes(held["cover"]) if isinstance(n, dict) and not {"cut", "cell"} & {*n}
    ]
    assert all(block["bounds"] for block in excluded)


@pytest.mark.parametrize("name", KEPT)
def test_no_bound_that_is_changed_is_believed(name):
    held = document(KEPT[name])
    lies = [
        lie
        for lie in falsifications(held, [key for key in held if key != "cover"])
        if lie.place.endswith("bounds") is False and ".bounds." in f".{lie.place}."
    ]
    drawn = Random(name).sample(lies, min(len(lies), some(8, 120)))
    passed = [lie for lie in drawn if not refused(lie.document, complete=True)]
    # a true bound may be said twice, elsewhere, or not at all where cells and cuts do without
    assert [str(lie) for lie in passed if not _is_whole(lie)] == []


def _is_whole(lie):
    *_, before, last = lie.place.split(".")
    return before == "bounds" and last.isdigit() and "changed" not in lie.what


@pytest.mark.parametrize("name", ["the liar", "a game", "cycles"])
def test_a_block_that_nothing_excludes_is_refuted(name):
    held = document(KEPT[name])
    count = 0
    for k, node in enumerate(nodes(held["cover"])):
        if is_excluded(node) and count < some(2, 12):
            forged = json.loads(json.dumps(held))
            same = [*nodes(forged["cover"])][k]
            same["bounds"] = []
            assert "do not exclude" in str(verify(forged, complete=True))
            same["bounds"] = [*node["bounds"], node["bounds"][-1]]
            assert "nothing is left before" in str(verify(forged, complete=True))
            count += 1
    assert count


def test_cells_and_words_of_bounds_must_be_what_they_are():
    held = document(KEPT["a game"])
    cell = next(
        k for k, n in enumerate(nodes(held["cover"])) if isinstance(n, dict) and "cell" in n
    )
    for changes in ({"cell": False}, {"cell": None}, {"colour": 1}, {"bounds": None}):
        forged = json.loads(json.dumps(held))
        [*nodes(forged["cover"])][cell].update(changes)
        assert refused(forged, complete=True), changes


def test_a_search_that_was_stopped_keeps_no_bounds():
    assert solve_oracles(KEPT["a game"], budget=0, keep_blocks=True).cover is None
    with pytest.raises(InputError, match="complete"):
        verify(solve_oracles(KEPT["a game"], budget=0, keep_blocks=True).to_dict(), complete=True)
