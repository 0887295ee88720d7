"""Documents of ``check`` for a notion: every sum of its definition is formed anew.

- "better move": the gain is computed for the notion (given the move that is named, always, against
  every outcome of the other move, or under the belief q), and must be the one that is said.
- "beliefs": for every idle move an outcome that pays no more than the play.
- "completion": a belief q > 0 under which no idle move is worth more.
- "multipliers": weights y ≥ 0 of idle moves with Σ_i y_{i,o_i}(U_i(o) − v_i) ≥ 0 at all outcomes
  and > 0 at one: a belief w > 0 with Σ w(o)(U_i(o) − v_i) ≤ 0 for all of them would give 0 ≥ … > 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from oraclegames.certificates.part import Part, game_of, move_of, outcome_of, player_of
from oraclegames.certificates.play import Move, Play
from oraclegames.certificates.verify import Proof
from oraclegames.games.game import Outcome

NAMES = ("nash", "correlated", "coarse", "embedded", "subjective")
KEYS = ("schema", "version", "game", "distribution", "notion", "given")


def check(document: Part) -> Proof:
    """Every claim of a document "oraclegames/notion-1"."""
    document.only(*KEYS, "verdict", "evidence", "reason", "status")
    document["version"].text()
    document["reason"].text()
    game = game_of(document["game"])
    play = Play.read(document["distribution"], game)
    notion = document["notion"].word(*NAMES)
    verdict = document["verdict"].word("yes", "no", "undetermined")
    part = document.given("given")
    given = None if part is None else Play.read(part, game)
    if part is not None and given is not None:
        part.require(notion == "embedded", "only embedded equilibria have a belief q")
        part.require(given.totally_mixed, "q gives an outcome no probability")
    status = document["status"].word("complete", "partial")
    document["status"].require(
        (status == "partial") == (verdict == "undetermined"), "it contradicts the verdict"
    )
    if verdict == "undetermined":
        document["evidence"].require(document["evidence"].missing, "nothing was decided")
        return Proof((), (f"whether it is an equilibrium ({notion})",))
    says = proves(document["evidence"], notion, play, given)
    document["verdict"].require(verdict == says, f"the evidence proves {says!r}")
    no = "an" if verdict == "yes" else "no"
    return Proof((f"the distribution is {no} equilibrium of this notion ({notion})",))


def proves(part: Part, notion: str, play: Play, given: Play | None) -> str:
    """What the evidence shows for the notion; each kind has its own check."""
    kind = part["kind"].text()
    joint = notion in ("embedded", "subjective")
    if kind == "arithmetic" and not joint:
        part.only("kind")
        _check_no_gain(part, notion, play)
        return "yes"
    if kind == "better move":
        _check_gain(part, notion, play, given)
        return "no"
    if kind == "dependence" and notion == "nash":
        part.only("kind", "outcome")
        outcome = outcome_of(part["outcome"], play.game)
        p = play.probabilities.get(outcome, Fraction(0))
        part.require(p != _product(play, outcome), "its probability is the product")
        return "no"
    if kind == "beliefs" and notion == "subjective":
        _check_equal(part, play)
        _check_beliefs(part, play)
        return "yes"
    if kind == "completion" and notion == "embedded":
        _check_equal(part, play)
        _check_completion(part, play, given)
        return "yes"
    if kind == "multipliers" and notion == "embedded" and given is None:
        _check_multipliers(part, play)
        return "no"
    return part["kind"].unreadable(f"evidence for the notion {notion!r}")


def _product(play: Play, outcome: Outcome) -> Fraction:
    total = Fraction(1)
    for move in enumerate(outcome):
        total *= play.masses.get(move, Fraction(0))
    return total


def _check_equal(part: Part, play: Play) -> None:
    for (i, s), worth in play.worth.items():
        fine = worth == play.values[i]
        part.require(fine, f"{play.game.moves[i][s]!r} is not worth the same as the play")


def _check_completion(part: Part, play: Play, given: Play | None) -> None:
    part.only("kind", "q")
    q = Play.read(part["q"], play.game)
    part["q"].require(q.totally_mixed, "an outcome has no probability")
    same = given is None or q.probabilities == given.probabilities
    part["q"].require(same, "it is not the belief that was given")
    for move in play.idle:
        part["q"].require(_under(q, move) <= play.values[move[0]], "an idle move is worth more")


def _under(q: Play, move: Move) -> Fraction:
    """What a move is worth under q, given that it is made."""
    return q.worth[move]


def _gain(play: Play, player: int, other: int, given: int | None) -> Fraction:
    """What another move gains, always or given one that is made."""
    total, mass = Fraction(0), Fraction(0)
    for outcome, p in play.probabilities.items():
        if given is None or outcome[player] == given:
            swapped = (*outcome[:player], other, *outcome[player + 1 :])
            total += p * (play.game.payoff(player, swapped) - play.game.payoff(player, outcome))
            mass += p
    return total / mass


def is_product(play: Play) -> bool:
    """Whether players play independently."""
    return all(
        play.probabilities.get(o, Fraction(0)) == _product(play, o) for o in play.game.outcomes()
    )


def gains(play: Play, notion: str) -> bool:
    """Whether somebody gains by another move: given one that is made ("correlated"), or always."""
    for i, count in enumerate(play.game.shape):
        made = [s for s in range(count) if (i, s) in play.masses]
        for t in range(count):
            for s in made if notion == "correlated" else [None]:
                if _gain(play, i, t, s) > 0:
                    return True
    return False


def _check_no_gain(part: Part, notion: str, play: Play) -> None:
    part.require(notion != "nash" or is_product(play), "play is not independent")
    part.require(not gains(play, notion), "somebody gains by another move")


def _check_gain(part: Part, notion: str, play: Play, given: Play | None) -> None:
    part.only("kind", "player", "move", "other", "difference")
    player = player_of(part["player"], play.game)
    _, other = move_of(part, play.game, "other")
    move = None if part.given("move") is None else move_of(part, play.game)[1]
    difference = part["difference"].rational()
    part["difference"].require(difference > 0, "that is no gain")
    if notion in ("embedded", "subjective"):
        gain = _worth_more(part, play, (player, other), move, given)
    else:
        made = move is None or (player, move) in play.masses
        part["move"].require(made, "it is not made")
        conditional = (move is not None) == (notion == "correlated")
        part["move"].require(conditional, "the notion asks for another gain")
        gain = _gain(play, player, other, move)
    part["difference"].agrees(difference, gain)


def _worth_more(
    part: Part, play: Play, other: Move, move: int | None, given: Play | None
) -> Fraction:
    player = other[0]
    if move is not None:
        both = {(player, move), other} <= set(play.masses)
        part["move"].require(both, "both moves should be made")
        return play.worth[other] - play.worth[player, move]
    part["other"].require(other in play.idle, "it should be idle")
    if given is not None:
        return _under(given, other) - play.values[player]
    return play.least_gain(other)


def _check_beliefs(part: Part, play: Play) -> None:
    part.only("kind", "beliefs")
    told: set[Move] = set()
    for item in part["beliefs"]:
        item.only("player", "move", "outcome")
        move = move_of(item, play.game)
        outcome = outcome_of(item["outcome"], play.game)
        item["outcome"].require(outcome[move[0]] == move[1], "it does not try the move")
        item["outcome"].require(play.gain(move[0], outcome) <= 0, "it pays more than the play")
        item.require(move in play.idle and move not in told, "one for each idle move")
        told.add(move)
    part["beliefs"].require(told == set(play.idle), "an idle move has none")


def _check_multipliers(part: Part, play: Play) -> None:
    part.only("kind", "multipliers")
    weights: dict[Move, Fraction] = {}
    for item in part["multipliers"]:
        item.only("player", "move", "weight")
        move = move_of(item, play.game)
        item.require(move in play.idle and move not in weights, "one for each idle move at most")
        weights[move] = item["weight"].rational()
        item["weight"].require(weights[move] > 0, "it is not positive")
    sums = [_sum(play, weights, outcome) for outcome in play.game.outcomes()]
    part["multipliers"].require(min(sums) >= 0, "a sum is negative")
    part["multipliers"].require(max(sums) > 0, "all sums are 0")


def _sum(play: Play, weights: Mapping[Move, Fraction], outcome: Outcome) -> Fraction:
    terms = (weights[m] * play.gain(m[0], outcome) for m in enumerate(outcome) if m in weights)
    return sum(terms, Fraction(0))
