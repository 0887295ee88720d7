"""Two grounded programs that simulate each other exactly: their play, and all constants.

Both play p = ε f + (1 − ε) Σ_b q(b) π(b) and q = ε g + (1 − ε) Σ_a p(a) ρ(a), which has one
solution (it is a contraction). Against a constant p the other plays q(p), so that p gets a
quadratic Σ p(a) p(c) F[a][c]. No constant gets more than v iff v·(Σ p)² − Σ p(a) p(c) F[a][c], with
the symmetric matrix M, is nowhere negative on p ≥ 0. That is so iff no principal submatrix B of M
has an inverse without a positive entry:

- If B⁻¹ ≤ 0, then x = −B⁻¹ 1 ≥ 0 and xᵀBx = 1ᵀB⁻¹1 < 0.
- Let it be negative somewhere, and B the submatrix of a smallest face where it is. On the face's
  simplex its least value λ < 0 lies at an x > 0, with Bx = λ1. Were By = 0 for a y ≠ 0, it would
  stay λ on the line x + sy up to a smaller face. Were z the column i of B⁻¹, with a positive entry,
  it would be λ − 2s x(i) + s² z(i) < 0 on x − sz up to a smaller face, where s z(i) ≤ x(i).
"""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

from flint import fmpq, fmpq_mat

from oraclegames.certificates.match_agents import Agent
from oraclegames.certificates.match_scene import Mixed, Scene, mixed_of
from oraclegames.certificates.part import Part, game_of
from oraclegames.certificates.verify import Proof
from oraclegames.exact.algebraic import format_number
from oraclegames.exact.rational import to_fmpq

KEYS = (
    *("schema", "version", "game", "agents", "programs", "epsilon", "status", "play", "payoffs"),
    *("deviations", "best", "holds"),
)
MAX_MOVES = 10
"""Of how many moves all principal submatrices are tried."""


def check(document: Part) -> Proof:
    """Every claim of a document "oraclegames/grounded-equilibrium-1"."""
    # Long: one statement for each key, since each follows from those before.
    document.only(*KEYS)
    document["version"].text()
    game = game_of(document["game"])
    document["game"].require(game.n_players == 2, "there are two players")
    step = document["epsilon"].rational()
    document["epsilon"].require(0 < step < 1, "it lies between 0 and 1")
    scene = Scene(game, Fraction(1), step)
    agents = [
        _agent(part, name, player, scene)
        for player, (part, name) in enumerate(
            zip(document["programs"].items(2), document["agents"].items(2))
        )
    ]
    first, second = (
        mixed_of(part, moves) for part, moves in zip(document["play"].items(2), game.shape)
    )
    for part, agent, own, other in zip(document["play"], agents, (first, second), (second, first)):
        part.require(own == _reply(agent, other), "the program plays otherwise")
    payoffs = tuple(scene.pay(k, first, second) for k in (0, 1))
    document["payoffs"].require(document["payoffs"].rationals(2) == payoffs, "they are others")

    complete = document["status"].word("complete", "partial") == "complete"
    best = document["best"].rationals(2)
    for k, (part, most) in enumerate(zip(document["deviations"].items(2), best)):
        own = mixed_of(part, game.shape[k])
        other = _reply(agents[1 - k], own)
        gets = scene.pay(k, *((own, other) if k == 0 else (other, own)))
        document["best"][k].require(most == gets, f"the deviation gets {format_number(gets)}")
    shown = complete and max(game.shape) <= MAX_MOVES
    if shown:
        for k, most in enumerate(best):
            largest = _is_largest(_form(scene, k, agents[1 - k]), to_fmpq(most))
            document["best"][k].require(largest, "some constant strategy gets more")
    gains = any(most > payoff for most, payoff in zip(best, payoffs))
    said = document.optional("holds", Part.flag)
    expected = False if gains else True if complete else None
    document["holds"].require(said is expected, "the payoffs say otherwise")
    proved = "what both play and get", "what the deviations get"
    most_clause = "that no constant strategy gets more"
    if shown:
        return Proof((*proved, most_clause))
    return Proof(proved, (most_clause,) if complete else ())


def _agent(part: Part, name: Part, player: int, scene: Scene) -> Agent:
    """A program that replies to the other's move alone."""
    part["kind"].word("nicer", "grounded")
    agent = Agent(part, name, player, scene, None)
    same = all(row == agent.replies[0] for row in agent.replies)
    part.require(same, "it looks at its own last move")
    return agent


def _reply(agent: Agent, other: Mixed) -> Mixed:
    """What a program plays against what the other plays."""
    step, replies = agent.scene.epsilon, agent.replies[0]
    return tuple(
        step * first + (1 - step) * sum((q * mix[k] for q, mix in zip(other, replies)), Fraction(0))
        for k, first in enumerate(agent.opening)
    )


def _form(scene: Scene, player: int, rival: Agent) -> list[list[fmpq]]:
    """F: what a player's move a gets where the rival has seen her move c."""
    moves = range(scene.game.shape[player])
    table: list[list[fmpq]] = [[] for _ in moves]
    for c in moves:
        answer = _reply(rival, tuple(Fraction(int(k == c)) for k in moves))
        for a in moves:
            pays = (
                q * scene.game.payoff(player, (a, b) if player == 0 else (b, a))
                for b, q in enumerate(answer)
            )
            table[a].append(to_fmpq(sum(pays, Fraction(0))))
    return table


def _is_largest(form: list[list[fmpq]], value: fmpq) -> bool:
    """Whether a quadratic gets no larger than a value, on all probabilities."""
    moves = range(len(form))
    for size in range(1, len(form) + 1):
        for face in combinations(moves, size):
            matrix = fmpq_mat(
                size, size, [value - (form[a][c] + form[c][a]) / 2 for a in face for c in face]
            )
            if matrix.det() != 0 and max(matrix.inv().entries()) <= 0:
                return False
    return True
