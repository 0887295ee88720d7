"""``compare``: which pure outcomes are equilibria of which notion, best and worst welfare.

A long file: one short function for each notion, and their table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import Any

from oraclegames.budget import Clock, OutOfTime, Progress, Status, Tell, silent
from oraclegames.certificates.verify import holds
from oraclegames.conditional.best.best import best
from oraclegames.conditional.best.nash_equilibria import list_nash
from oraclegames.conditional.check.pure import PureEquilibria, search_pure
from oraclegames.conditional.compare import welfare
from oraclegames.conditional.compare.elimination import rationalizable, securities, transparent
from oraclegames.conditional.compare.welfare import Welfare
from oraclegames.conditional.phases.pure import notions_at
from oraclegames.conditional.similarity.judge import JUDGES
from oraclegames.conditional.similarity.notions import NOTIONS
from oraclegames.conditional.similarity.similar import search_similar, similarity_number
from oraclegames.errors import InputError, UnsupportedError, no_such
from oraclegames.exact.algebraic import number_document
from oraclegames.exact.minmax import Security
from oraclegames.exact.rational import format_rational
from oraclegames.exact.show import rounded
from oraclegames.games.distribution import Distribution
from oraclegames.games.document import Document, heading
from oraclegames.games.game import Game, Outcome
from oraclegames.games.load import GameLike, as_game
from oraclegames.games.shown import Shown
from oraclegames.games.tabular import Columns, Tabular, distinct

PURE = "among pure outcomes"
ALL = "among all"
DECIDED = "among those that are decided"
"""Of strategies where a support's equations have many solutions some may be left open."""

MOST_OUTCOMES = 4096
"""More outcomes are not listed."""

MOST_SHOWN = 6
"""In words, more pure outcomes of a row are counted."""


