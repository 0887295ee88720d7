"""For each block of a search for oracles the bounds that shrink it, or exclude it.

They are worked out by the arithmetic of who re-checks them,
:mod:`oraclegames.certificates.oracle_cover`: the search has bounds of its own.
"""

from __future__ import annotations

from typing import Any

from oraclegames.budget import Clock
from oraclegames.certificates.machines import machines_of
from oraclegames.certificates.oracle_block import Range
from oraclegames.certificates.oracle_cover import SIDES, Replay, Step, shown
from oraclegames.certificates.part import Part
from oraclegames.reflective.machines.document import machine_documents
from oraclegames.reflective.machines.machine import System
from oraclegames.reflective.oracles.bound_and_cut import Block


def with_bounds(system: System, cover: Block, clock: Clock) -> Block | None:
    """The same blocks with their bounds; None if the machines are too large to be written down.

    Raises:
        OutOfTime: as the clock says.
    """
    machines = machines_of(Part(machine_documents(system)))
    if any(machine.nodes is None for machine in machines):
        return None
    replay = Replay(machines, ())
    root = Block()
    start = [[Range()] * len(machine.outcomes) for machine in machines]
    stack: list[Any] = [(cover, root, start, frozenset[Any](), set(range(len(machines))))]
    while stack:
        clock.check()
        known, block, place, limits, due = stack.pop()
        steps: list[Step] = []
        left = replay.shrunk(place, due, steps.append)
        block.bounds = [shown(step, machines) for step in steps]
        if left is None:
            continue
        block.cell, block.cut = known.cell, known.cut
        if known.cut is None:
            continue
        for side, (piece, held, again) in zip(SIDES, replay.cut(left, limits, known.cut)):
            if piece is not None:
                block.pieces[side] = Block()
                inside = known.pieces.get(side, Block())
                stack.append((inside, block.pieces[side], piece, held, again))
    return root
