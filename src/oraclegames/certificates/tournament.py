"""A tournament: what each pair of agents can get from each other, played again.

For players with at most two moves each match is searched anew, from the programs alone
(:mod:`oraclegames.certificates.match_cover`); with more moves the document holds the matches, which
are checked as such. Counts, payoffs and the table are computed from their fixed points.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

from oraclegames.certificates import match
from oraclegames.certificates.algebraic import number_of
from oraclegames.certificates.bargaining import RULES, means_by_rule
from oraclegames.certificates.match_agents import Agent, Output
from oraclegames.certificates.match_cover import find_all
from oraclegames.certificates.match_scene import Scene
from oraclegames.certificates.part import Part
from oraclegames.certificates.security import security_of
from oraclegames.certificates.verify import Proof

KEYS = (
    *("schema", "version", "game", "agents", "programs", "parameters", "status", "undecided"),
    *("table", "pairings", "securities"),
)
WHAT = ("worst", "best", "selected")
Pair = tuple[Any, Any]


def check(document: Part, *, own: Sequence[Sequence[Output | None]] | None = None) -> Proof:
    """Every claim of a tournament.

    Args:
        document: the tournament.
        own: for each agent its program in either seat, where it is one's own and at hand.
    """
    document.only(*KEYS)
    document["version"].text()
    scene = match.scene_of(document)
    names = [part.text() for part in document["agents"]]
    document["agents"].require(len(set(names)) == len(names) > 0, "each agent stands here once")
    entrants = []
    for k, row in enumerate(document["programs"].items(len(names))):
        runs = own[k] if own else (None, None)
        name = document["agents"][k]
        entrants.append(
            [Agent(part, name, seat, scene, runs[seat]) for seat, part in enumerate(row.items(2))]
        )
    met, unknown = [], 0
    threat, rules = _threat(document, scene)
    for pairing in document["pairings"]:
        values, known = _pairing(pairing, document, scene, entrants, threat)
        met.append(values)
        unknown += not known
    _check_pairs(document, [places for places, _ in met], len(names))
    _check_table(document["table"], names, met, rules)
    proved = [f"the table, from {len(met)} pairings"]
    if unknown < len(met):
        proved.insert(0, f"{len(met) - unknown} pairings, each by all of its fixed points")
    own_ones = f"{unknown} pairings: a program is its author's own"
    return Proof(tuple(proved), (own_ones,) if unknown else ())


def _threat(document: Part, scene: Scene) -> tuple[Pair | None, tuple[str, ...]]:
    """What both can secure alone, and the rules; older documents know neither."""
    proofs = document.get("securities")
    if proofs is None:
        return None, ()
    first, second = (security_of(item, scene.game, k)[0] for k, item in enumerate(proofs.items(2)))
    return (first, second), RULES


def _pairing(
    part: Part, document: Part, scene: Scene, entrants: list[list[Agent]], threat: Pair | None
) -> tuple[tuple[Pair, dict[str, Pair]], bool]:
    """What a pairing says, and whether its match could be played again."""
    what = WHAT if threat is None else (*WHAT, *RULES)
    part.only("agents", "fixed_points", *what, "match")
    places = tuple(item.integer() for item in part["agents"].items(2))
    part["agents"].require(all(0 <= k < len(entrants) for k in places), "there is no such agent")
    said = {}
    for name in what:
        first, second = (number_of(item) for item in part[name].items(2))
        said[name] = (first, second)
    pair = [entrants[k][seat] for seat, k in enumerate(places)]
    part["fixed_points"].require(part["fixed_points"].integer() > 0, "there is at least one")
    result = (places[0], places[1]), said
    if not all(agent.known for agent in pair):
        return result, False
    payoffs = _payoffs(part, document, scene, pair, places)
    count = part["fixed_points"]
    count.require(count.integer() == len(payoffs), f"there are {len(payoffs)}")
    for name, values in _worth(payoffs, threat).items():
        for item, number, expected in zip(part[name], said[name], values):
            item.agrees(number, expected)
    return result, True


def _payoffs(
    part: Part, document: Part, scene: Scene, pair: list[Agent], places: tuple[int, ...]
) -> list[Pair]:
    """Both players' payoffs at every fixed point."""
    if max(scene.game.shape) <= 2:
        part["match"].require(part["match"].missing, "it is played again")
        plays = [
            [(x, 1 - x)[:moves] for x, moves in zip(xs, scene.game.shape)]
            for xs in find_all(scene, pair).points
        ]
        return [(scene.pay(0, *play), scene.pay(1, *play)) for play in plays]
    inside = part["match"]
    inside["schema"].word("oraclegames/match-1")
    for key in ("game", "parameters"):
        same = inside[key].value == document[key].value
        inside[key].require(same, "it is not the tournament's")
    for seat, k in enumerate(places):
        same = inside["programs"][seat].value == document["programs"][k][seat].value
        inside["programs"].require(same, "they are not the tournament's")
    match.check(inside, complete=True, own=[agent.run for agent in pair])
    found = []
    for point in inside["fixed_points"]:
        first, second = (number_of(item) for item in point["exact_payoffs"])
        found.append((first, second))
    return found


