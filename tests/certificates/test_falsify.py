"""The harness changes everything, and one thing at a time."""

from __future__ import annotations

from tests.certificates.falsify import falsifications

DOCUMENT = {"a": ["1", "2"], "b": True, "c": {"reason": "words", "n": 3}, "d": None, "f": 0.5}


def test_every_place_is_changed_and_dropped():
    lies = list(falsifications(DOCUMENT))
    assert {lie.place for lie in lies if lie.what == "dropped"} == {
        "a", "a.0", "a.1", "b", "c", "c.reason", "c.n", "d", "f",
    }  # fmt: skip
    assert all(lie.document != DOCUMENT for lie in lies)
    assert {"a.0 doubled", "a.0 swapped with the next", "b changed to False"} <= set(map(str, lies))


def test_the_document_itself_stays_as_it_is():
    before = repr(DOCUMENT)
    list(falsifications(DOCUMENT))
    assert repr(DOCUMENT) == before


def test_silent_places_are_left_alone():
    places = {lie.place for lie in falsifications(DOCUMENT, ["c", "a.*"])}
    assert places == {"a", "b", "d", "f"}


def test_a_document_has_hundreds():
    assert len(list(falsifications({"values": [str(k) for k in range(30)]}))) > 200
