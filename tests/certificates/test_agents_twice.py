"""The programs of a match as the checker runs them from a document, against those of the search:
every reading, in games of all shapes, often with ties."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from itertools import product
from random import Random

import pytest

from oraclegames import Game, InputError
from oraclegames.agents import Constant, Demand, Grounded, Region
from oraclegames.budget import Clock
from oraclegames.certificates.group_agents import GroupAgent, Worth
from oraclegames.certificates.match_agents import Agent
from oraclegames.certificates.match_ranges import output_range
from oraclegames.certificates.match_scene import Scene
from oraclegames.certificates.part import Part, Refuted
from oraclegames.certificates.programs import constant_of
from oraclegames.exact.rational import to_fmpq
from oraclegames.reflective.agents.agents import check_seat, played
from oraclegames.reflective.agents.names import as_agent
from oraclegames.reflective.agents.reading import Zones
from oraclegames.reflective.agents.seat import GroupSeat, seats
from oraclegames.reflective.group.document import group_program
from oraclegames.reflective.group.payoff_grid import PayoffGrid
from oraclegames.reflective.group.programs import check_agent, outputs_of
from oraclegames.reflective.match.document import program_document
from tests.depth import some

NAMES = ("lp", "nelp", "nelp:1", "demand:1/2", "demand:2", "nicer", "cooperate", "defect")
SHAPES = [(2, 2), (2, 3), (3, 2), (3, 3), (1, 2), (2, 1), (1, 3)]
DELTAS = [Fraction(1, 2), Fraction(2, 5), Fraction(1, 3), Fraction(3, 10)]


def mixed(draw, moves):
    """A mixed strategy in fourths."""
    cuts = sorted(draw.randint(0, 4) for _ in range(moves - 1))
    return tuple(Fraction(b - a, 4) for a, b in zip((0, *cuts), (*cuts, 4)))


def random_agent(draw, own, other):
    kind = draw.randrange(9)
    if kind == 0:
        planes = tuple(tuple(Fraction(draw.randint(-1, 1)) for _ in "abc") for _ in "ab")
        return Region(planes, draw.choice((None, mixed(draw, own))), "mine")
    if kind == 1:
        replies = tuple(tuple(mixed(draw, own) for _ in range(other)) for _ in range(own))
        return Grounded(mixed(draw, own), replies, "replies")
    if kind == 2:
        return Constant(mixed(draw, own), "rock")
    if kind == 3:
        threat = Fraction(draw.randint(-1, 2)), Fraction(draw.randint(-1, 2))
        return Demand(Fraction(draw.randint(0, 3), 2), threat)
    return as_agent(draw.choice(NAMES))


def readings(zones, moves):
    """All zones of the cumulative probabilities, also in the wrong order."""
    return list(product(range(zones), repeat=moves - 1))


def table(draw, shape):
    """Payoffs, often the same, and often sums of what each move brings."""
    if draw.randrange(3):
        return filled(shape, lambda outcome: draw.randint(-1, 2))
    brings = [[draw.randint(-2, 2) for _ in range(moves)] for moves in shape]
    return filled(shape, lambda outcome: sum(line[k] for line, k in zip(brings, outcome)))


def filled(shape, payoff, *start):
    if len(start) == len(shape):
        return payoff(start)
    return [filled(shape, payoff, *start, k) for k in range(shape[len(start)])]


def two_programs(draw, shape):
    """An agent of the search, and the same one as the checker reads it."""
    while True:
        tables = table(draw, shape), table(draw, shape)
        if draw.randrange(4) == 0:  # both gain from the same moves, which do not interact
            brings = [[draw.randint(-3, 3) for _ in range(moves)] for moves in shape]
            tables = (filled(shape, lambda o, b=brings: sum(line[k] for line, k in zip(b, o))),) * 2
        game, player = Game.from_arrays(*tables), draw.randrange(2)
        delta, step = draw.choice(DELTAS), draw.choice((Fraction(1, 2), Fraction(3, 4)))
        try:
            one = random_agent(draw, shape[player], shape[1 - player])
            seat = seats(game, step)[player]
            check_seat(one, seat)
            document = program_document(one, seat)
        except InputError:  # a region without payoffs, or a game that does not fit
            continue
        scene = Scene(game, delta, step)
        return one, seat, Agent(Part(document), Part(one.name), player, scene, None)


@pytest.mark.parametrize("shape", SHAPES)
def test_two_players_programs_after_all_readings(shape):
    draw = Random(str(shape))
    for _ in range(some(4, 60) if 3 in shape else some(80, 300)):
        one, seat, agent = two_programs(draw, shape)
        zones, player = Zones(agent.scene.delta), agent.player
        assert agent.scene.zones == zones.count
        for own in readings(zones.count, shape[player]):
            for other in readings(zones.count, shape[1 - player]):
                mine = zones.read(own, shape[player]), zones.read(other, shape[1 - player])
                assert agent.output(own, other) == played(one, seat, *mine), (one, own, other)


@pytest.mark.parametrize("shape", [(2, 2), (2, 1), (1, 2)])
def test_what_a_block_of_readings_allows(shape):
    """It holds all that is played; of a few readings and of what is bilinear it holds no more."""
    draw = Random(str(shape))
    for _ in range(some(60, 400)):
        _, _, agent = two_programs(draw, shape)
        count, reaches = agent.scene.zones, []
        for moves in (shape[agent.player], shape[1 - agent.player]):
            low, high = sorted((draw.randrange(count), draw.randrange(count)))
            reaches.append((low, high) if moves == 2 else None)
        lines = [[(k,) for k in range(r[0], r[1] + 1)] if r else [()] for r in reaches]
        outputs = [agent.output(p, q)[0] for p in lines[0] for q in lines[1]]
        low, high = output_range(agent, *reaches)
        assert low <= min(outputs) and max(outputs) <= high
        if len(outputs) <= 4 or agent.constant or agent.opening:
            assert (low, high) == (min(outputs), max(outputs))


def group_agent(draw, shape, player):
    kind, others = draw.randrange(8), len(shape) - 1
    if kind == 0:
        planes = tuple(
            tuple(Fraction(draw.randint(-1, 1)) for _ in range(others + 2)) for _ in "ab"
        )
        return Region(planes, draw.choice((None, mixed(draw, shape[player]))), "mine")
    if kind == 1:
        return Constant(mixed(draw, shape[player]), "rock")
    if kind == 2:
        shares = tuple(Fraction(draw.randint(0, 2)) for _ in range(others))
        return Demand(shares, tuple(Fraction(draw.randint(-1, 2)) for _ in shape))
    several = "demand:" + ",".join(str(draw.randint(0, 2)) for _ in range(others))
    return as_agent(draw.choice((*NAMES, "nicer:worst", several, "constant:1/3")))


@pytest.mark.parametrize("shape", [(2, 2, 2), (2, 3, 2), (3, 1, 2), (2, 2, 2, 1)])
def test_programs_of_groups_after_all_readings(shape):
    draw, count = Random(str(shape)), len(shape)
    tried = 0
    while tried < some(14 if count == 3 and max(shape) == 2 else 4, 60):
        game = Game.from_arrays(*(table(draw, shape) for _ in shape))
        player, delta, step = draw.randrange(count), draw.choice(DELTAS[:3]), Fraction(3, 4)
        seat, zones = GroupSeat(game, player, step), Zones(delta)
        try:
            one = group_agent(draw, shape, player)
            check_agent(one, seat)
        except InputError:
            continue
        tried += 1
        grid = PayoffGrid(game, zones, Clock(None))
        out = outputs_of(one, seat, grid, Clock(None))
        scene = Scene(game, delta, step)
        document = Part(group_program(one, seat))
        agent = GroupAgent(document, Part(one.name), player, scene, Worth(scene), None)
        assert_plays(agent, grid, out, one)


def assert_plays(agent, grid, out, one):
    """After all readings a program of the checker plays what the search says of it."""
    lines = [reading.zones for reading in grid.readings]
    for place in product(*(range(len(line)) for line in lines)):
        read = tuple(line[k] for line, k in zip(lines, place))
        expected = [Fraction(int(row[place]), out.scale) for row in out.values]
        assert list(agent.output(read)) == expected, (one, read)


@pytest.mark.parametrize("player", range(3))
def test_a_step_of_three_is_none_where_all_may_have_arrived(player):
    """Each gains from each one's move, whatever the others do."""
    scene_of_all = Fraction(1, 2), Fraction(3, 4)
    for ways in ((1, 2, 3), (-1, -2, 4)):
        common = filled((2, 2, 2), lambda o, ways=ways: sum(w * k for w, k in zip(ways, o)))
        game, one, zones = Game.from_arrays(*[common] * 3), as_agent("lp"), Zones(scene_of_all[0])
        seat = GroupSeat(game, player, scene_of_all[1])
        grid, scene = PayoffGrid(game, zones, Clock(None)), Scene(game, *scene_of_all)
        document = Part(group_program(one, seat))
        agent = GroupAgent(document, Part("lp"), player, scene, Worth(scene), None)
        assert_plays(agent, grid, outputs_of(one, seat, grid, Clock(None)), one)


