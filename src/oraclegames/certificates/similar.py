"""Documents of ``similar``: the b-similarity equilibria of a symmetric game, along b.

The phases must follow each other without a gap. What is listed in them is checked along b
(:mod:`oraclegames.certificates.similar_pair`, :mod:`oraclegames.certificates.similar_many`), and so
is, where the equations of a support have one solution, that nothing else is an equilibrium.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from oraclegames.certificates.algebraic import number_of
from oraclegames.certificates.formulas import formula_of
from oraclegames.certificates.part import Part, game_of
from oraclegames.certificates.similar_many import check_many
from oraclegames.certificates.similar_pair import check_pair
from oraclegames.certificates.similar_play import is_symmetric
from oraclegames.certificates.stretches import Listed, Stretch, check_ends
from oraclegames.certificates.verify import Proof
from oraclegames.exact.algebraic import Algebraic
from oraclegames.exact.quotient import Quotient
from oraclegames.games.game import Game


def check(document: Part) -> Proof:
    """Every claim of a document "oraclegames/similar-1"."""
    document.only("schema", "version", "game", "b", "phases", "status")
    document["version"].text()
    game = game_of(document["game"])
    document["game"].require(is_symmetric(game), "it is not symmetric")
    at = document.given("b")
    b = None if at is None else at.rational()
    stretches = [_stretch(part, game) for part in document["phases"]]
    status = document["status"].word("complete", "undetermined", "partial")
    ends = (Fraction(0), Fraction(1)) if b is None else (b, b)
    check_ends(document["phases"], stretches, *ends)
    open_ones = any(not one.whole for s in stretches for one in s.listed)
    if status != "partial":
        expected = "undetermined" if open_ones else "complete"
        document["status"].require(status == expected, f"it should be {expected!r}")
    many = game.n_players > 2 and game.shape[0] > 1
    assumed = list((check_many if many else check_pair)(game, stretches, status != "partial"))
    proved = ["each listed strategy is a b-similarity equilibrium for all b of its phase"]
    if status == "partial":
        assumed.append("that there are no others (the search was stopped)")
    elif not assumed:
        proved.append("there are no others")
    return Proof(tuple(proved), tuple(assumed))


def _stretch(part: Part, game: Game) -> Stretch:
    part.only("low", "high", "low_included", "high_included", "equilibria")
    closed = part["low_included"].flag(), part["high_included"].flag()
    low, high = number_of(part["low"]), number_of(part["high"])
    items = part["equilibria"].items()
    for k, item in enumerate(items):
        item.require(all(item.value != other.value for other in items[:k]), "it is listed twice")
    return Stretch(part, low, high, closed, tuple(_listed(item, game) for item in items))


def _listed(part: Part, game: Game) -> Listed:
    labels = game.moves[0]
    support = tuple(labels.index(item.word(*labels)) for item in part["support"])
    part["support"].require(bool(support), "some move is played")
    part["support"].require(list(support) == sorted(set(support)), "the moves are out of order")
    if "where" in part.mapping():
        part.only("strategy", "support", "value", "where")
        return Listed(part, support, (), (), (), True, part["where"])
    if "corners" not in part.mapping():
        part.only("strategy", "support", "value")
        corner, value = _strategy(part["strategy"], game), _entry(part["value"])
        return Listed(part, support, (corner,), (value,), (0,), True, None)
    part.only("strategy", "support", "value", "corners", "values", "whole", "good")
    corners = tuple(_strategy(item, game) for item in part["corners"])
    values = tuple(_entry(item) for item in part["values"].items(len(corners)))
    good = tuple(item.integer() for item in part["good"])
    part["corners"].require(len(corners) > 1, "one corner is a point")
    inside = list(good) == sorted(set(good) & set(range(len(corners))))
    part["good"].require(inside, "these are no numbers of corners")
    whole = part["whole"].flag()
    part["whole"].require(whole == (len(good) == len(corners)), "it contradicts 'good'")
    first = None if not good else (part["corners"][good[0]].value, part["values"][good[0]].value)
    shown = first or (None, None)
    part["strategy"].require(part["strategy"].value == shown[0], "it is not the first good corner")
    part["value"].require(part["value"].value == shown[1], "it is not that of the strategy")
    return Listed(part, support, corners, values, good, whole, None)


def _strategy(part: Part, game: Game) -> tuple[Quotient | Any, ...]:
    return tuple(_entry(item) for item in part.items(game.shape[0]))


def _entry(part: Part) -> Quotient | Any:
    """A formula in b, or a number that is no fraction."""
    if isinstance(part.value, dict) or "√" in part.text():
        number = number_of(part)
        return number if isinstance(number, Algebraic) else number.algebraic()
    return formula_of(part, "b")
