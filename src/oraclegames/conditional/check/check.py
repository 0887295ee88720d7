"""Is this distribution an equilibrium? An exact verdict with its evidence.

Agents that share an oracle look at the conditional value of each of their moves,
c_i(s; P) = E_P[U_i | s_i = s]. Two notions are decided.

* **Dependency equilibrium** (Spohn 2003): some totally mixed P_k → P such that no player has, in
  the limit, a better move than one that she plays.
* **Reflective equilibrium** (COEDT equilibrium; Diffractor 2018): some totally mixed P_k → P along
  which, for every k, every move that is played in the limit is optimal.

A totally mixed P is either iff c_i(s; P) is the same for all moves s of each player i, and the two
notions agree. On the boundary:

1. all supported moves of a player must be worth the same, else P is neither;
2. the unsupported moves must have weak tremble levels
   (:mod:`oraclegames.conditional.trembles.levels`); 1 and 2 together are necessary and sufficient
   for a dependency equilibrium, so that this notion is always decided;
3. reflective equilibria are dependency equilibria; for those, several methods are asked in turn
   (:mod:`oraclegames.conditional.trembles.regularity`,
   :mod:`oraclegames.conditional.trembles.orders`). Where all are silent the verdict is
   "undetermined", with the tie.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal, Protocol

from oraclegames.conditional.trembles.face import Face
from oraclegames.conditional.trembles.levels import Levels, Stuck, strict_levels, weak_levels
from oraclegames.conditional.trembles.orders import Orders, decide_orders
from oraclegames.conditional.trembles.regularity import same_values, strict_tremble
from oraclegames.conditional.two_by_two.reflective import LimitOfMixed, Obstacle, decide_2x2
from oraclegames.exact.rational import format_rational
from oraclegames.games.distribution import Distribution
from oraclegames.games.files.load import GameLike, as_game
from oraclegames.games.game import Game
from oraclegames.games.names import listed, move_name, player_name
from oraclegames.games.shown import Shown

__all__ = ["Certificate", "Reflective", "Verdict", "Violation", "check"]


class Certificate(Protocol):
    """Evidence about a distribution that re-checks itself from the payoffs."""

    @property
    def distribution(self) -> Distribution:
        """What it is about."""

    def verify(self) -> bool:
        """Re-check the evidence without the solver that found it."""

    def to_dict(self) -> dict[str, Any]:
        """The evidence with labels, ready for JSON."""


@dataclass(frozen=True)
class Violation:
    """A player who would rather make another move than one that she plays.

    Attributes:
        player: her index.
        move: a move that she plays.
        other: the move that she would rather make.
        difference: how much more she expects of it, > 0; for a move that is never played, at
            least so much more whatever the others do.
    """

    player: int
    move: int
    other: int
    difference: Fraction


@dataclass(frozen=True)
class Reflective:
    """A decision about the reflective notion for a dependency equilibrium.

    Attributes:
        verdict: "yes" or "no".
        certificate: the evidence.
        reason: the same in words, as a clause.
    """

    verdict: Literal["yes", "no"]
    certificate: Certificate
    reason: str


@dataclass(frozen=True, repr=False)
class Verdict(Shown):
    """Whether a distribution is an equilibrium, and why.

    Attributes:
        game: the game.
        distribution: the distribution.
        verdict: "yes" if it is a dependency equilibrium, else "no".
        reflective: "yes", "no" or "undetermined".
        kind: "interior" if totally mixed, else "boundary".
        values: what each player expects, E_P[U_i].
        violations: the players who would rather make another move.
        certificate: tremble levels ("yes" on the boundary), the proof that there are none, or None
            where the violations or the values themselves are the proof.
        reflective_certificate: the evidence for the reflective notion where it needs its own.
        reason: one sentence.
    """

    game: Game
    distribution: Distribution
    verdict: Literal["yes", "no"]
    reflective: Literal["yes", "no", "undetermined"]
    kind: Literal["interior", "boundary"]
    values: tuple[Fraction, ...]
    violations: tuple[Violation, ...]
    certificate: Levels | Stuck | None
    reflective_certificate: Certificate | None
    reason: str

    def __bool__(self) -> bool:
        return self.verdict == "yes"

    def __str__(self) -> str:
        worth = zip(self.values, self.game.players)
        return (
            f"Distribution: {self.distribution}\n"
            f"Worth: {', '.join(f'{format_rational(v)} to {player}' for v, player in worth)}\n"
            f"Dependency equilibrium: {self.verdict}\n"
            f"Reflective (COEDT) equilibrium: {self.reflective}\n"
            f"Because {self.reason}."
        )

    def __repr__(self) -> str:
        return f"<Verdict: equilibrium {self.verdict}, reflective {self.reflective}>"

    def verify(self) -> bool:
        """Re-check everything from the payoffs, without the solver."""
        fresh = Distribution(self.game, self.distribution.probabilities)
        interior = all(fresh.probabilities)
        if self.kind != ("interior" if interior else "boundary") or self.values != fresh.values:
            return False
        unequal = _violations(fresh)
        if unequal:
            return self._is_no() and self.violations == unequal and self.certificate is None
        face = Face.of(fresh)
        if isinstance(self.certificate, Stuck):
            proven = self.certificate.face == face and self.certificate.verify()
            return self._is_no() and proven and self.violations == _tempted(self.certificate)
        if self.verdict != "yes" or self.violations:
            return False
        if interior:
            return self.reflective == "yes" and self.certificate is None
        levels = self.certificate
        if levels is None or levels.face != face or not (levels.complete and levels.verify()):
            return False
        evidence = self.reflective_certificate
        if self.reflective == "undetermined" or evidence is None:
            return self.reflective == "undetermined" and evidence is None
        return evidence.distribution == fresh and evidence.verify()

    def _is_no(self) -> bool:
        return self.verdict == "no" and self.reflective == "no"

    def to_dict(self) -> dict[str, Any]:
        """The verdict ready for JSON (schema "oraclegames/verdict-1"); exact numbers are texts."""
        players, moves = self.game.players, self.game.moves
        evidence = self.reflective_certificate
        return {
            "schema": "oraclegames/verdict-1",
            "verdict": self.verdict,
            "reflective": self.reflective,
            "kind": self.kind,
            "values": [format_rational(value) for value in self.values],
            "violations": [
                {
                    "player": players[v.player],
                    "move": moves[v.player][v.move],
                    "other": moves[v.player][v.other],
                    "difference": format_rational(v.difference),
                }
                for v in self.violations
            ],
            "certificate": self.certificate.to_dict() if self.certificate else None,
            "reflective_certificate": evidence.to_dict() if evidence else None,
            "reason": self.reason,
        }


# -- step 1: supported moves -----------------------------------------------------------------------


def _violations(distribution: Distribution) -> tuple[Violation, ...]:
    """Every supported move that is worth less than the player's best supported move."""
    found = []
    for i, count in enumerate(distribution.game.shape):
        pairs = [(distribution.conditional_value(i, s), s) for s in range(count)]
        known = [(value, s) for value, s in pairs if value is not None]
        top, best = max(known, key=lambda pair: (pair[0], -pair[1]))
        found += [Violation(i, s, best, top - value) for value, s in known if value < top]
    return tuple(found)