def test_what_a_demand_of_a_group_insists_on():
    """Her value, and for each other a share of what that one gets beyond his."""
    draw, step = Random(1), Fraction(3, 4)
    game = Game.from_arrays(*(table(draw, (2, 3, 2)) for _ in "abc"))
    scene, threat = Scene(game, Fraction(1, 2), step), tuple(map(Fraction, (-9, -8, -7)))
    for shares in ((Fraction(2),), (Fraction(1, 2), Fraction(0))):
        one, player = Demand(shares, threat), 1
        program = group_program(one, GroupSeat(game, player, step))

        def read(alphas, program=program, player=player):
            said = Part({**program, "alphas": alphas})
            name = Part(f"demand:{','.join(alphas)}")
            return GroupAgent(said, name, player, scene, Worth(scene), None)

        alphas = list(map(str, shares))
        first, second = shares * 2 if len(shares) == 1 else shares
        mine, one_s, other_s = map(Fraction, program["threat"])
        assert read(alphas).spaces == [
            ({1: 1}, to_fmpq(mine)),
            ({1: 1, 0: -to_fmpq(first)}, to_fmpq(mine - first * one_s)),
            ({1: 1, 2: -to_fmpq(second)}, to_fmpq(mine - second * other_s)),
        ]
        for false in ([], ["1", "1", "1"], ["-1"], ["1", "-1/2"]):
            with pytest.raises((Refuted, InputError)):
                read(false)


