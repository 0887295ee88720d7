"""What two agents of two moves each do where their readings are exact, from the document alone.

At a pair (x, y) of probabilities of the first moves some statements hold: "a small step to the
moves (o, p) is a gain for player w", and "the payoffs miss half-plane k of player i". What holds on
a reading decides what both play, x + v; the *push* v is told here. A reading in the zone at 0 or at
1 is another matter than one beside it: who may be at her move already adds no gain.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial
from itertools import product
from typing import Any

from oraclegames.certificates.match_agents import Agent
from oraclegames.certificates.match_scene import Scene
from oraclegames.certificates.part import Part, game_of
from oraclegames.exact.surd import exact_sign

Statement = tuple[Any, ...]
Does = tuple[Any, Any]
"""What both do: "punish", "reply", or the moves to which they step."""

Ends = tuple[int, int]
"""For each player 1 or −1 if the reading is the zone at 1 or at 0, else 0."""

Curve = tuple[Fraction, Fraction, Fraction, Fraction]
"""a, b, c, d of the function a·xy + b·x + c·y + d."""

NOTHING: frozenset[int] = frozenset()


def bilinear(function: Callable[[Any, Any], Any]) -> Curve:
    """The coefficients of a bilinear function, from its values at the corners."""
    one, zero = Fraction(1), Fraction(0)
    d, b, c = function(zero, zero), function(one, zero), function(zero, one)
    return function(one, one) - b - c + d, b - d, c - d, d


def at(curve: Curve, x: Any, y: Any) -> Any:
    """The value of a bilinear function."""
    a, b, c, d = curve
    value = d if a == 0 else x * y * a + d
    if b != 0:
        value = x * b + value
    return value if c == 0 else y * c + value


def read_pushes(document: Part) -> Pushes:
    """Both agents of a document, on its game."""
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
    rest = document.optional("rest", Part.rational)
    document["rest"].require(rest is None or 0 < rest <= 1, "a last zone is no such part of one")
    return Pushes(scene, agents, rest)


class Pushes:
    """Both agents' programs.

    Attributes:
        statements: for each the function that is positive where it holds.
        rest: how wide the last zone is, if that is given.
    """

    def __init__(self, scene: Scene, agents: Sequence[Agent], rest: Fraction | None = None):
        self.scene = scene
        self.agents = agents
        self.rest = rest
        game = scene.game
        self.pays = [bilinear(partial(self._paid, w)) for w in (0, 1)]
        self._known: dict[tuple[frozenset[Statement], Ends], Does] = {}
        self._pushes: dict[tuple[int, Any], Curve] = {}
        self._still = [self._always(agent) for agent in agents]
        self.statements: dict[Statement, Curve] = {}
        for w, o, p in product((0, 1), repeat=3):
            a, b, c, _ = self.pays[w]
            s, t = 1 - 2 * o, 1 - 2 * p
            self.statements["gain", w, o, p] = Fraction(0), t * a, s * a, s * b + t * c
        for i, agent in enumerate(agents):
            for k, (own, other, least) in enumerate(agent.planes):
                mine, theirs = self.pays[i], self.pays[1 - i]
                a, b, c, d = (-own * u - other * v for u, v in zip(mine, theirs))
                self.statements["miss", i, k] = a, b, c, d + least
        assert game.shape == (2, 2)

    def at_step(self, epsilon: Fraction) -> Pushes:
        """The same agents with another step."""
        return Pushes(replace(self.scene, epsilon=epsilon), self.agents, self.rest)

    def _paid(self, whose: int, x: Fraction, y: Fraction) -> Fraction:
        return self.scene.pay(whose, (x, 1 - x), (y, 1 - y))

    def holding(self, x: Any, y: Any) -> frozenset[Statement]:
        """What holds at a point."""
        return frozenset(s for s, curve in self.statements.items() if at(curve, x, y) > 0)

    def does(self, holding: frozenset[Statement], ends: Ends = (0, 0)) -> Does:
        """What both do after a reading on which this holds."""
        if (holding, ends) not in self._known:
            self._known[holding, ends] = self._does(holding, ends)
        return self._known[holding, ends]

    def _does(self, holding: frozenset[Statement], ends: Ends) -> Does:
        steps: list[set[int]] = [set(), set()]
        for o, p in product((0, 1), repeat=2):
            surely = all(("gain", w, o, p) in holding for w in (0, 1))
            arrived = ends[0] == 1 - 2 * o, ends[1] == 1 - 2 * p
            if surely and not all(arrived):
                first, second = Fraction(1 - o), Fraction(1 - p)
                if arrived[0] and not self._alone(1, p, first):
                    continue
                if arrived[1] and not self._alone(0, o, second):
                    continue
                steps[0].add(o)
                steps[1].add(p)
        does: list[Any] = []
        for i in (0, 1):
            if not self.climbs(i):
                does.append("reply")
            elif any(s[0] == "miss" and s[1] == i for s in holding):
                does.append("punish")
            else:
                does.append(frozenset(steps[i]))
        return does[0], does[1]

    def _alone(self, player: int, move: int, other: Fraction) -> bool:
        """Whether one player's step to a move is a gain for both, the other being at this point."""
        ends = [(Fraction(k), other) if player == 0 else (other, Fraction(k)) for k in (1, 0)]
        for pay in self.pays:
            here, there = (at(pay, *end) for end in ends)
            if (here - there) * (1 - 2 * move) <= 0:
                return False
        return True

    def push(self, player: int, does: Any) -> Curve:
        """Where it pushes a player, as a function of x and y."""
        if (player, does) not in self._pushes:
            self._pushes[player, does] = self._push(player, does)
        return self._pushes[player, does]

    def _push(self, player: int, does: Any) -> Curve:
        agent, step = self.agents[player], self.scene.epsilon
        if does == "punish":
            goal: Curve = (Fraction(0), Fraction(0), Fraction(0), agent.punishment[0])
        elif does == "reply":
            goal = bilinear(partial(self._reply, agent))
        else:
            to = sum((Fraction(1 - move, len(does)) for move in does), Fraction(0))
            size = step if does else Fraction(0)
            own = (
                (Fraction(0), -size, Fraction(0)) if player == 0 else (Fraction(0),) * 2 + (-size,)
            )
            return own[0], own[1], own[2], size * to
        a, b, c, d = goal
        return (a, b - 1, c, d) if player == 0 else (a, b, c - 1, d)

    def _reply(self, agent: Agent, x: Fraction, y: Fraction) -> Fraction:
        if agent.constant is not None:
            return agent.constant[0]
        own, other = (x, y) if agent.player == 0 else (y, x)
        mean = sum(
            p * q * mix[0]
            for p, row in zip((own, 1 - own), agent.replies)
            for q, mix in zip((other, 1 - other), row)
        )
        step = self.scene.epsilon
        return step * agent.opening[0] + (1 - step) * mean

    def _always(self, agent: Agent) -> Fraction | None:
        """The number that an agent plays whatever is read; None if there is none."""
        if self.climbs(agent.player):
            return None
        a, b, c, number = bilinear(partial(self._reply, agent))
        return number if a == b == c == 0 else None

    def pushed(self, does: Does, x: Any, y: Any) -> tuple[Any, Any]:
        """Both pushes at a point."""
        return at(self.push(0, does[0]), x, y), at(self.push(1, does[1]), x, y)

    def rigid(self, player: int) -> bool:
        """Whether what she plays depends on what she does and on herself alone."""
        return not self.agents[player].opening or self._still[player] is not None

    def climbs(self, player: int) -> bool:
        """Whether she asks statements."""
        agent = self.agents[player]
        return agent.constant is None and not agent.opening

    def steps_alone(self, player: int) -> bool:
        """Whether ε is of no account to her but as the length of a step."""
        agent = self.agents[player]
        return all(mix == agent.opening for row in agent.replies for mix in row)

    def changing(self, x: Any, y: Any) -> dict[Any, tuple[Any, Any, bool]]:
        """The statements that change at a point: how they grow with x and with y there, and whether
        they do so evenly."""
        return {
            statement: (y * a + b, x * a + c, a == 0)
            for statement, (a, b, c, d) in self.statements.items()
            if at((a, b, c, d), x, y) == 0
        }

    def exactly(self, player: int, all_do: Sequence[Any]) -> Fraction | None:
        """The number that she plays whichever of these she does; None if there is none."""
        if self._still[player] is not None:
            return self._still[player]
        agent = self.agents[player]
        return agent.punishment[0] if all(does == "punish" for does in all_do) else None

    def decided_by(self, statement: Statement, x: Any, y: Any) -> tuple[Any, ...]:
        """A curve through a point, and the side of it where a statement holds on small readings.

        A product of x − r and y − s of which one is 0 at the point has the sign of that one, but
        for the sign of the other.
        """
        a, b, c, d = self.statements[statement]
        if a == 0 and 0 in (b, c):
            return ("y", -d / c, exact_sign(c)) if b == 0 else ("x", -d / b, exact_sign(b))
        if a == 0 or a * d != b * c:
            lead = a or b
            return "curve", a / lead, b / lead, c / lead, d / lead, exact_sign(lead)
        across, up = x + c / a, y + b / a
        if across == 0 == up:
            return "both", c / a, b / a, exact_sign(a)
        if across == 0:
            return "x", -c / a, exact_sign(up * a)
        return "y", -b / a, exact_sign(across * a)

    def beside(self, x: Any, y: Any, edge: Ends, ends: Ends) -> frozenset[Statement]:
        """What holds next to a point everywhere but at an end of [0, 1] that readings leave out."""
        open_ends = [
            ("xy"[i], (1 + edge[i]) // 2, -edge[i]) for i in (0, 1) if edge[i] and not ends[i]
        ]
        return frozenset(
            statement
            for statement, curve in self.statements.items()
            if open_ends and at(curve, x, y) == 0 and any(curve)
            if self.decided_by(statement, x, y) in open_ends
        )

    def away(self, holding: frozenset[Statement], x: Any, y: Any) -> Ends:
        """For each player how a punishment pushes her that is met on one side of its own number.

        If a statement under which she punishes holds only where her probability is less than that
        of the punishment, she is pushed up: 1; −1 for more; 0 if it is not so.
        """
        ways = [0, 0]
        for kind, i, *rest in holding:
            if kind == "miss" and at(self.statements[kind, i, *rest], x, y) == 0:
                axis, *where = self.decided_by((kind, i, *rest), x, y)
                if axis == "xy"[i] and where[0] == self.agents[i].punishment[0]:
                    ways[i] = -where[1]
        return ways[0], ways[1]

    def curves(self) -> list[Curve]:
        """Where a statement or a push may change."""
        found = list(self.statements.values())
        for i, agent in enumerate(self.agents):
            if not self.climbs(i):
                found.append(self.push(i, "reply"))
                continue
            found.append(self.push(i, frozenset((0, 1))))
            if agent.planes:
                found.append(self.push(i, "punish"))
        return found
