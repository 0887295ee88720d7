"""``compare``: which pure outcomes are equilibria of which notion, best and worst welfare."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from oraclegames.budget import Clock, OutOfTime, Progress, Status, Tell, silent
from oraclegames.certificates.verify import holds
from oraclegames.conditional.check.pure import PureEquilibria
from oraclegames.conditional.compare.elimination import securities
from oraclegames.conditional.compare.rows import Row, questions
from oraclegames.conditional.compare.welfare import Welfare
from oraclegames.conditional.similarity.notion_verdict import evidence_document
from oraclegames.conditional.similarity.similar import similarity_number
from oraclegames.errors import UnsupportedError, no_such
from oraclegames.exact.algebraic import number_document
from oraclegames.exact.minmax import Security
from oraclegames.exact.rational import format_rational
from oraclegames.exact.show import rounded
from oraclegames.games.document import Document, heading
from oraclegames.games.game import Game
from oraclegames.games.load import GameLike, as_game
from oraclegames.games.shown import Shown
from oraclegames.games.tabular import Columns, Tabular, distinct

MOST_OUTCOMES = 4096
"""More outcomes are not listed."""

MOST_SHOWN = 6
"""In words, more pure outcomes of a row are counted."""


@dataclass(frozen=True, repr=False)
class Comparison(Shown, Document, Tabular):
    """All notions side by side.

    Attributes:
        game: the game.
        b: the similarity at which "b-similarity" is meant.
        rows: one for each notion that applies to the game.
        secured: for two players what each can secure, with the proof.
        status: "undetermined" if an outcome is undecided; "partial" if the budget ended: rows are
            missing, or outcomes undecided.
        searched: beyond 2×2 games the search for dependency and reflective equilibria, with proofs.
    """

    game: Game
    b: Fraction
    rows: tuple[Row, ...]
    secured: tuple[Security, ...]
    status: Status
    searched: PureEquilibria | None = None

    def __getitem__(self, notion: str) -> Row:
        for row in self.rows:
            if row.notion == notion:
                return row
        raise no_such("row", notion, [row.notion for row in self.rows])

    def verify(self) -> bool:
        """Re-check the document, exactly and without the solver."""
        return holds(self.to_dict())

    def to_dict(self) -> dict[str, Any]:
        """Ready for JSON (schema "oraclegames/compare-1"); exact numbers are texts."""
        searched = {} if self.searched is None else {"searched": self.searched.lists()}
        return {
            **heading("oraclegames/compare-1", self.game),
            "b": format_rational(self.b),
            "rows": [self._row(row) for row in self.rows],
            "secured": [
                {
                    "value": format_rational(one.value),
                    "strategy": [format_rational(p) for p in one.strategy],
                    "reply": [format_rational(p) for p in one.reply],
                }
                for one in self.secured
            ],
            "status": self.status,
            **searched,
        }

    def _row(self, row: Row) -> dict[str, Any]:
        beliefs = [
            {
                "outcome": list(self.game.outcome_labels(outcome)),
                "evidence": evidence_document(self.game, evidence),
            }
            for outcome, evidence in row.beliefs
        ]
        return {
            "notion": row.notion,
            "title": row.title,
            "pure": [list(self.game.outcome_labels(o)) for o in row.pure],
            "undecided": [list(self.game.outcome_labels(o)) for o in row.undecided],
            "best": row.best and _welfare(row.best),
            "worst": row.worst and _welfare(row.worst),
            "among": row.among,
            **({"beliefs": beliefs} if beliefs else {}),
        }

    def columns(self) -> Columns:
        """A row for each notion and a column for each pure outcome; None where undecided."""
        outcomes = [
            (
                ", ".join(self.game.outcome_labels(o)),
                [None if o in row.undecided else o in row.pure for row in self.rows],
            )
            for o in self.game.outcomes()
        ]
        return distinct(
            [
                ("notion", [row.notion for row in self.rows]),
                *outcomes,
                ("best", [row.best and row.best.value for row in self.rows]),
                ("worst", [row.worst and row.worst.value for row in self.rows]),
                ("among", [row.among for row in self.rows]),
            ]
        )

    def __str__(self) -> str:
        lines = [("notion", "best sum", "worst sum", "", "pure outcomes")]
        known = [one.value for row in self.rows for one in (row.best, row.worst) if one is not None]
        for row in self.rows:
            title = (
                f"{row.title} at b = {format_rational(self.b)}"
                if row.notion == "b-similarity"
                else row.title
            )
            best_one, worst = (_shown(one, known) for one in (row.best, row.worst))
            lines.append((title, best_one, worst, row.among, self._outcomes(row)))
        widths = [max(len(line[k]) for line in lines) for k in range(4)]
        text = [
            "  ".join([*(f"{cell:{w}}" for cell, w in zip(line, widths)), line[4]]).rstrip()
            for line in lines
        ]
        return "\n".join([*text, f"({self.status})"])

    def _outcomes(self, row: Row) -> str:
        """The pure outcomes of a row, some of them where there are many."""
        pure, count = row.pure, self.game.n_outcomes
        listed = [", ".join(self.game.outcome_labels(o)) for o in pure[:MOST_SHOWN]]
        words = "; ".join(listed) or "none"
        if len(pure) > MOST_SHOWN:
            words += f"; … ({'all' if len(pure) == count else len(pure)} of {count})"
        if row.undecided:
            words += f" ({len(row.undecided)} undecided)"
        return words

    def __repr__(self) -> str:
        return f"<Comparison: {len(self.rows)} notions, {self.status}>"


def _welfare(found: Welfare) -> dict[str, Any]:
    return {
        "value": number_document(found.value),
        "distribution": [number_document(p) for p in found.distribution],
        "attained": found.attained,
        **(
            {"multipliers": list(map(format_rational, found.multipliers))}
            if found.multipliers
            else {}
        ),
    }


def _shown(found: Welfare | None, known: Sequence[Any]) -> str:
    """A sum in a cell: an irrational one with so many digits that it differs from the others."""
    if found is None:
        return "-"
    number = found.value
    if isinstance(number, Fraction):
        text = format_rational(number)
    else:
        others = [other for other in known if other != number]
        told = (
            k for k in range(6, 17) if rounded(number, k) not in {rounded(o, k) for o in others}
        )
        digits = next(told, 17)
        text = f"≈{rounded(number, digits)}"
    return text if found.attained else f"{text} (limit)"


def compare(
    game: GameLike,
    b: Any = Fraction(1, 2),
    *,
    budget: float | None = 20,
    progress: Tell | None = None,
) -> Comparison:
    """All notions side by side: pure outcomes, best and worst welfare.

    Args:
        game: the game.
        b: the similarity for "b-similarity", from 0 to 1.
        budget: seconds, None for no limit.
        progress: called for each notion.

    Returns:
        A row for each notion that applies: "nash", "correlated", "coarse", "superrational" and
        "b-similarity" (symmetric games), "individually-rational" (two players), "transparent",
        "rationalizable", "embedded", "reflective", "dependency", "subjective". Best and worst are
        exact; ``among`` says whether all equilibria of the notion were searched or the pure ones.

    Raises:
        InputError: b is no number from 0 to 1.
        UnsupportedError: the game has more than 4,096 outcomes.

    >>> rows = compare("prisoners_dilemma")
    >>> rows["nash"].pure, rows["dependency"].pure, rows["dependency"].best.value
    (((1, 1),), ((0, 0), (1, 1)), Fraction(4, 1))
    """
    game, number = as_game(game), similarity_number(b)
    if game.n_outcomes > MOST_OUTCOMES:
        raise UnsupportedError(
            f"notions are compared for up to {MOST_OUTCOMES} outcomes, not {game.n_outcomes}"
        )
    clock, tell = Clock(budget), progress or silent
    secured = securities(game) if game.n_players == 2 else ()
    known: list[PureEquilibria] = []
    asked = list(questions(game, number, secured, known))
    rows: list[Row] = []
    stopped = False
    for k, question in enumerate(asked):
        tell(Progress(k, len(asked), "notions"))
        try:
            clock.check()
            row = question(clock)
        except (OutOfTime, KeyboardInterrupt):
            stopped = True
            break
        if row is not None:
            rows.append(row)
    open_ones = any(row.undecided for row in rows)
    late = stopped or (open_ones and clock.spent)
    status: Status = "partial" if late else "undetermined" if open_ones else "complete"
    return Comparison(game, number, tuple(rows), secured, status, known[0] if known else None)