@dataclass(frozen=True)
class Row:
    """What one notion says.

    Attributes:
        notion: its name.
        title: in words.
        pure: the pure outcomes that are equilibria.
        undecided: those of which it is not known.
        best, worst: the largest and the least sum of payoffs; None where there is no equilibrium.
        among: which equilibria these are the best and worst of.
    """

    notion: str
    title: str
    pure: tuple[Outcome, ...]
    undecided: tuple[Outcome, ...]
    best: Welfare | None
    worst: Welfare | None
    among: str


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
    """

    game: Game
    b: Fraction
    rows: tuple[Row, ...]
    secured: tuple[Security, ...]
    status: Status

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
        return {
            **heading("oraclegames/compare-1", self.game),
            "b": format_rational(self.b),
            "rows": [
                {
                    "notion": row.notion,
                    "title": row.title,
                    "pure": [list(self.game.outcome_labels(o)) for o in row.pure],
                    "undecided": [list(self.game.outcome_labels(o)) for o in row.undecided],
                    "best": row.best and _welfare(row.best),
                    "worst": row.worst and _welfare(row.worst),
                    "among": row.among,
                }
                for row in self.rows
            ],
            "secured": [
                {
                    "value": format_rational(one.value),
                    "strategy": [format_rational(p) for p in one.strategy],
                    "reply": [format_rational(p) for p in one.reply],
                }
                for one in self.secured
            ],
            "status": self.status,
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
            title = f"{row.title} at b = {self.b}" if row.notion == "b-similarity" else row.title
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
    questions = list(_questions(game, number, secured))
    rows: list[Row] = []
    stopped = False
    for k, question in enumerate(questions):
        tell(Progress(k, len(questions), "notions"))
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
    return Comparison(game, number, tuple(rows), secured, status)


Question = Callable[[Clock], Row | None]


def _questions(game: Game, b: Fraction, secured: tuple[Security, ...]) -> Iterator[Question]:
    yield partial(_nash, game)
    yield partial(_linear, game, "correlated", welfare.correlated_rows)
    yield partial(_linear, game, "coarse", welfare.coarse_rows)
    yield partial(_alike, game, "superrational", "superrational", Fraction(1))
    yield partial(_alike, game, "b-similarity", "b-similarity", b)
    if secured:
        yield partial(_rational, game, [one.value for one in secured])
    for name, title, search in (
        ("transparent", "perfectly transparent equilibrium", transparent),
        ("rationalizable", "minimax-rationalizable moves", rationalizable),
    ):
        yield partial(_eliminated, game, name, title, search)
    yield partial(_by_checks, game, "embedded")
    known: list[PureEquilibria] = []  # searched once for both
    yield partial(_dependent, game, "reflective", known)
    yield partial(_dependent, game, "dependency", known)
    yield partial(_by_checks, game, "subjective")


def _pure_by(game: Game, notion: str, clock: Clock) -> tuple[Outcome, ...]:
    if game.shape == (2, 2):  # by comparisons of payoffs, without a linear program
        tables = [game.payoff_list(i) for i in (0, 1)]
        return tuple(o for o in game.outcomes() if notion in notions_at(tables, (2, 2), o))
    found = []
    for o in game.outcomes():
        clock.check()
        if JUDGES[notion](Distribution.point(game, o), clock).says:
            found.append(o)
    return tuple(found)


def _nash(game: Game, clock: Clock) -> Row:
    known = list_nash(game, clock)
    best_one, worst = welfare.extremes(map(welfare.of, known.plays))
    among = ALL if known.complete else f"among each {known.searched}"
    return _row("nash", _pure_by(game, "nash", clock), best_one, worst, among)


def _linear(
    game: Game, notion: str, rows: Callable[[Game], list[welfare.Row]], clock: Clock
) -> Row:
    best_one, worst = welfare.by_program(game, rows(game), clock)
    return _row(notion, _pure_by(game, notion, clock), best_one, worst, ALL)


def _alike(game: Game, notion: str, title: str, b: Fraction, clock: Clock) -> Row | None:
    """Strategies that all players share; None where the game is not symmetric."""
    try:
        found = search_similar(game, b, clock)
    except (InputError, UnsupportedError):
        return None
    if found.status == "partial":
        raise OutOfTime
    n, plays, pure = game.n_players, [], []
    whole = all(one.whole for one in found.phases[0].equilibria)
    for one in found.phases[0].equilibria:
        for k, corner in enumerate(one.strategies(b)):
            if one.whole or k in one.good:
                plays.append(_shared(game, corner))
                pure += [(s,) * n for s, p in enumerate(corner) if p == 1]
    best_one, worst = welfare.extremes(plays)
    among = ALL if whole else DECIDED
    return Row(notion, title, tuple(sorted(set(pure))), (), best_one, worst, among)


def _shared(game: Game, strategy: tuple[Any, ...]) -> Welfare:
    """Everybody plays this, independently."""
    weights: list[Any] = [Fraction(1)]
    for _ in range(game.n_players):
        weights = [w * p for w in weights for p in strategy]
    total: Any = Fraction(0)
    for w, s in zip(weights, welfare.sums(game)):
        total = w * s + total
    return Welfare(total, tuple(weights))


def _rational(game: Game, secured: list[Fraction], clock: Clock) -> Row:
    pure = tuple(
        o
        for o in game.outcomes()
        if all(pays >= least for pays, least in zip(game.payoffs(o), secured))
    )
    best_one, worst = welfare.by_program(game, welfare.secured_rows(game, secured), clock)
    title = "individually rational (program equilibria)"
    return Row("individually-rational", title, pure, (), best_one, worst, ALL)


def _eliminated(
    game: Game,
    notion: str,
    title: str,
    search: Callable[[Game], tuple[Outcome, ...]],
    clock: Clock,
) -> Row:
    pure = search(game)
    return Row(notion, title, pure, (), *welfare.pure_extremes(game, pure), PURE)


def _by_checks(game: Game, notion: str, clock: Clock) -> Row:
    pure = _pure_by(game, notion, clock)
    return _row(notion, pure, *welfare.pure_extremes(game, pure), PURE)


def _dependent(game: Game, notion: str, known: list[PureEquilibria], clock: Clock) -> Row:
    """The two notions that need totally mixed play near by; all equilibria of 2×2 games."""
    if game.shape == (2, 2):
        return _of_closed_form(game, notion, clock)
    if not known:
        known.append(search_pure(game, clock.part(0.5), silent))
    (found,) = known
    if clock.stopped:  # by Ctrl-C
        raise OutOfTime
    answers = {one.outcome: one.reflective for one in found}
    if notion == "reflective":
        pure = tuple(o for o, answer in answers.items() if answer == "yes")
        undecided = tuple(o for o, answer in answers.items() if answer == "undetermined")
    else:
        pure, undecided = tuple(answers), ()
    undecided = tuple(sorted({*undecided, *found.undecided}))
    return _row(notion, pure, *welfare.pure_extremes(game, pure), PURE, undecided)


def _of_closed_form(game: Game, notion: str, clock: Clock) -> Row:
    ends = []
    for weights, sign in (("linear:1,1", 1), ("linear:-1,-1", -1)):
        top = best(game, weights, notion=notion)
        value = None if top.value is None else sign * top.value
        ends.append(value if value is None else Welfare(value, top.probabilities, top.attained))
    return _row(notion, _pure_by(game, notion, clock), ends[0], ends[1], ALL)


def _row(
    notion: str,
    pure: tuple[Outcome, ...],
    best_one: Welfare | None,
    worst: Welfare | None,
    among: str,
    undecided: tuple[Outcome, ...] = (),
) -> Row:
    return Row(notion, NOTIONS[notion].title, pure, undecided, best_one, worst, among)