def _worth(payoffs: list[Pair], threat: Pair | None) -> dict[str, Pair]:
    """The least and the largest payoffs, the means over those that no other pair beats, by rule."""
    columns = list(zip(*payoffs))
    best: list[Pair] = []
    most: Any = None
    for pair in sorted(set(payoffs), reverse=True):
        if most is None or pair[1] > most:
            best.append(pair)
            most = pair[1]
    efficient = [pair for pair in payoffs if pair in best]
    means = [sum(column, Fraction(0)) / len(column) for column in zip(*efficient)]
    return {
        "worst": (min(columns[0]), min(columns[1])),
        "best": (max(columns[0]), max(columns[1])),
        "selected": (means[0], means[1]),
        **({} if threat is None else means_by_rule(efficient, threat)),
    }


def _check_pairs(document: Part, decided: list[Pair], count: int) -> None:
    """Each ordered pair is decided, or stands among those that are not; row by row."""
    lacking = [tuple(k.integer() for k in pair.items(2)) for pair in document["undecided"]]
    for part, listed in ((document["pairings"], decided), (document["undecided"], lacking)):
        part.require(all(a < b for a, b in pairwise(listed)), "they are not in order")
    everybody = [(i, j) for i in range(count) for j in range(count)]
    document["undecided"].require(
        sorted([*decided, *lacking]) == everybody, "each pair is decided, or undecided"
    )
    status = document["status"].word("complete", "partial", "undetermined")
    document["status"].require(
        (status == "complete") == (not lacking), "the pairings say otherwise"
    )


def _check_table(
    part: Part,
    names: list[str],
    met: list[tuple[Pair, dict[str, Pair]]],
    rules: tuple[str, ...],
) -> None:
    """The means over everybody whom an agent met, best first."""
    lines = []
    for k, name in enumerate(names):
        seats = [(said, seat) for places, said in met for seat in (0, 1) if places[seat] == k]
        if seats:
            means = [
                sum((said[what][seat] for said, seat in seats), Fraction(0)) / len(seats)
                for what in ("selected", "worst", "best", *rules)
            ]
            lines.append((means, name))
    lines.sort(key=lambda line: line[0][:3], reverse=True)
    order = [means[:3] for means, _ in lines]
    part.require(len(part.items()) == len(lines), f"{len(lines)} agents met somebody")
    for item, (means, name) in zip(part, lines):
        item.only("rank", "agent", "selected", "worst", "best", *rules)
        rank = 1 + order.index(means[:3])
        item["rank"].agrees(item["rank"].integer(), rank)
        item["agent"].require(item["agent"].text() == name, f"it is {name!r}")
        for what, number in zip(("selected", "worst", "best", *rules), means):
            item[what].shows(number)
