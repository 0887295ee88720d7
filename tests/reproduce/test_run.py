"""Choosing claims, checking them in several processes, and stopping."""

from __future__ import annotations

import json

import pytest

from oraclegames import InputError
from oraclegames.reproduce import chosen_claims, claims, run_claims


def test_patterns_are_parts_of_names_or_globs():
    assert {one.id for one in chosen_claims("chicken")} == {
        one.id for one in claims() if "chicken" in one.id
    }
    assert all(one.id.startswith("match/") for one in chosen_claims("match/*"))
    assert chosen_claims() == claims()


def test_a_pattern_without_claims_names_the_groups():
    with pytest.raises(InputError, match=r"no claim matches 'xyz'; groups are boundary/\*"):
        run_claims("xyz")


def test_processes_are_positive():
    with pytest.raises(InputError, match="at least one process"):
        run_claims("liar", processes=0)


def test_two_processes_find_what_one_finds():
    seen = []
    two = run_claims(
        "oracle/*",
        quick=True,
        processes=2,
        progress=lambda r, done, total: seen.append((done, total)),
    )
    one = run_claims("oracle/*", quick=True)
    assert [r.facts for r in two.results] == [r.facts for r in one.results]
    assert two.holds and one.holds
    assert seen == [(k + 1, len(two.results)) for k in range(len(two.results))]


def test_an_interrupt_keeps_what_was_found():
    def stop(result, done, total):
        if done == 2:
            raise KeyboardInterrupt

    report = run_claims("oracle/*", quick=True, progress=stop)
    assert (report.status, len(report.results), report.holds) == ("partial", 2, False)
    assert "not checked" in report.summary()


def test_a_report_is_json():
    data = json.loads(json.dumps(run_claims("coedt/chicken-4.05").to_dict()))
    assert data["schema"] == "oraclegames/reproduction-1"
    (entry,) = data["claims"]
    assert entry["status"] == "holds"
    assert {"id", "statement", "source", "parameters", "facts", "seconds"} <= set(entry)
    assert all(fact["holds"] for fact in entry["facts"])