OTHER_NAMES = (
    "lp",
    "nelp",
    "nelp:1",
    "nelp:2",
    "demand:1/2",
    "demand:1",
    "nicer",
    "cooperate",
    "x",
)


@pytest.mark.parametrize("name", [*NAMES, "constant:1/3", "demand:1,2", "nicer:worst"])
@pytest.mark.parametrize("shape", [(2, 2), (2, 2, 2)])
def test_a_program_goes_by_its_own_name(name, shape):
    """Only a constant may have any name that does not say another."""
    if len(shape) == 2 and name == "demand:1,2":
        return
    draw = Random(1)
    game = Game.from_arrays(*(table(draw, shape) for _ in shape))
    scene, one = Scene(game, Fraction(1, 3), Fraction(1, 2)), as_agent(name)
    if len(shape) == 2:
        seat = seats(game, scene.epsilon)[0]
        document, rest = Part(program_document(one, seat)), (0, scene, None)
        read = partial(Agent, document)
    else:
        document = Part(group_program(one, GroupSeat(game, 0, scene.epsilon)))
        rest = 0, scene, Worth(scene), None
        read = partial(GroupAgent, document)
    read(Part(one.name), *rest)
    more = Part({**document.value, "more": 1})
    with pytest.raises((Refuted, InputError)):
        read.func(more, Part(one.name), *rest)
    constant = document.value["kind"] == "constant"
    for other in {*OTHER_NAMES, "constant:1/4", "constant:1/4,3/4", "constant:x", "nicer:best"} - {
        name
    }:
        alike = constant and not other.startswith(("constant", "cooperate", "defect"))
        two = len(shape) == 2 and {name, other} == {"nicer", "nicer:worst"}
        if alike or two:
            read(Part(other), *rest)
        else:
            with pytest.raises((Refuted, InputError)):
                read(Part(other), *rest)
    if name == "constant:1/3":
        read(Part("constant:1/3,2/3"), *rest)
    own = Part({"kind": "own"})
    read.func(own, Part("anything"), *rest)
    with pytest.raises(InputError):
        read.func(own, Part(None), *rest)


