"""Named games of any number of players, by formulas.

The catalogue lists their outcomes for few players (:mod:`oraclegames.games.catalog` has the sources
and the rules); the payoffs are written here, once.
"""

from __future__ import annotations

from oraclegames.errors import InputError
from oraclegames.exact.rational import exact_text, rational
from oraclegames.games.formula_game import MOST_PLAYERS, FormulaGame
from oraclegames.games.registry import Number, ordered, positive, whole


def public_goods(n: Number, multiplier: Number = 2) -> FormulaGame:
    """Each of n players keeps 1 or gives it to a pot that is multiplied and shared by all."""
    count = _players(n)
    factor = rational(multiplier, what="multiplier")
    if not 1 < factor < count:
        given = exact_text(factor)
        raise InputError(f"the parameters should have 1 < multiplier < n, not {given} and {count}")
    share = f"{exact_text(factor)}*Give/n"
    return FormulaGame.of(count, {"Give": share, "Keep": f"{share} + 1"}, title="Public Goods")


def volunteers_dilemma(n: Number, benefit: Number = 2, cost: Number = 1) -> FormulaGame:
    """One volunteer is enough to help all, and each would rather be none."""
    gain, price = ordered({"benefit": benefit, "cost": cost}, "benefit > cost")
    positive(price, "cost")
    payoffs = {
        "Volunteer": exact_text(gain - price),
        "Wait": f"where(Volunteer > 0, {exact_text(gain)}, 0)",
    }
    return FormulaGame.of(_players(n), payoffs, title="Volunteer's Dilemma")


def all_match(n: Number) -> FormulaGame:
    """All of n players get 1 if all their moves agree, and nothing else."""
    payoffs = {"First": "where(First == n, 1, 0)", "Second": "where(Second == n, 1, 0)"}
    return FormulaGame.of(_players(n), payoffs, title="All Match")


def _players(n: Number) -> int:
    return whole(n, "n", 2, MOST_PLAYERS[2])
