"""What the captions of the gallery's matches say is true."""

from fractions import Fraction

from tools.gallery import GAME, MATCHES, match_picture_info

from oraclegames.plots.pictures.payoffs import PayoffInfo
from oraclegames.plots.pictures.zones import ZoneInfo

INFOS = {picture.name: match_picture_info(picture) for picture in MATCHES}
NEAR = 0.08
"""A few times δ/ε."""


def payoffs(name: str) -> list[tuple[float, float]]:
    info = INFOS[name]
    assert isinstance(info, PayoffInfo)
    return list(info.points)


def distance_to_frontier(u: float, v: float) -> float:
    # Its sides lead from (0, 4) over (3, 3) to (4, 0).
    return min(abs(u + 3 * v - 12), abs(3 * u + v - 12)) / 3


def test_the_game_is_the_essays() -> None:
    assert [GAME.payoff(0, outcome) for outcome in GAME.outcomes()] == [3, 0, 4, 1]
    assert INFOS["payoff_space"].points == ()


def test_all_but_the_greedy_end_on_the_frontier() -> None:
    for name in ("lp_cooperate", "nelp_nelp", "green_green", "green_yellow"):
        assert all(distance_to_frontier(u, v) < NEAR for u, v in payoffs(name))
    assert all(max(u, v) < 1 + 2 * NEAR for u, v in payoffs("yellow_yellow"))


def test_the_frontiers_are_reached_as_far_as_the_captions_say() -> None:
    ends = {
        "lp_cooperate": (3, 4, 0, 3),
        "nelp_nelp": (1, Fraction(11, 3), 1, Fraction(11, 3)),
        "green_green": (Fraction(15, 7), Fraction(23, 7), Fraction(15, 7), Fraction(23, 7)),
        "green_yellow": (Fraction(15, 7), Fraction(15, 7), Fraction(23, 7), Fraction(23, 7)),
    }
    for name, expected in ends.items():
        us, vs = zip(*payoffs(name))
        for found, wanted in zip((min(us), max(us), min(vs), max(vs)), expected):
            assert abs(found - wanted) < NEAR, name


def test_regions_are_green_for_the_fair_and_yellow_for_the_greedy() -> None:
    greedy = {}
    for name, info in INFOS.items():
        if isinstance(info, PayoffInfo):
            greedy[name] = [region.greedy for region in info.regions]
    assert greedy == {
        "payoff_space": [],
        "lp_cooperate": [],
        "nelp_nelp": [False, False],
        "green_green": [False, False],
        "green_yellow": [False, True],
        "yellow_yellow": [True, True],
    }


def test_the_green_agents_stay_only_on_the_rim() -> None:
    info = INFOS["green_zones"]
    assert isinstance(info, ZoneInfo)
    stay = info.labels.index("stay")
    for grid in info.codes:
        last = len(grid) - 1
        places = [
            (k, m) for m, row in enumerate(grid) for k, code in enumerate(row) if code == stay
        ]
        assert places and all(max(k, m) == last for k, m in places)
