"""Which pure outcomes are equilibria of which notion, in documents of ``compare``.

For every notion whose definition is a finite sum or elimination the list is formed again, for any
game. Of 2×2 games the others are decided by signs; an embedded equilibrium by these: with one idle
move each, player i's belief needs an outcome of hers that pays less than v_i, or two that pay
exactly v_i (the weights of the outcomes that only she tries are free). Of larger games the document
has the evidence: a shared belief, or why there is none, for each outcome where no single player
refuses every belief, and the search for dependency and reflective equilibria.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from oraclegames.certificates.corners import is_reflective
from oraclegames.certificates.notion import gains, proves
from oraclegames.certificates.part import Part, outcome_of
from oraclegames.certificates.play import Play
from oraclegames.certificates.pure import check_all
from oraclegames.games.game import Game, Outcome

ALWAYS = ("nash", "correlated", "coarse")
ROUNDS = ("transparent", "rationalizable")
JOINT = ("embedded", "reflective", "dependency", "subjective")


@dataclass(frozen=True)
class Searched:
    """What the document's search for dependency and reflective equilibria proves.

    Attributes:
        reflective: each pure dependency equilibrium, and whether it is reflective.
        undecided: the outcomes that were not reached.
    """

    reflective: dict[Outcome, str]
    undecided: list[Outcome]


def read_searched(document: Part, game: Game) -> Searched | None:
    """The search that a comparison has with it, every claim re-checked."""
    part = document.get("searched")
    if part is None:
        return None
    part.only("pure", "excluded", "undecided", "status")
    check_all(part, game)
    return Searched(
        {outcome_of(item["outcome"], game): item["reflective"].text() for item in part["pure"]},
        [outcome_of(item, game) for item in part["undecided"]],
    )


def decide(
    part: Part, name: str, game: Game, secured: Sequence[Fraction], searched: Searched | None
) -> tuple[list[Outcome], list[Outcome]] | None:
    """The pure outcomes that are equilibria, and those left open; None where nothing decides."""
    if game.shape != (2, 2) and name == "embedded":
        return _by_beliefs(part, game)
    if game.shape != (2, 2) and name in ("dependency", "reflective"):
        return None if searched is None else _by_search(name, searched)
    is_one = _decider(name, game, secured)
    return [o for o in game.outcomes() if is_one(o)], []


def _by_search(name: str, searched: Searched) -> tuple[list[Outcome], list[Outcome]]:
    if name == "dependency":
        return list(searched.reflective), searched.undecided
    answers = searched.reflective.items()
    left = [o for o, answer in answers if answer == "undetermined"]
    return [o for o, answer in answers if answer == "yes"], sorted({*left, *searched.undecided})


def _by_beliefs(part: Part, game: Game) -> tuple[list[Outcome], list[Outcome]] | None:
    """Where no single player refuses every belief, evidence says whether one serves all."""
    open_ones = [o for o in game.outcomes() if not _tempted(game, o)]
    beliefs = part.get("beliefs")
    if beliefs is None:
        return None if open_ones else ([], [])
    asked, found = [], []
    for item in beliefs:
        item.only("outcome", "evidence")
        asked.append(outcome_of(item["outcome"], game))
        if proves(item["evidence"], "embedded", Play.at(game, asked[-1]), None) == "yes":
            found.append(asked[-1])
    beliefs.require(asked == open_ones, "one is needed for each outcome that nobody refuses")
    return found, []


def _decider(name: str, game: Game, secured: Sequence[Fraction]) -> Callable[[Outcome], bool]:
    """What decides whether a pure outcome is one, without evidence."""
    if name in ALWAYS:
        return lambda o: not gains(Play.at(game, o), name)
    if name == "individually-rational":
        return lambda o: all(u >= v for u, v in zip(game.payoffs(o), secured))
    if name == "transparent":
        left = _transparent(game)
        return lambda o: o in left
    if name == "rationalizable":
        kept = _rationalizable(game)
        return lambda o: all(s in kept[i] for i, s in enumerate(o))
    if name == "embedded":
        return lambda o: _embedded(game, o)
    if name == "reflective":
        return lambda o: not _tempted(game, o) and is_reflective(game, o)
    return lambda o: not _tempted(game, o)


def _gains_of(game: Game, player: int, other: int, value: Fraction) -> list[Fraction]:
    return [game.payoff(player, o) - value for o in game.outcomes() if o[player] == other]


def _tempted(game: Game, outcome: Outcome) -> bool:
    """Whether a move that is not made pays more at all of its outcomes."""
    return any(
        min(_gains_of(game, i, t, game.payoff(i, outcome))) > 0
        for i, s in enumerate(outcome)
        for t in range(game.shape[i])
        if t != s
    )


def _embedded(game: Game, outcome: Outcome) -> bool:
    for i in (0, 1):
        found = _gains_of(game, i, 1 - outcome[i], game.payoff(i, outcome))
        if min(found) >= 0 and max(found) > 0:
            return False
    return True


def _transparent(game: Game) -> set[Outcome]:
    left = set(game.outcomes())
    while left:
        fine = set(left)
        for i, count in enumerate(game.shape):
            sides = [[game.payoff(i, o) for o in left if o[i] == s] for s in range(count)]
            least = max(min(side) for side in sides if side)
            fine = {o for o in fine if game.payoff(i, o) >= least}
        if fine == left:
            break
        left = fine
    return left


def _rationalizable(game: Game) -> list[set[int]]:
    kept = [set(range(count)) for count in game.shape]
    while True:
        spans = [{s: _span(game, i, s, kept) for s in moves} for i, moves in enumerate(kept)]
        further = [
            {s for s in row if all(low <= row[s][1] for low, _ in row.values())} for row in spans
        ]
        if further == kept:
            return kept
        kept = further


def _span(
    game: Game, player: int, move: int, kept: Sequence[set[int]]
) -> tuple[Fraction, Fraction]:
    sides = [sorted(moves) if i != player else [move] for i, moves in enumerate(kept)]
    pays = [game.payoff(player, o) for o in product(*sides)]
    return min(pays), max(pays)
