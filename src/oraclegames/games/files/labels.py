"""The labels that a game accepts: printable, not empty, and different."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from oraclegames.errors import InputError


def default_labels(count: int) -> tuple[str, ...]:
    """The labels of what has none: "1", "2", …"""
    return tuple(map(str, range(1, count + 1)))


def check_labels(labels: Sequence[str], what: str) -> None:
    """Refuse labels that a game does not accept."""
    seen = set()
    for label in labels:
        if not isinstance(label, str) or not label.strip() or not label.isprintable():
            raise InputError(f"the label of a {what} should be a printable text, not {label!r:.60}")
        if label in seen:
            raise InputError(f"two labels of a {what} are {label!r:.60}: they must differ")
        seen.add(label)
    if not seen:
        raise InputError(f"at least one {what} is needed")


def label_position(labels: Sequence[str], label: str, what: str) -> int:
    """The position of a label; an error says which there are."""
    if label in labels:
        return labels.index(label)
    known = ", ".join(labels[:12]) + (", …" if len(labels) > 12 else "")
    raise InputError(f"there is no {what} with the label {label!r}; there are {known}")


def repair_labels(labels: Sequence[str]) -> list[str]:
    """Printable labels that differ, as close to ``labels`` as Gambit's own repair.

    Control characters become a space; an empty label and one that repeats get a number, the first
    that no written label has.

    >>> repair_labels(["x", "", "x", "x_1"])
    ['x_2', '_1', 'x_3', 'x_1']
    """
    clean = [_printable(label) for label in labels]
    often = Counter(clean)
    numbers: Counter[str] = Counter()
    repaired = []
    for label in clean:
        new = label
        while not new or (often[label] > 1 and new == label) or (new != label and new in often):
            numbers[label] += 1
            new = f"{label}_{numbers[label]}"
        repaired.append(new)
    return repaired


def _printable(label: str) -> str:
    if not label.isprintable():
        label = " ".join("".join(c if c.isprintable() else " " for c in label).split())
    return label if label.strip() else ""
