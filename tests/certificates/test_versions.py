"""What all documents share: which version wrote them, and no key that nobody knows."""

from __future__ import annotations

import pytest

from oraclegames.certificates.verify import CHECKERS, verify
from oraclegames.errors import InputError
from tests.certificates.corpus import CORPUS, result

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
