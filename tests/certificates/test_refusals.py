"""Every statement of a checker is needed: what is said of a document, and of it with one change.

``refusals.txt`` holds for many questions what is proved, and changes of the document, each with
what is said then. A statement of a checker that is left out or turned round says something else.
"(all)" after a question: the proof that nothing is lacking is replayed.

After words or documents have changed: ``python -m tests.certificates.test_refusals`` writes anew
what is said; read the difference.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from oraclegames.certificates.verify import verify
from oraclegames.errors import InputError
from tests.certificates.more import document_of

KNOWN = Path(__file__).with_name("refusals.txt")
SAME = ["as it is"]


def read():
    """For each question the changes and what is said; no change: the document as it is."""
    found = {}
    for line in KNOWN.read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            entries = found.setdefault(line[3:], [["", []]])
        elif line.startswith("    "):
            entries[-1][1].append(line[4:])
        elif line:
            entries.append([line, []])
    return found


def edited(document, edits):
    """A copy with "place = value", "place -" (left out) or "place +" (doubled), between ";;"."""
    changed = json.loads(json.dumps(document))
    for edit in filter(None, edits.split(" ;; ")):
        place, _, change = edit.partition(" ")
        *path, last = place.split("/")
        inside = changed
        for step in path:
            inside = inside[int(step) if isinstance(inside, list) else step]
        last = int(last) if isinstance(inside, list) else last
        if change == "-":
            del inside[last]
        elif change == "+":
            inside.insert(last, inside[last])
        else:
            inside[last] = json.loads(change.removeprefix("= "))
    return changed


def said(document, complete):
    """The lines of an answer."""
    try:
        return str(verify(document, complete=complete)).splitlines()
    except InputError as error:
        return [f"cannot be read: {str(error).partition(', found ')[0]}"]


def all_said(question, changes):
    """What is said of each change of a question's document."""
    document, complete = document_of(question.removesuffix(" (all)")), question.endswith(" (all)")
    answers = [said(edited(document, change), complete) for change in changes]
    return answers[:1] + [SAME if answer == answers[0] else answer for answer in answers[1:]]


REFUSALS = read()


@pytest.mark.parametrize("question", REFUSALS)
def test_a_document_and_what_is_false_are_told_apart(question):
    changes = [change for change, _ in REFUSALS[question]]
    for entry, answer in zip(REFUSALS[question], all_said(question, changes)):
        assert entry == [entry[0], answer], "see the top of this file"


def test_nearly_everything_here_is_refused():
    answers = [answer for entries in REFUSALS.values() for _, answer in entries[1:]]
    refused = [a for a in answers if a[0].startswith(("refuted: ", "cannot be read: "))]
    assert len(refused) > 0.9 * len(answers) > 500


if __name__ == "__main__":
    lines = []
    for asked, listed in read().items():
        lines.append(f"== {asked}")
        every = [change for change, _ in listed]
        for change, answer in zip(every, all_said(asked, every)):
            lines += [change] * bool(change) + [f"    {line}" for line in answer]
        lines.append("")
    KNOWN.write_text("\n".join(lines), encoding="utf-8")
