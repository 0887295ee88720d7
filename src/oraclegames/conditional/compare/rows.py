"""What each notion says of a game: its pure outcomes, and its best and worst welfare.

One short function for each notion, and their table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from typing import Any

from oraclegames.budget import Clock, OutOfTime, silent
from oraclegames.conditional.best.best import best
from oraclegames.conditional.best.nash_equilibria import list_nash
from oraclegames.conditional.check.pure import PureEquilibria, search_pure
from oraclegames.conditional.compare import welfare
from oraclegames.conditional.compare.elimination import rationalizable, transparent
from oraclegames.conditional.compare.welfare import Welfare
from oraclegames.conditional.phases.pure import notions_at
from oraclegames.conditional.similarity.judge import JUDGES, Evidence
from oraclegames.conditional.similarity.notions import NOTIONS
from oraclegames.conditional.similarity.similar import search_similar
from oraclegames.errors import InputError, UnsupportedError
from oraclegames.exact.minmax import Security
from oraclegames.games.distribution import Distribution
from oraclegames.games.game import Game, Outcome

PURE = "among pure outcomes"
ALL = "among all"
DECIDED = "among those that are decided"
"""Of strategies where a support's equations have many solutions some may be left open."""


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
        beliefs: of embedded equilibria beyond 2×2 games, for each outcome that every player alone
            could believe in, the belief that all share, or why there is none.
    """

    notion: str
    title: str
    pure: tuple[Outcome, ...]
    undecided: tuple[Outcome, ...]
    best: Welfare | None
    worst: Welfare | None
    among: str
    beliefs: tuple[tuple[Outcome, Evidence], ...] = ()


Question = Callable[[Clock], Row | None]


def questions(
    game: Game, b: Fraction, secured: tuple[Security, ...], known: list[PureEquilibria]
) -> Iterator[Question]:
    """One for each notion, in the order of the rows; None where it does not apply to the game.

    The search that tells reflective and dependency equilibria is added to ``known``.
    """
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
    credible: list[Outcome] = []
    yield partial(_embedded, game, credible)
    yield partial(_dependent, game, "reflective", known)
    yield partial(_dependent, game, "dependency", known)
    yield partial(_subjective, game, credible)


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


def _subjective(game: Game, credible: Sequence[Outcome], clock: Clock) -> Row:
    pure = _pure_by(game, "subjective", clock) if game.shape == (2, 2) else tuple(credible)
    return _row("subjective", pure, *welfare.pure_extremes(game, pure), PURE)


def _embedded(game: Game, credible: list[Outcome], clock: Clock) -> Row:
    """Only where every player has a belief of her own is a shared one searched.

    Beyond 2×2 games these outcomes are added to ``credible``: they are the subjective equilibria.
    """
    beliefs: list[tuple[Outcome, Evidence]] = []
    if game.shape == (2, 2):
        pure = _pure_by(game, "embedded", clock)
    else:
        credible += _pure_by(game, "subjective", clock)
        for o in credible:
            clock.check()
            beliefs.append((o, JUDGES["embedded"](Distribution.point(game, o), clock)))
        pure = tuple(o for o, evidence in beliefs if evidence.says)
    ends = welfare.pure_extremes(game, pure)
    return replace(_row("embedded", pure, *ends, PURE), beliefs=tuple(beliefs))


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
