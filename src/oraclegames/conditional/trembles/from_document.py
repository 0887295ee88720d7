"""Evidence about trembles, read back from a document: the way back of each ``to_dict`` here.

Nothing is decided: what is read says what the document says, and whether that is true is a question
for :func:`oraclegames.verify`.
"""

from __future__ import annotations

from collections.abc import Callable

from oraclegames.certificates.algebraic import number_of
from oraclegames.certificates.part import Part, move_of, outcome_of, player_of
from oraclegames.conditional.trembles.demands import Monomial
from oraclegames.conditional.trembles.face import Face, Weights
from oraclegames.conditional.trembles.family import TrembleFamily
from oraclegames.conditional.trembles.levels import Levels, Stuck
from oraclegames.conditional.trembles.order_proofs import Case, Contradiction, NoOrders, Orders
from oraclegames.conditional.trembles.regularity import SameValues, StrictTremble
from oraclegames.conditional.trembles.shifts import SIGNS, BySign, Multipliers, NoShifts, shift
from oraclegames.conditional.trembles.shifts import Proof as ShiftProof
from oraclegames.games.distribution import Distribution
from oraclegames.games.game import Game

Reader = Callable[[Part], Monomial]
"""How a monomial is read."""


def levels_or_stuck(part: Part, face: Face) -> Levels | Stuck:
    """Tremble levels, or the multipliers that prove that there are none."""
    if part["kind"].word("levels", "stuck") == "levels":
        strict = part["strict"].flag()
        levels = tuple(_weights(level, face.game) for level in part["levels"])
        return Levels(face, strict, levels)
    return stuck_of(part, face)


def stuck_of(part: Part, face: Face) -> Stuck:
    """The multipliers that prove that there are no levels."""
    pairs = [(move_of(y, face.game), y["multiplier"].rational()) for y in part["multipliers"]]
    return Stuck(face, tuple(move for move, _ in pairs), tuple(y for _, y in pairs))


def trembles_of(part: Part, played: Distribution) -> TrembleFamily:
    """Weights that are polynomials in t."""
    weights = {
        outcome_of(item["outcome"], played.game): item["coefficients"].rationals()
        for item in part["weights"]
    }
    try:
        return TrembleFamily(played, tuple(weights[o] for o in played.game.outcomes()))
    except KeyError:
        part["weights"].unreadable("a weight for each outcome")


def same_values_of(part: Part, played: Distribution) -> SameValues:
    """A direction that keeps every value."""
    return SameValues(played, _weights(part["direction"], played.game))


def strict_levels_of(part: Part, played: Distribution) -> StrictTremble:
    """Strict levels and the balance of the play."""
    game = played.game
    levels = tuple(_weights(level, game) for level in part["levels"])
    strict = Levels(Face.of(played), True, levels)
    return StrictTremble(
        played, strict, _weights(part["balance"], game), part["offsets"].rationals(game.n_players)
    )


def orders_of(part: Part, played: Distribution) -> Orders:
    """Exponents of t."""
    exponents = part["exponents"]
    return Orders(played, _weights(exponents, played.game, "exponent"))


def no_orders_of(part: Part, played: Distribution) -> NoOrders:
    """A case distinction over orders of magnitude."""
    return NoOrders(played, _cases(part["proof"], lambda item: _monomial(item, played.game)))


def no_shifts_of(part: Part, played: Distribution) -> NoShifts:
    """A distinction by the signs of the shifts of the players' values."""
    return NoShifts(played, _by_sign(part["proof"], played.game))


def _weights(part: Part, game: Game, key: str = "weight") -> Weights:
    """A list of outcomes with numbers."""
    return tuple((outcome_of(item["outcome"], game), number_of(item[key])) for item in part)


def _monomial(part: Part, game: Game) -> Monomial:
    """A product of weights of outcomes, and of shifts, which stand as {"shift": player}."""
    return tuple(
        shift(player_of(item["shift"], game))
        if isinstance(item.value, dict)
        else outcome_of(item, game)
        for item in part
    )


def _cases(part: Part, monomial: Reader) -> Case | Contradiction:
    if "contradiction" in part.mapping():
        return Contradiction(
            tuple(
                (item["demand"].integer(), monomial(item["above"]), number_of(item["weight"]))
                for item in part["contradiction"]
            )
        )
    choices = (
        (monomial(item["least"]), _cases(item["then"], monomial)) for item in part["choices"]
    )
    return Case(part["demand"].integer(), tuple(choices))


def _by_sign(part: Part, game: Game) -> ShiftProof:
    if "signs" in part.mapping():
        signs = part["signs"].items(len(SIGNS))
        below, zero, above = (_by_sign(item["then"], game) for item in signs)
        return BySign((below, zero, above))
    if "multipliers" in part.mapping():
        entries = []
        for item in part["multipliers"]:
            times = item.get("times")
            small = () if times is None else _monomial(times, game)
            entries.append((move_of(item, game), small, item["multiplier"].rational()))
        return Multipliers(tuple(entries))
    return _cases(part, lambda item: _monomial(item, game))
