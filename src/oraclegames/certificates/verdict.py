"""A verdict on a distribution: is it a dependency equilibrium, and a reflective one?

- It can be none unless all moves that a player makes are worth the same: every one that is worth
  less than her best is listed, with the difference.
- Totally mixed play is both kinds of equilibrium iff they are.
- Else levels prove "yes" and multipliers "no" (:mod:`oraclegames.certificates.trembles`), for any
  game; one multiplier alone names a player who gains at least so much whatever the others do.
- Only a dependency equilibrium can be reflective; :mod:`oraclegames.certificates.reflective` has
  the evidence.
"""

from __future__ import annotations

from fractions import Fraction

from oraclegames.certificates.part import Part, game_of, move_of
from oraclegames.certificates.play import Move, Play
from oraclegames.certificates.reflective import check_reflective
from oraclegames.certificates.trembles import check_stuck, check_weak
from oraclegames.certificates.verify import Proof

KEYS = (
    *("schema", "version", "game", "distribution", "verdict", "reflective", "kind", "values"),
    *("violations", "certificate", "reflective_certificate", "reason", "status"),
)

Violation = tuple[Move, int, Fraction]
"""A move that is made, a better one, and how much better at least."""


def check(document: Part) -> Proof:
    """Every claim of a verdict."""
    document.only(*KEYS)
    game = game_of(document["game"])
    play = Play.read(document["distribution"], game)
    document["reason"].text()
    values = document["values"]
    values.require(values.rationals(game.n_players) == play.values, "these are not the values")
    kind = "interior" if play.totally_mixed else "boundary"
    document["kind"].require(document["kind"].text() == kind, f"it is on the {kind}")
    verdict = document["verdict"].word("yes", "no", "undetermined")
    reflective = document["reflective"].word("yes", "no", "undetermined")
    proven, violations = _dependency(document, play)
    document["verdict"].require(verdict == proven, f"the evidence proves {proven!r}")
    _check_violations(document["violations"], play, violations)
    evidence = document.given("reflective_certificate")
    decided = {"undetermined": "undetermined", "no": "no"}.get(proven)
    if decided is None and play.totally_mixed:
        decided = "yes"
    if decided is None:
        decided = "undetermined" if evidence is None else check_reflective(evidence, play)
    elif evidence is not None:
        evidence.refute("nothing here asks for evidence of its own")
    document["reflective"].require(reflective == decided, f"the evidence proves {decided!r}")
    return _proof(document, verdict, reflective)


def check_status(status: Part, *, decided: bool, stopped: bool) -> None:
    """The word must follow from what was decided."""
    word = status.word("complete", "undetermined", "partial")
    if decided:
        status.require(word == "complete", "everything was decided")
    elif stopped:
        status.require(word == "partial", "something was not reached")
    else:
        status.require(word != "complete", "something is undetermined")


def _dependency(document: Part, play: Play) -> tuple[str, list[Violation]]:
    """What is proved about the dependency notion, and who is tempted."""
    certificate = document.given("certificate")
    unequal = _unequal(play)
    if certificate is None:
        if unequal or play.totally_mixed:
            return ("no", unequal) if unequal else ("yes", [])
        return "undetermined", []
    if unequal or play.totally_mixed:
        certificate.refute("the values themselves decide")
    if certificate["kind"].word("levels", "stuck") == "stuck":
        moves = check_stuck(certificate, play)
        return "no", _tempted(play, moves[0]) if len(moves) == 1 else []
    check_weak(certificate, play)
    return "yes", []


def _unequal(play: Play) -> list[Violation]:
    """Every move that is made and worth less than the player's best."""
    found = []
    for i in range(play.game.n_players):
        worth = {s: play.worth[i, s] for j, s in sorted(play.masses) if j == i}
        best = max(worth, key=worth.__getitem__)
        found += [((i, s), best, worth[best] - v) for s, v in worth.items() if v < worth[best]]
    return found


def _tempted(play: Play, move: Move) -> list[Violation]:
    least = play.least_gain(move)
    made = [(i, s) for i, s in sorted(play.masses) if i == move[0]]
    return [(own, move[1], least) for own in made]


def _check_violations(part: Part, play: Play, expected: list[Violation]) -> None:
    for item, (own, other, difference) in zip(part, expected):
        item.only("player", "move", "other", "difference")
        same = move_of(item, play.game) == own and move_of(item, play.game, "other")[1] == other
        item.require(same, "another one stands here")
        item["difference"].require(item["difference"].rational() == difference, "it is another")
    part.require(len(part.items()) == len(expected), f"there are {len(expected)}")


def _proof(document: Part, verdict: str, reflective: str) -> Proof:
    decided = "undetermined" not in (verdict, reflective)
    check_status(document["status"], decided=decided, stopped=verdict == "undetermined")
    words = {"yes": "it is", "no": "it is not"}
    proved = ["what each player expects, and every move that is worth less"]
    open_ones = []
    for notion, word in (("dependency", verdict), ("reflective", reflective)):
        if word in words:
            proved.append(f"{words[word]} a {notion} equilibrium")
        else:
            open_ones.append(f"whether it is a {notion} equilibrium was left open")
    return Proof(tuple(proved), tuple(open_ones))