@pytest.mark.parametrize(
    ("moves", "name", "fine"),
    [
        (2, "constant:1/3", True),
        (2, "constant:1/3,2/3", True),
        (2, "constant:2/3", False),
        (2, "constant:1/3,", False),
        (2, "constant:", False),
        (2, "constant", False),
        (3, "constant:1/3,2/3,0", True),
        (3, "constant:1/3", False),
        (3, "constant:1/3,2/3", False),
        (3, "constant:1/3,1/3,1/3", False),
        (3, "defect", False),
        (3, "defector", True),
        (1, "constant:1", True),
        (1, "constant:0", False),
        (1, "cooperate", True),
    ],
)
def test_a_constants_name_says_its_strategy_or_nothing(moves, name, fine):
    strategy = ["1", "0", "0"] if moves == 1 else ["1/3", "2/3", "0"]
    part = Part({"strategy": strategy[:moves]})
    game = Game.from_arrays([[0]] * moves, [[0]] * moves)
    try:
        assert constant_of(part, Part(name), game, 0) == tuple(map(Fraction, strategy[:moves]))
    except Refuted:
        assert not fine
    else:
        assert fine


@pytest.mark.parametrize("player", [0, 1])
def test_a_step_that_is_a_gain_whatever_the_other_does(player):
    """At an end of her own, or of the other's, one's step must do alone, towards any reply."""
    delta, step = Fraction(1, 3), Fraction(1, 2)
    zones = Zones(delta)
    for first, second in product((-3, -1, 1, 3), repeat=2):
        common = [[first * a + second * b for b in (0, 1)] for a in (0, 1)]
        game, one = Game.from_arrays(common, common), as_agent("lp")
        seat, scene = seats(game, step)[player], Scene(game, delta, step)
        agent = Agent(Part(program_document(one, seat)), Part("lp"), player, scene, None)
        for own, other in product(range(3), repeat=2):
            expected = played(one, seat, zones.read(own, 2), zones.read(other, 2))
            assert agent.output((own,), (other,)) == expected


@pytest.mark.parametrize("shape", [(2, 3), (3, 2), (3, 3)])
def test_steps_of_three_moves_where_both_are_paid_alike(shape):
    draw, delta, step = Random(str(shape)), Fraction(1, 2), Fraction(3, 4)
    zones = Zones(delta)
    for _ in range(some(25, 200)):
        common = filled(shape, lambda outcome: draw.choice((-3, -1, 0, 1, 2, 5)))
        game, one, player = Game.from_arrays(common, common), as_agent("lp"), draw.randrange(2)
        seat, scene = seats(game, step)[player], Scene(game, delta, step)
        agent = Agent(Part(program_document(one, seat)), Part("lp"), player, scene, None)
        for own in readings(2, shape[player]):
            for other in readings(2, shape[1 - player]):
                mine = zones.read(own, shape[player]), zones.read(other, shape[1 - player])
                assert agent.output(own, other) == played(one, seat, *mine)
