"""The command ``reproduce``: plain lines, JSON, a report, and the exit status."""

from __future__ import annotations

import json

import pytest

from oraclegames.cli.main import main
from oraclegames.reproduce import claim as claim_module
from oraclegames.reproduce import claims


def run(capsys, *words):
    with pytest.raises(SystemExit) as caught:
        main(["reproduce", "--workers", "1", *words])
    out, err = capsys.readouterr()
    return caught.value.code, out, err


def test_plain_lines_end_with_a_summary(capsys):
    status, out, err = run(capsys, "--only", "program/*", "--quick")
    *told, summary = out.splitlines()
    assert (status, err) == (0, "")
    assert len(told) == 6 and all(line.startswith("holds") for line in told)
    assert summary.startswith("6 of 6 claims hold (")


def test_json_is_one_document(capsys):
    status, out, _ = run(capsys, "--only", "coedt/chicken-4.05", "--json")
    data = json.loads(out)
    assert status == 0 and data["holds"] is True
    assert [entry["id"] for entry in data["claims"]] == ["coedt/chicken-4.05"]


def test_a_report_is_written(capsys, tmp_path):
    status, out, _ = run(capsys, "--only", "coedt/stag-hunt", "-o", str(tmp_path / "report"))
    assert status == 0
    assert (tmp_path / "report" / "index.html").stat().st_size > 10_000
    assert "index.html" in out


def test_an_unknown_pattern_is_bad_input(capsys):
    status, out, err = run(capsys, "--only", "nothing-like-this")
    assert (status, out) == (2, "")
    assert err.startswith("error: no claim matches") and err.count("\n") == 1


def test_a_claim_that_fails_gives_status_1(capsys, monkeypatch):
    one = next(c for c in claims() if c.id == "oracle/liar")

    def wrong(facts):
        facts.equal("the answer", 42, 41)

    broken = claim_module.Claim(one.id, one.essay, one.section, "", "", wrong)
    monkeypatch.setitem(claim_module.REGISTRY, one.id, broken)
    status, out, _ = run(capsys, "--only", "oracle/liar")
    assert status == 1
    assert "FAILS" in out and "the answer: 41 instead of 42" in out
    assert "0 of 1 claims hold, 1 fail" in out


def test_the_live_table_shows_sections_and_failures():
    from rich.console import Console
    from rich.live import Live

    from oraclegames.cli.claim_table import ClaimTable

    (one,) = (c for c in claims() if c.id == "oracle/liar")
    console = Console(width=120, record=True, force_terminal=True, legacy_windows=False)
    table = ClaimTable([one])
    with console.capture() as live, Live(table, console=console):
        table.tell(one.run(says=("1", "0")))
    assert "oracle/liar fails" in live.get()
    shown = Console(width=160, record=True)
    with shown.capture() as text:
        shown.print(table)
    assert "Machines and oracles" in text.get() and "0 of 1" in text.get()
    assert "oracle/liar fails" in text.get()
