"""The page "Performance" shows each row of the table that `make bench` measures."""

from pathlib import Path

from benchmarks.table import HEAD, ROWS, line

PAGE = Path(__file__).parents[2] / "docs" / "performance.md"


def test_the_page_has_every_row_with_its_goal():
    rows = [[cell.strip() for cell in text.split("|")[1:-1]] for text in table()]
    assert rows[0] == HEAD
    assert [row[:2] for row in rows[2:]] == [[row.name, row.goal] for row in ROWS]
    assert all(row[2] and row[4].endswith("MB") for row in rows[2:])


def table():
    return [text for text in PAGE.read_text(encoding="utf-8").splitlines() if text.startswith("|")]


def test_a_row_names_its_peer_and_what_was_stopped():
    found = {"seconds": 0.05, "peer": 0.1, "status": "partial", "memory": 7}
    peered = next(row for row in ROWS if row.peer)
    cells = line(peered, found)
    assert cells[2:] == ["50.0 ms (partial)", f"0.5 × {peered.peer} (0.10 s)", "7 MB"]
    rate = next(row for row in ROWS if row.per > 1)
    assert line(rate, found | {"seconds": rate.per / 1000, "peer": None})[2].startswith("1,000 a")
