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
    with pytest.raises(InputError, match="whole number of workers, at least 1"):
        run_claims("liar", workers=0)


def test_two_processes_find_what_one_finds():
    seen = []
    two = run_claims(
        "oracle/*",
        quick=True,
        workers=2,
        progress=seen.append,
    )
    one = run_claims("oracle/*", quick=True)
    assert [r.facts for r in two.results] == [r.facts for r in one.results]
    assert two.holds and one.holds
    assert [(now.done, now.total) for now in seen] == [
        (k + 1, len(two.results)) for k in range(len(two.results))
    ]


def test_an_interrupt_keeps_what_was_found():
    def stop(now):
        if now.done == 2:
            raise KeyboardInterrupt

    report = run_claims("oracle/*", quick=True, progress=stop)
    assert (report.status, len(report.results), report.holds) == ("partial", 2, False)
    assert "not checked" in report.summary() and report.verify()


@pytest.mark.parametrize("processes", [1, 2])
def test_without_time_nothing_is_found(processes):
    report = run_claims("oracle/*", quick=True, workers=processes, budget=0)
    assert (report.status, report.results, report.holds) == ("partial", (), False)


def test_results_come_one_by_one_and_show_themselves():
    seen = []
    report = run_claims("coedt/chicken*", quick=True, budget=10_000, on_result=seen.append)
    assert {one.claim.id for one in seen} == {one.claim.id for one in report.results}
    assert report.holds and report.verify()
    for shown in (report, *report.results, *(one.claim for one in report.results)):
        assert len(repr(shown)) < 200
        assert shown._repr_html_().startswith("<pre>")
    assert "✓ value to each: (81/20, 81/20)" in str(report) + "".join(map(str, report.results))


def test_a_report_is_json():
    data = json.loads(json.dumps(run_claims("coedt/chicken-4.05").to_dict()))
    assert data["schema"] == "oraclegames/reproduction-1"
    (entry,) = data["claims"]
    assert entry["status"] == "holds"
    assert {"id", "statement", "source", "parameters", "facts", "seconds"} <= set(entry)
    assert all(fact["holds"] for fact in entry["facts"])
