"""Labels from files, made such that a game accepts them: printable, not empty, and different."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

__all__ = ["repair_labels"]


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
