"""Documents of ``check`` for a notion and of ``similarity``: no falsified one passes."""

from __future__ import annotations

import json

import pytest

from oraclegames import verify
from tests.certificates.corpus import result
from tests.certificates.falsify import accepted

NOTIONS = [
    *("check, nash", "check, dependent", "check, coarse", "check, correlated"),
    *("check, subjective", "check, not subjective", "check, embedded", "check, not embedded"),
    "check, a belief",
]


@pytest.mark.parametrize("name", NOTIONS)
def test_no_falsified_verdict_passes(name):
    document = json.loads(result(name).to_json())
    assert verify(document)
    # another game may have the same equilibrium, and evidence that proves the same is as good
    silent = ("game", "version", "reason", "evidence.q.*", "evidence.multipliers.*", "given")
    passed = accepted(document, silent)
    told = [lie for lie in passed if "swapped" not in lie]
    other = [lie for lie in told if not lie.startswith(("notion changed", "evidence.kind"))]
    assert other == []


@pytest.mark.parametrize("name", ["similarity", "similarity, larger"])
def test_no_falsified_belief_passes(name):
    document = json.loads(result(name).to_json())
    assert verify(document)
    assert accepted(document, ("version", "game")) == []


def test_a_belief_with_a_gap_is_refused():
    document = result("check, embedded").to_dict()
    for q in (["1", "0", "0", "0"], ["0", "1/2", "1/2", "0"], ["1/4"] * 3 + ["1/2"]):
        document["evidence"]["q"] = q
        assert not verify(document)
    document = result("check, not embedded").to_dict()
    document["evidence"]["multipliers"][0]["weight"] = "-1"
    assert not verify(document)
    document["evidence"]["multipliers"] = []
    assert "all sums are 0" in str(verify(document).false)
