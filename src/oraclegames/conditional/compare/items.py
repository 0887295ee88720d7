"""Games with proved answers, one after the other: a key for evaluations of people and of programs.

Item k of a seed and a shape is always the same game: two players with two moves, or whatever shape
is wanted; every second one symmetric where the shape allows it, payoffs drawn from a few or from
many whole numbers so that ties are there and are not the rule.
With each come the answers of every notion and, for symmetric games, the phase diagram in b; both
are documents that ``verify`` re-checks.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from oraclegames.certificates.verify import holds
from oraclegames.conditional.compare.compare import Comparison, compare
from oraclegames.conditional.similarity.similar import SimilarEquilibria, similar
from oraclegames.errors import InputError
from oraclegames.games.document import Document, heading
from oraclegames.games.game import Game, Outcome
from oraclegames.games.shown import Shown

MOST_OUTCOMES = 64
"""Of a game with answers."""

REACHES = (1, 3, 9)
"""Payoffs go from minus one of these to plus it."""


@dataclass(frozen=True, repr=False)
class Item(Shown, Document):
    """A game with its answers.

    Attributes:
        game: the game.
        seed, number: where it comes from; numbers count from 1.
        comparison: the answers of every notion.
        similar: the b-similarity equilibria for all b; None if the game is not symmetric.
    """

    game: Game
    seed: int
    number: int
    comparison: Comparison
    similar: SimilarEquilibria | None

    def verify(self) -> bool:
        """Re-check the document, exactly and without the solvers."""
        return holds(self.to_dict())

    def to_dict(self) -> dict[str, Any]:
        """Ready for JSON (schema "oraclegames/item-1")."""
        labels = self.game.outcome_labels
        return {
            **heading("oraclegames/item-1", self.game),
            "seed": self.seed,
            "number": self.number,
            "answers": {
                row.notion: [list(labels(o)) for o in row.pure] for row in self.comparison.rows
            },
            "comparison": self.comparison.to_dict(),
            "similar": None if self.similar is None else self.similar.to_dict(),
        }

    def __str__(self) -> str:
        parts = [f"Item {self.number} of seed {self.seed}", str(self.comparison)]
        return "\n\n".join(parts + ([str(self.similar)] if self.similar else []))


def items(count: int, seed: int = 0, shape: Sequence[int] = (2, 2)) -> Iterator[Item]:
    """Games with proved answers.

    Args:
        count: how many.
        seed: another seed, other games; the same seed, the same ones on every machine.
        shape: each player's number of moves. Larger games take longer: a second for 3×3 and for
            three players with two moves. An outcome of them that is not decided is told in the
            comparison.

    Raises:
        InputError: count is no whole number from 0, or seed none; the shape is none, or has more
            than 64 outcomes.
        KeyboardInterrupt: after Ctrl-C; an item is whole or none.

    >>> [item.game.shape for item in items(2, seed=7)]
    [(2, 2), (2, 2)]
    """
    for name, value in (("count", count), ("seed", seed)):
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise InputError(f"{name} should be a whole number from 0, not {value!r:.40}")
    sizes = tuple(shape)
    for size in sizes:
        if not isinstance(size, int) or isinstance(size, bool) or size < 1:
            raise InputError(f"shape: a player has 1, 2, … moves, not {size!r:.40}")
    if not sizes or math.prod(sizes) > MOST_OUTCOMES:
        raise InputError(f"shape: 1 to {MOST_OUTCOMES} outcomes, not {math.prod(sizes)}")
    return (_item(seed, number, sizes) for number in range(1, count + 1))


def _item(seed: int, number: int, shape: tuple[int, ...]) -> Item:
    # Only random() is promised to stay the same in later versions of Python.
    draw = random.Random(seed * 1_000_003 + number).random
    reach = REACHES[int(draw() * len(REACHES))]
    outcomes, n = list(product(*map(range, shape))), len(shape)
    tables = [{o: _payoff(draw(), reach) for o in outcomes} for _ in shape]
    alike = number % 2 == 0 and len(set(shape)) == 1 and (n == 2 or (n > 2 and shape[0] == 2))
    if alike:
        tables = [{o: tables[0][_seen(o, i)] for o in outcomes} for i in range(n)]
    names = ["Row", "Column"] if n == 2 else [f"Player {i + 1}" for i in range(n)]
    game = Game(
        f"Item {number} of seed {seed}",
        tuple(names),
        tuple(tuple(_letter(k) for k in range(size)) for size in shape),
        [[table[o] for o in outcomes] for table in tables],
        (1,) * n,
    )
    compared, phases = compare(game, budget=None), similar(game) if alike else None
    if "partial" in (compared.status, phases and phases.status):
        raise KeyboardInterrupt  # nothing else stops them, and an item is whole or none
    return Item(game, seed, number, compared, phases)


def _seen(outcome: Outcome, player: int) -> Outcome:
    """What the first player sees where this one sees an outcome: her own move, and the others'."""
    others = sorted((*outcome[:player], *outcome[player + 1 :]))
    return (outcome[player], *others)


def _letter(number: int) -> str:
    """A, B, …, Z, A2, B2, …"""
    turn, place = divmod(number, 26)
    return f"{chr(ord('A') + place)}{turn + 1 if turn else ''}"


def _payoff(share: float, reach: int) -> int:
    return int(share * (2 * reach + 1)) - reach
