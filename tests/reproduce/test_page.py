"""The report as a page: everything inside, nothing from outside, and whole files only."""

from __future__ import annotations

import dataclasses
import json
import re
from html.parser import HTMLParser

import pytest

from oraclegames import InputError
from oraclegames.reproduce import run_claims
from oraclegames.reproduce.claim import Fact
from oraclegames.reproduce.page import page, write_report

VOID = {"meta", "img", "br"}


class Balanced(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.ids, self.links = [], [], []

    def handle_starttag(self, tag, attributes):
        known = dict(attributes)
        self.ids += [known["id"]] if "id" in known else []
        self.links += [known[key] for key in ("href", "src") if key in known]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def report():
    return run_claims("[cm]*/[kc]*i*e*", quick=True)


def test_the_page_has_every_claim_and_needs_nothing_else(report, tmp_path):
    path = write_report(report, tmp_path / "new" / "report")
    text = path.read_text(encoding="utf-8")
    parser = Balanced()
    parser.feed(text)
    assert parser.open == []
    assert len(parser.ids) == len(set(parser.ids)) == len(report.results)
    for link in parser.links:
        assert link.startswith("data:image/png;base64,") or link[1:] in parser.ids
    assert sum(link.startswith("data:") for link in parser.links) == sum(
        bool(one.claim.picture) for one in report.results
    )
    for one in report.results:
        assert one.claim.id in text
    assert "All claims hold" in text
    data = json.loads((path.parent / "report.json").read_text(encoding="utf-8"))
    assert data["holds"] is True
    assert sorted(p.name for p in path.parent.iterdir()) == ["index.html", "report.json"]


def test_a_failure_is_shown_first_and_escaped(report):
    one = report.results[0]
    wrong = dataclasses.replace(
        one, status="fails", how="<b>", facts=(Fact("a", "1 < 2", "2", holds=False),)
    )
    text = page(dataclasses.replace(report, results=(wrong,), claims=1), {})
    assert "0 of 1 claims hold, 1 fail" in text
    assert "&lt;b&gt;" in text and "1 &lt; 2" in text and "✗" in text
    assert not re.search("All claims hold", text)


def test_a_place_that_cannot_be_written_is_one_line(report, tmp_path):
    (tmp_path / "file").write_text("")
    empty = dataclasses.replace(report, results=())
    with pytest.raises(InputError, match="cannot write into"):
        write_report(empty, tmp_path / "file")
