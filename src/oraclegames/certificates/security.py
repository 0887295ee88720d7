"""What a player can secure alone: two strategies prove one another's bound."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import prod

from oraclegames.certificates.match_scene import Mixed, mixed_of
from oraclegames.certificates.part import Part
from oraclegames.exact.algebraic import format_number
from oraclegames.games.game import Game


def security_of(part: Part, game: Game, player: int) -> tuple[Fraction, Mixed]:
    """The value of ``{value, strategy, reply}`` and the strategy that secures it.

    The strategy gets at least the value against every profile of the others; their reply, a mixture
    of such profiles in order, allows no more to any move.
    """
    part.only("value", "strategy", "reply")
    shape = [*game.shape[:player], *game.shape[player + 1 :]]
    own = mixed_of(part["strategy"], game.shape[player])
    reply = mixed_of(part["reply"], prod(shape))
    profiles = list(product(*map(range, shape)))

    def pay(move: int, profile: tuple[int, ...]) -> Fraction:
        return game.payoff(player, (*profile[:player], move, *profile[player:]))

    value = part["value"].rational()
    least = min(sum(p * pay(a, o) for a, p in enumerate(own) if p) for o in profiles)
    most = max(sum(q * pay(a, o) for o, q in zip(profiles, reply) if q) for a in range(len(own)))
    part["strategy"].require(least == value, f"it secures {format_number(least)}")
    part["reply"].require(most == value, f"it allows {format_number(most)}")
    return value, own
