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
from oraclegames.certificates.limit_listed import Listed, Place, Side, read_piece
from oraclegames.certificates.limit_pushes import Curve, Pushes, at, read_pushes
from oraclegames.certificates.limit_rate import check_distance
from oraclegames.certificates.limit_vanishing import OPEN
from oraclegames.certificates.part import Part
from oraclegames.certificates.verify import Proof
from oraclegames.exact.rational import format_rational
from oraclegames.exact.surd import quadratic_roots

KEYS = (
    *("schema", "version", "game", "agents", "programs", "epsilon", "rest", "status", "pieces"),
    *("ranges", "every_epsilon", "smaller_epsilon", "touching", "vanishing", "vanishing_reason"),
    "distance",
    "verified",
)


def check(document: Part, *, look: Callable[[], None] = lambda: None) -> Proof:
    """Every claim of a document "oraclegames/limit-set-1".

    Args:
        document: the limit.
        look: called at every piece of the square; what it raises ends the check.
    """
    document.only(*KEYS)
    document["version"].text()
    pushes = read_pushes(document)
    if document.given("verified") is not None:
        document["verified"].require(document["verified"].flag(), "it was verified")
    listed = list(map(read_piece, document["pieces"]))
    status = document["status"].word("complete", "partial", "undetermined")
    gone = document.given("vanishing")
    _check_why(document)
    if status == "partial":
        document["pieces"].require(not listed, "a search that was stopped has found nothing")
        for key in ("every_epsilon", "smaller_epsilon", "touching"):
            document[key].require(not document[key].flag(), "nothing is known")
        document["ranges"].require(document["ranges"].items() == [], "there are no payoffs")
        document["vanishing"].require(gone is None, "nothing is known")
        check_distance(document["distance"], None, look)
        return Proof((), ("anything: the search was stopped",))
    document["pieces"].require(bool(listed), "every match has fixed points")
    for k, one in enumerate(listed):
        again = any(one.ends == other.ends and one.curves == other.curves for other in listed[:k])
        one.part.require(not again, "it stands here twice")
    known = all(one.reason for one in listed)
    document["status"].require((status == "complete") == known, "the reasons say otherwise")
    _check_payoffs(document, listed, pushes)
    for one in () if gone is None else map(read_piece, gone):
        _check_paid(one, pushes)
    square = Square(pushes, listed, look)
    square.check(document)
    constant = check_distance(document["distance"], square, look)
    proved = [
        f"fixed points approach nothing but the {len(listed)} pieces as δ → 0",
        f"every point of {sum(one.reason not in (None, 'last') for one in listed)} of them is "
        "approached",
        "payoffs and ranges",
    ]
    some = sum(one.reason == "last" for one in listed)
    if some:
        proved.append(f"every point of {some} more is approached along some δ → 0")
    if gone is not None:
        proved.append("what they come to as ε → 0, after δ")
    order = "the root of δ/ε" if document["touching"].flag() else "δ/ε"
    proved.append(f"they come close by the order of {order}")
    if constant is not None:
        most = document["distance"]["up_to_delta"].rational()
        proved.append(
            f"fixed points of precisions δ up to {format_rational(most)} are within "
            f"{format_rational(constant)}·δ/ε of the pieces, in both probabilities"
        )
    return Proof(tuple(proved))


def _check_why(document: Part) -> None:
    """It is said why nothing is known of ε → 0, or what is."""
    why = document.optional("vanishing_reason", Part.text)
    known = document.given("vanishing") is not None
    fine = why is None if known else why in OPEN.values()
    document["vanishing_reason"].require(fine, "it should say why nothing is known, where so")


def _check_payoffs(document: Part, listed: Sequence[Listed], pushes: Pushes) -> None:
    ranges = []
    for one in listed:
        _check_paid(one, pushes)
    for pay in pushes.pays:
        values = []
        for one in listed:
            inside = (place for side in one.sides for place in _stationary(side, pay))
            values += [at(pay, *place) for place in chain(one.ends, inside)]
        ranges.append((min(values), max(values)))
    ends_said = [tuple(map(number_of, ends.items(2))) for ends in document["ranges"].items(2)]
    document["ranges"].require(ends_said == ranges, "the pieces say otherwise")


def _check_paid(one: Listed, pushes: Pushes) -> None:
    for part, end in zip(one.part["payoffs"].items(len(one.ends)), one.ends):
        for said, pay in zip(part.items(2), pushes.pays):
            part.require(number_of(said) == at(pay, *end), "another payoff is paid there")


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
