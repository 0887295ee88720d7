"""Games with proved answers, one after the other: a key for evaluations of people and of programs.

Item k of a seed is always the same game: two players with two moves, every second one symmetric,
payoffs drawn from a few or from many whole numbers so that ties are there and are not the rule.
With each come the answers of every notion and, for symmetric games, the phase diagram in b; both
are documents that ``verify`` re-checks.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from oraclegames.certificates.verify import holds
from oraclegames.conditional.compare.compare import Comparison, compare
from oraclegames.conditional.similarity.similar import SimilarEquilibria, similar
from oraclegames.errors import InputError
from oraclegames.games.document import Document, heading
from oraclegames.games.game import Game
from oraclegames.games.shown import Shown

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


def items(count: int, seed: int = 0) -> Iterator[Item]:
    """Games with proved answers.

    Args:
        count: how many.
        seed: another seed, other games; the same seed, the same ones on every machine.

    Raises:
        InputError: count is no whole number from 0, or seed none.
        KeyboardInterrupt: after Ctrl-C; an item is whole or none.

    >>> [item.game.shape for item in items(2, seed=7)]
    [(2, 2), (2, 2)]
    """
    for name, value in (("count", count), ("seed", seed)):
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise InputError(f"{name} should be a whole number from 0, not {value!r:.40}")
    return (_item(seed, number) for number in range(1, count + 1))


def _item(seed: int, number: int) -> Item:
    # Only random() is promised to stay the same in later versions of Python.
    draw = random.Random(seed * 1_000_003 + number).random
    reach = REACHES[int(draw() * len(REACHES))]
    table = [[_payoff(draw(), reach) for _ in range(2)] for _ in range(2)]
    alike = number % 2 == 0
    other = [[_payoff(draw(), reach) for _ in range(2)] for _ in range(2)]
    if alike:
        other = [list(column) for column in zip(*table)]
    game = Game.from_arrays(
        table,
        other,
        title=f"Item {number} of seed {seed}",
        players=["Row", "Column"],
        moves=[["A", "B"], ["A", "B"]],
    )
    compared, phases = compare(game, budget=None), similar(game) if alike else None
    if "partial" in (compared.status, phases and phases.status):
        raise KeyboardInterrupt  # nothing else stops them, and an item is whole or none
    return Item(game, seed, number, compared, phases)


def _payoff(share: float, reach: int) -> int:
    return int(share * (2 * reach + 1)) - reach