def _tempted(stuck: Stuck) -> tuple[Violation, ...]:
    """The players of a proof with a single move: they gain whatever the others do."""
    if len(stuck.moves) != 1:
        return ()
    ((player, other),) = stuck.moves
    face = stuck.face
    least = min(face.gain(player, o) for o in face.game.outcomes() if o[player] == other)
    return tuple(Violation(player, move, other, least) for move in face.supported[player])


# -- step 3: the reflective notion -----------------------------------------------------------------


def _by_same_values(distribution: Distribution) -> Reflective | None:
    certificate = same_values(distribution)
    reason = "trembles can keep every value exactly as it is"
    return Reflective("yes", certificate, reason) if certificate else None


def _by_strict_levels(distribution: Distribution) -> Reflective | None:
    certificate = strict_tremble(distribution, strict_levels(Face.of(distribution)))
    reason = "the moves that are never played can be tried so that each is worth strictly less"
    return Reflective("yes", certificate, reason) if certificate else None


def _by_closed_form(distribution: Distribution) -> Reflective | None:
    if distribution.game.shape != (2, 2):
        return None
    decision = decide_2x2(distribution)
    if isinstance(decision, Obstacle):
        return Reflective("no", decision, f"not reflective: {decision.reason}")
    if isinstance(decision, LimitOfMixed):
        return Reflective("yes", decision, "totally mixed equilibria come as near as one likes")
    return Reflective("yes", decision, f"the trembles {decision} keep the play optimal")


def _by_orders(distribution: Distribution) -> Reflective | None:
    if len(distribution.support) != 1:
        return None
    certificate = decide_orders(distribution)
    if certificate is None:
        return None
    if isinstance(certificate, Orders):
        reason = "trembles of suitable orders of magnitude keep it optimal all along"
        return Reflective("yes", certificate, reason)
    reason = "but whatever the orders of magnitude of the trembles, somebody is tempted by a tie"
    return Reflective("no", certificate, reason)


_METHODS: tuple[Callable[[Distribution], Reflective | None], ...] = (
    _by_closed_form,
    _by_strict_levels,
    _by_orders,
    _by_same_values,
)
"""Asked in this order about a dependency equilibrium on the boundary, until one decides."""


