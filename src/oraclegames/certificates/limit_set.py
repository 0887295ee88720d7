"""The limit of a match as δ → 0: the listed pieces, and that fixed points go nowhere else.

What is read of the document, and the payoffs; the pieces themselves are checked on the square, cut
anew (:mod:`oraclegames.certificates.limit_cover`). The theorems behind both are on the page "Limits
of matches" of the documentation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import chain

from oraclegames.certificates.algebraic import number_of
from oraclegames.certificates.limit_cover import Square
from oraclegames.certificates.limit_listed import Listed, Place, Side
from oraclegames.certificates.limit_pushes import Curve, Pushes, at
from oraclegames.certificates.match_agents import Agent
from oraclegames.certificates.match_scene import Scene
from oraclegames.certificates.part import Part, game_of
from oraclegames.certificates.verify import Proof
from oraclegames.exact.surd import quadratic_roots

KEYS = (
    *("schema", "version", "game", "agents", "programs", "epsilon", "status", "pieces", "ranges"),
    *("every_epsilon", "smaller_epsilon", "touching", "verified"),
)
PIECE = ("shape", "reason", "ends", "payoffs", "curves")
REASONS = ("rest", "crossing", "edge", "zone", "last", "middle", "turn")


def check(document: Part, *, look: Callable[[], None] = lambda: None) -> Proof:
    """Every claim of a document "oraclegames/limit-set-1".

    Args:
        document: the limit.
        look: called at every piece of the square; what it raises ends the check.
    """
    document.only(*KEYS)
    document["version"].text()
    game = game_of(document["game"])
    document["game"].require(game.shape == (2, 2), "two players have two moves each")
    epsilon = document["epsilon"].rational()
    document["epsilon"].require(0 < epsilon < 1, "0 < epsilon < 1 must hold")
    scene = Scene(game, epsilon / 2, epsilon)
    agents = [
        Agent(part, name, player, scene, None)
        for player, (part, name) in enumerate(
            zip(document["programs"].items(2), document["agents"].items(2))
        )
    ]
    for agent, part in zip(agents, document["programs"]):
        part.require(agent.kind != "own", "nothing is known of it")
    if document.given("verified") is not None:
        document["verified"].require(document["verified"].flag(), "it was verified")
    listed = [_read(part) for part in document["pieces"]]
    status = document["status"].word("complete", "partial", "undetermined")
    if status == "partial":
        document["pieces"].require(not listed, "a search that was stopped has found nothing")
        for key in ("every_epsilon", "smaller_epsilon", "touching"):
            document[key].require(not document[key].flag(), "nothing is known")
        document["ranges"].require(document["ranges"].items() == [], "there are no payoffs")
        return Proof((), ("anything: the search was stopped",))
    document["pieces"].require(bool(listed), "every match has fixed points")
    for k, one in enumerate(listed):
        again = any(one.ends == other.ends and one.curves == other.curves for other in listed[:k])
        one.part.require(not again, "it stands here twice")
    known = all(one.reason for one in listed)
    document["status"].require((status == "complete") == known, "the reasons say otherwise")
    pushes = Pushes(scene, agents)
    _check_payoffs(document, listed, pushes)
    square = Square(pushes, listed, look)
    square.check(document)
    proved = [
        f"fixed points approach nothing but the {len(listed)} pieces as δ → 0",
        f"every point of {sum(one.reason not in (None, 'last') for one in listed)} of them is "
        "approached",
        "payoffs and ranges",
    ]
    some = sum(one.reason == "last" for one in listed)
    if some:
        proved.append(f"every point of {some} more is approached along some δ → 0")
    order = "the root of δ/ε" if document["touching"].flag() else "δ/ε"
    proved.append(f"they come close by the order of {order}")
    return Proof(tuple(proved))


def _read(part: Part) -> Listed:
    part.only(*PIECE)
    shape = part["shape"].word("point", "arc", "region")
    count = {"point": (1, 0), "arc": (2, 1), "region": (4, 2)}[shape]
    given = part.given("reason")
    reason = None if given is None else given.word(*REASONS)
    ends = []
    for end in part["ends"].items(count[0]):
        x, y = map(number_of, end.items(2))
        end.require(0 <= x <= 1 and 0 <= y <= 1, "these are no probabilities")
        ends.append((x, y))
    curves = []
    for curve in part["curves"].items(count[1]):
        a, b, c, d = curve.rationals(4)
        curve.require(a != 0 or b != 0 or c != 0, "it is no curve")
        curves.append((a, b, c, d))
    listed = Listed(part, shape, reason, ends, curves)
    for side, *places in listed.sides:
        on = all(at(side, *place) == 0 for place in places)
        part["ends"].require(on, "an end does not lie on the curve")
    if shape == "arc":
        part["ends"].require(ends[0] != ends[1], "the arc has one point")
    if shape == "region":
        bottom, also, top, too = (y for _, y in ends)
        part["ends"].require(bottom == also < top == too, "these are not its corners")
    return listed


def _check_payoffs(document: Part, listed: Sequence[Listed], pushes: Pushes) -> None:
    ranges = []
    for w in (0, 1):
        pay = pushes.pays[w]
        values = []
        for one in listed:
            for part, end in zip(one.part["payoffs"].items(len(one.ends)), one.ends):
                said, worth = number_of(part.items(2)[w]), at(pay, *end)
                part.require(said == worth, "another payoff is paid there")
            inside = (place for side in one.sides for place in _stationary(side, pay))
            values += [at(pay, *place) for place in chain(one.ends, inside)]
        ranges.append((min(values), max(values)))
    ends_said = [tuple(map(number_of, ends.items(2))) for ends in document["ranges"].items(2)]
    document["ranges"].require(ends_said == ranges, "the pieces say otherwise")


def _stationary(side: Side, pay: Curve) -> Iterable[Place]:
    """Where payoffs are stationary along an arc, or along a side of a region."""
    (a, b, c, d), *ends = side
    if a * d == b * c:  # straight lines
        return
    # y = -(bx + d)/(ax + c) in p·xy + q·x + r·y
    p, q, r, _ = pay
    left, right = sorted(x for x, _ in ends)
    lead = q * a * a - p * a * b
    middle = 2 * q * a * c - 2 * p * b * c
    for x in quadratic_roots(lead, middle, q * c * c - p * c * d + r * (a * d - b * c)):
        if left < x < right:
            yield x, -(x * b + d) / (x * a + c)
