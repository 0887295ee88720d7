"""The two theorems about totally mixed play, for a given game and distribution.

Let P be totally mixed: P(o) > 0 for every outcome o. It is a fully mixed conditional equilibrium (a
totally mixed dependency equilibrium, Spohn 2003) iff for every player i all moves s have the same
conditional value c_i(s; P) = E_P[U_i | o_i = s].

* **Theorem 1.** If P is one, some reflective COD plays it.
* **Theorem 2.** If P is none, no reflective COD plays it.

Source: Diffractor (2018), "COEDT equilibria in games". The results print as the proofs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from oraclegames.conditional.oracle.agents import Agents, Question
from oraclegames.conditional.oracle.cod import COD
from oraclegames.conditional.oracle.result import Evident
from oraclegames.conditional.oracle.weakly_leads import Compared, WeakLead, weakly_leads_to
from oraclegames.errors import InputError
from oraclegames.exact.rational import format_rational
from oraclegames.games.distribution import Distribution
from oraclegames.games.load import GameLike, as_game
from oraclegames.games.shown import Shown


@dataclass(frozen=True, repr=False)
class Theorem1(Evident, Shown):
    """Theorem 1 for one distribution; prints as its proof.

    Attributes:
        agents: the players.
        distribution: P, a fully mixed conditional equilibrium.
        cod: a fully mixed COD that plays P.
        lead: the statement that it weakly leads to itself.
    """

    kind = "theorem-1"

    agents: Agents
    distribution: Distribution
    cod: COD
    lead: WeakLead

    def verify(self) -> bool:
        """Re-check that the COD is fully mixed, plays P and weakly leads to itself."""
        return (
            self.cod.fully_mixed
            and self.cod.system.owner == self.agents
            and self.agents.outcome_distribution(self.cod) == self.distribution
            and bool(weakly_leads_to(self.cod, self.cod))
            and self.lead.start is self.lead.end is self.cod
            and self.lead.verify()
        )

    def __str__(self) -> str:
        count = len(self.cod.weights)
        lines = [
            f"Theorem 1. A reflective conditional oracle distribution plays {self.distribution}.",
            f"Proof. Give each of the {count} oracles a positive probability, so that they play "
            "this distribution.",
        ]
        for question, query in zip(self.agents.questions, self.agents.queries):
            left, right = _sides(self.distribution, question)
            lines.append(
                f"  query {query} compares {format_rational(left)} with {format_rational(right)}, "
                "so it demands no answer;"
            )
        lines.append(
            "so this oracle distribution weakly leads to every one, itself among them; it is "
            "fully mixed, hence reflective. ∎"
        )
        return "\n".join(lines)


@dataclass(frozen=True, repr=False)
class Theorem2(Compared, Evident, Shown):
    """Theorem 2 for one distribution; prints as its proof.

    Attributes:
        agents: the players.
        distribution: P, totally mixed and no equilibrium.
        question: the question whose demanded answer no COD that plays P can give for sure.
        left: what the player expects of the first side, c_i(A; P).
        right: what she expects of the second side, c_i(B; P), which differs.
        wrong: at least this probability has the wrong answer in any COD that plays P, > 0.
    """

    kind = "theorem-2"

    agents: Agents
    distribution: Distribution
    question: Question
    left: Fraction
    right: Fraction
    wrong: Fraction

    def verify(self) -> bool:
        """Re-check the two values and the probability from the payoffs."""
        return (
            self.distribution.totally_mixed
            and self.distribution.game == self.agents.game
            and self.question in self.agents.questions
            and (self.left, self.right) == _sides(self.distribution, self.question)
            and self.left != self.right
            and self.wrong == _wrong(self.distribution, self.question, self.demanded)
        )

    def __str__(self) -> str:
        query = self.agents.query(self.question)
        played = query.n2 if self.demanded else query.n1
        return "\n".join(
            [
                f"Theorem 2. No reflective conditional oracle distribution plays "
                f"{self.distribution}.",
                f"Proof. Query {query} compares {format_rational(self.left)} with "
                f"{format_rational(self.right)}, so the answer {self.demanded} is demanded.",
                f"But {played} with probability {format_rational(self.wrong)}, and that takes the "
                f"answer {1 - self.demanded}: an oracle distribution that plays this does not "
                "weakly lead to itself, as a reflective one would. ∎",
            ]
        )


def _sides(distribution: Distribution, question: Question) -> tuple[Fraction, Fraction]:
    """c_i of both sides of a question, for a totally mixed distribution."""
    left = distribution.conditional_value(question.player, *question.first)
    right = distribution.conditional_value(question.player, *question.second)
    assert left is not None and right is not None
    return left, right


def _wrong(distribution: Distribution, question: Question, demanded: int) -> Fraction:
    """How likely the player makes a move that takes the answer that is not demanded.

    That is any move of the side that is worth less: the link's own move takes the answer 1, and
    every later one the answer 0.
    """
    side = question.second if demanded else question.first
    masses = distribution.move_probabilities(question.player)
    return sum((masses[move] for move in side), Fraction(0))


def _given(
    game: GameLike, distribution: Any, orders: Sequence[Sequence[int | str]] | None
) -> tuple[Agents, Distribution, Question | None]:
    """The agents, P, and the first question, from the last one back, whose two sides differ."""
    played = Distribution.of(as_game(game), distribution)
    if not played.totally_mixed:
        raise InputError(
            "the theorems are about distributions in which every outcome has positive "
            "probability; for others ask is_reflective"
        )
    agents = Agents.chain(played.game, orders)
    for question in reversed(agents.questions):
        left, right = _sides(played, question)
        if left != right:
            return agents, played, question
    return agents, played, None


def theorem_1(
    game: GameLike, distribution: Any, *, orders: Sequence[Sequence[int | str]] | None = None
) -> Theorem1:
    """Build the fully mixed COD that plays a fully mixed equilibrium and weakly leads to itself.

    Args:
        game: the game.
        distribution: P, totally mixed; anything that :meth:`Distribution.of` accepts.
        orders: for each player the order of her chain; as listed in the game if not given.

    Raises:
        InputError: an outcome has probability 0, or P is no equilibrium (see :func:`theorem_2`).
        UnsupportedError: there are too many oracles to list.

    Cost: linear in the number of oracles, 2 to the number Σ (m_i − 1) of links.

    >>> from oraclegames import Game
    >>> stag_hunt = Game.from_arrays([[4, 0], [1, 1]], [[4, 1], [0, 1]])
    >>> theorem_1(stag_hunt, "1/8, 3/8, 3/8, 1/8").verify()
    True
    """
    agents, played, question = _given(game, distribution, orders)
    if question is not None:
        left, right = map(format_rational, _sides(played, question))
        raise InputError(
            f"this is no equilibrium: {agents.query(question)} compares {left} with {right}; "
            "theorem_2 says what follows"
        )
    cod = agents.fully_mixed_cod(played)
    return Theorem1(agents, played, cod, weakly_leads_to(cod, cod))


def theorem_2(
    game: GameLike, distribution: Any, *, orders: Sequence[Sequence[int | str]] | None = None
) -> Theorem2:
    """The query that refutes a totally mixed distribution which is no equilibrium.

    Arguments as for :func:`theorem_1`.

    Raises:
        InputError: an outcome has probability 0, or P is an equilibrium (see :func:`theorem_1`).

    >>> from oraclegames import Game
    >>> chicken = Game.from_arrays(
    ...     [[4, 4], [5, 0]], [[4, 5], [4, 0]],
    ...     players=["Row", "Column"], moves=[["swerve", "straight"]] * 2,
    ... )
    >>> refuted = theorem_2(chicken, "81/100, 9/100, 9/100, 1/100")
    >>> refuted.left, refuted.right, refuted.verify()
    (Fraction(4, 1), Fraction(9, 2), True)
    """
    agents, played, question = _given(game, distribution, orders)
    if question is None:
        raise InputError(
            "this is an equilibrium: every query compares equal values; theorem_1 says what follows"
        )
    left, right = _sides(played, question)
    wrong = _wrong(played, question, int(left > right))
    return Theorem2(agents, played, question, left, right, wrong)