# -- words -----------------------------------------------------------------------------------------


def _why_unequal(distribution: Distribution, violation: Violation) -> str:
    game, i = distribution.game, violation.player
    better = distribution.conditional_value(i, violation.other)
    worse = distribution.conditional_value(i, violation.move)
    assert better is not None and worse is not None
    return (
        f"given {move_name(game, i, violation.other)}, {player_name(game, i)} gets "
        f"{format_rational(better)}; given {move_name(game, i, violation.move)}, "
        f"{format_rational(worse)}"
    )


def _why_stuck(stuck: Stuck) -> str:
    game = stuck.face.game
    for v in _tempted(stuck):
        value = stuck.face.values[v.player]
        return (
            f"{player_name(game, v.player)} gets {format_rational(value)}, but would get at least "
            f"{format_rational(value + v.difference)} given {move_name(game, v.player, v.other)}, "
            "whatever the others do"
        )
    moves = [f"{player_name(game, i)}'s {move_name(game, i, s)}" for i, s in stuck.moves]
    return f"however {listed(moves)} are tried, one of them is worth more than the play"


def _why_equal(face: Face) -> str:
    game = face.game
    parts = [
        f"{player_name(game, i)} gets {format_rational(value)}"
        for i, value in enumerate(face.values)
    ]
    return f"{listed(parts)} whatever move of those played is given"


def _why_undetermined(face: Face) -> str:
    remaining = strict_levels(face).remaining
    if not remaining:
        return "whether trembles can keep the played moves exactly equal is undetermined"
    moves = [f"{player_name(face.game, i)}'s {move_name(face.game, i, s)}" for i, s in remaining]
    return (
        f"{listed(moves)} cannot be tried without a tie, and whether the play stays optimal all "
        "along is undetermined"
    )


# -- the verdict -----------------------------------------------------------------------------------


def check(game: GameLike, distribution: Any, *, approximate: bool = False) -> Verdict:
    """Decide whether a distribution is a dependency equilibrium, and whether a reflective one.

    Args:
        game: the game, any number of players and moves.
        distribution: a :class:`Distribution` or what :meth:`Distribution.of` accepts.
        approximate: accept floats by their decimal text.

    Returns:
        The verdict; true iff it is a dependency equilibrium. That is always decided. Reflective
        may be "undetermined" where payoffs tie.

    Raises:
        InputError: if the probabilities are negative or do not sum to 1.

    Cost: linear in players × outcomes, and on the boundary up to a linear program for each move
    that is never played, with a row for each such move and a column for each outcome.

    >>> chicken = Game.from_arrays(
    ...     [[4, 4], [5, 0]], [[4, 5], [4, 0]],
    ...     players=["Row", "Column"], moves=[["Swerve", "Straight"]] * 2,
    ... )
    >>> verdict = check(chicken, "81/100, 9/100, 9/100, 1/100")
    >>> verdict.verdict, verdict.reason
    ('no', 'given Straight, Row gets 9/2; given Swerve, 4')
    >>> bool(check(chicken, "5/9, 2/9, 2/9, 0")), bool(check(chicken, "11/20, 1/5, 1/5, 1/20"))
    (False, True)
    """
    game = as_game(game)
    played = Distribution.of(game, distribution, approximate=approximate)
    violations = _violations(played)
    if violations:
        reason = _why_unequal(played, violations[0])
        return _verdict(played, "no", "no", reason, violations=violations)
    face = Face.of(played)
    if played.totally_mixed:
        return _verdict(played, "yes", "yes", _why_equal(face))
    found = weak_levels(face)
    if isinstance(found, Stuck):
        reason = _why_stuck(found)
        return _verdict(played, "no", "no", reason, violations=_tempted(found), certificate=found)
    for method in _METHODS:
        decision = method(played)
        if decision is not None:
            reason = f"{_why_equal(face)}; {decision.reason}"
            evidence = decision.certificate
            return _verdict(played, "yes", decision.verdict, reason, (), found, evidence)
    reason = f"{_why_equal(face)}; {_why_undetermined(face)}"
    return _verdict(played, "yes", "undetermined", reason, certificate=found)


def _verdict(
    distribution: Distribution,
    verdict: Literal["yes", "no"],
    reflective: Literal["yes", "no", "undetermined"],
    reason: str,
    violations: tuple[Violation, ...] = (),
    certificate: Levels | Stuck | None = None,
    reflective_certificate: Certificate | None = None,
) -> Verdict:
    return Verdict(
        game=distribution.game,
        distribution=distribution,
        verdict=verdict,
        reflective=reflective,
        kind="interior" if distribution.totally_mixed else "boundary",
        values=distribution.values,
        violations=violations,
        certificate=certificate,
        reflective_certificate=reflective_certificate,
        reason=reason,
    )
