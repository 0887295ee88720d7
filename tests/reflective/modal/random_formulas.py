"""Random formulas of modal agents."""

from __future__ import annotations

from random import Random

ATOMS = [("them", "me"), ("me", "them"), ("them", "DefectBot"), ("them", "them"), ("me", "me")]


def formula(draw: Random, size: int, *, boxed: bool = False, atoms=ATOMS):
    """A formula with about this many operators; its atoms stand under boxes."""
    if size <= 0:
        if boxed and draw.random() < 0.8:
            return ("cooperates", *draw.choice(atoms))
        return (draw.choice(["true", "false"]),)
    kind = draw.choice(["not", "box", "box", "and", "or", "implies", "iff"])
    if kind in ("not", "box"):
        return kind, formula(draw, size - 1, boxed=boxed or kind == "box", atoms=atoms)
    left = draw.randrange(size)
    parts = (formula(draw, k, boxed=boxed, atoms=atoms) for k in (left, size - 1 - left))
    return (kind, *parts)
