"""Documents of region: cells hold, and no falsified cell passes."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from oraclegames import Game, achieve, region, verify
from oraclegames.exact.rational import format_rational
from tests.certificates.corpus import result
from tests.certificates.falsify import falsifications, refused, tried

EVIDENCE = ("multipliers", "distribution", "gradients", "rows", "columns")
NAMES = ["region, a plane", "region, a line", "region, nothing", "region, a curve"]


def claims(document):
    """What is said, without why, and without the order of the cells."""
    document = copy.deepcopy(document)
    for cell in document["cells"]:
        for key in EVIDENCE:
            cell.pop(key, None)
    document["cells"].sort(key=json.dumps)
    return {key: value for key, value in document.items() if key not in ("version", "tolerance")}


@pytest.mark.parametrize("name", NAMES)
def test_a_falsified_region_is_refused(name):
    true = json.loads(result(name).to_json())
    assert verify(true), verify(true)
    passed = [lie for lie in tried(true, ("game", "version")) if not refused(lie.document)]
    lies = [str(lie) for lie in passed if claims(lie.document) != claims(true)]
    # What is said to be partial was perhaps not cut to its end: nobody can see that.
    assert [lie for lie in lies if lie != "status changed to 'partial'"] == []


def test_a_cell_of_a_plane_region_that_is_changed_is_refused():
    true = json.loads(result("region").to_json())
    assert verify(true)
    kinds = {cell["kind"]: k for k, cell in enumerate(true["cells"])}
    for kind, place in kinds.items():
        for lie in list(falsifications(true["cells"][place]))[::9]:
            cells = [*true["cells"]]
            cells[place] = lie.document
            document = {**true, "cells": cells}
            if not refused(document):
                assert claims(document) == claims(true), f"{kind}: {lie}"


def test_evidence_that_does_not_prove_a_cell_is_refused():
    true = json.loads(result("region").to_json())
    place = next(k for k, cell in enumerate(true["cells"]) if cell["kind"] == "in")
    cell = true["cells"][place]
    zero = ["0"] * len(cell["distribution"])
    uniform = [format_rational(Fraction(1, len(zero)))] * len(zero)
    wrong = [
        ({"distribution": uniform}, "it has other values"),
        ({"distribution": zero}, "it breaks a condition"),
        ({"gradients": [zero, zero]}, "it breaks a condition"),
        ({"gradients": cell["gradients"][::-1]}, "it breaks a condition"),
        ({"rows": cell["rows"][1:], "columns": cell["columns"][1:]}, "they do not imply"),
        ({"columns": [cell["columns"][1], *cell["columns"][1:]]}, "different numbers"),
        ({"rows": [*cell["rows"][:-1], 99]}, "different numbers"),
    ]
    for change, why in wrong:
        cells = [*true["cells"]]
        cells[place] = {**cell, **change}
        assert why in verify({**true, "cells": cells}).false, change


def test_a_cell_at_the_edge_is_not_in_by_the_proof_of_another():
    found = result("region")
    inside = next(cell for cell in found.cells if cell.kind == "in")
    for k, cell in enumerate(found.cells):
        if cell.kind == "edge" and k % 5 == 0:
            cells = [*found.cells]
            cells[k] = replace(cell, kind="in", proof=inside.proof)
            assert not replace(found, cells=tuple(cells)).verify()
            moved = replace(
                inside.proof,
                values=found.space.point(cell.box.centre),
                half=tuple(width / 2 for width in cell.box.widths),
            )
            cells[k] = replace(cell, kind="in", proof=moved)
            assert not replace(found, cells=tuple(cells)).verify()


@pytest.mark.parametrize("seed", range(6))
def test_what_the_search_says_is_proved_and_agrees_with_single_answers(seed):
    rng = np.random.default_rng(seed)
    shape = [(2, 2), (2, 3), (3, 3), (2, 2, 2), (1, 3), (2, 1, 2)][seed]
    game = Game.from_arrays(*rng.integers(-2, 3, size=(len(shape), *shape)))
    found = region(game, tolerance="1/4")
    assert verify(found.to_json())
    for cell in found.cells:
        if cell.kind != "edge":
            for v in (*found.corners(cell), found.space.point(cell.box.centre)):
                assert achieve(game, v).achievable is (cell.kind == "in")
