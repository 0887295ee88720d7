"""The answers to the page: pictures, verdicts, matches, files and lines of Python."""

import io
import json
from fractions import Fraction
from itertools import chain, pairwise, product
from urllib.parse import urlencode

import numpy as np
import pytest

pytest.importorskip("plotly")

from oraclegames import Game, catalog, check, load_game, read_json, read_nfg, solve
from oraclegames.budget import Clock
from oraclegames.conditional.best.nash_equilibria import list_nash
from oraclegames.conditional.two_players.locate import locate
from oraclegames.conditional.two_players.questions import AllEquilibria
from oraclegames.errors import MissingDependencyError
from oraclegames.explorer.answers import PAGES, answer
from oraclegames.explorer.files import KINDS
from oraclegames.plots.look.style import THEMES
from oraclegames.reflective.match.match import match

F = Fraction


def ask(path, **fields):
    found = answer(path, urlencode(fields, doseq=True))
    assert found.status == 200, found.body
    return json.loads(found.body)


def refused(path, **fields):
    found = answer(path, urlencode(fields, doseq=True))
    assert found.status == 400
    return json.loads(found.body)


def layers(picture):
    return {layer["layer"] for layer in picture["layers"] if layer.get("layer")}


def curve(picture):
    """The distributions of the curve in the tetrahedron, shape (n, 4)."""
    (lines,) = (layer["lines"] for layer in picture["layers"] if layer["layer"] == "curve")
    return np.concatenate(lines)


def test_the_curve_of_chicken_is_the_known_segment():
    points = curve(ask("equilibria", game="chicken")["pictures"]["space"])
    t = points[:, 3]
    known = np.stack([1 - 9 * t, 4 * t, 4 * t, t], axis=1)
    assert np.abs(points - known).max() < 1e-5
    assert t.min() < 0.001 and t.max() > 0.11


def test_the_curve_follows_the_payoffs():
    """At the temptation 7/2 every point drawn is an equilibrium of that game, by its values."""
    fields = {"a": "2,0,7/2,1", "b": "2,7/2,0,1", "rows": ["C", "D"], "cols": ["C", "D"]}
    points = curve(ask("equilibria", **fields)["pictures"]["space"])
    inside = points[(points > 1e-3).all(axis=1)]
    assert len(inside) > 20
    given_c = (2 * inside[:, 0]) / (inside[:, 0] + inside[:, 1])
    given_d = (3.5 * inside[:, 2] + inside[:, 3]) / (inside[:, 2] + inside[:, 3])
    assert np.abs(given_c - given_d).max() < 1e-3


def test_layers_are_drawn_exactly_when_they_are_switched_on():
    for wanted in ("surfaces", "curve", "pure", "nash", "correlated", "product", "best"):
        space = ask("equilibria", game="prisoners_dilemma", layers=wanted)["pictures"]["space"]
        assert layers(space) == {wanted}
    bare = ask("equilibria", game="prisoners_dilemma", layers="")["pictures"]["space"]
    assert layers(bare) == set()


def test_chickens_tempting_point_fails_by_its_query():
    own = ask("equilibria", game="chicken", own="81/100,9/100,9/100,1/100")["own"]
    assert own["verdict"] == "no"
    assert [value["text"] for value in own["values"]] == ["81/20", "81/20"]
    assert [[worth["text"] for worth in row] for row in own["conditional"]] == [["4", "9/2"]] * 2
    assert len(own["violations"]) == 2
    assert "given Straight than given Swerve" in own["violations"][0]["text"]


@pytest.mark.parametrize("game", ["chicken", "prisoners_dilemma", "battle_of_the_sexes"])
@pytest.mark.parametrize("pick", ["0", "0.3", "1", "0.4,0.1", "0.1,-0.2,0.3", "0.2,0.3,0.2,0.3"])
def test_a_picked_point_is_an_equilibrium(game, pick):
    picked = ask("equilibria", game=game, pick=pick)["picked"]
    assert picked["verdict"] == "yes"
    texts = [cell["text"] for cell in picked["cells"]]
    if not any("≈" in text for text in texts):
        assert check(catalog.build(game), ",".join(texts))
    for row, value in zip(picked["conditional"], picked["values"]):
        for worth in row:
            assert worth is None or worth["float"] <= value["float"] + 1e-9


def test_an_irrational_point_is_shown_rounded_and_says_so():
    fields = {"a": "5,0,7,1", "b": "3,4,0,1", "rows": ["A", "B"], "cols": ["C", "D"]}
    picked = ask("equilibria", pick="0.4", **fields)["picked"]
    assert any("≈" in cell["text"] for cell in picked["cells"])
    assert "rounded" in picked["sentence"]
    for row in picked["conditional"]:
        assert row[0]["float"] == pytest.approx(row[1]["float"], abs=1e-9)


def test_the_picked_point_is_marked_in_both_pictures():
    answered = ask("equilibria", game="prisoners_dilemma", pick="0.25,0.25,0.25,0.25")
    spots, picked = answered["spots"], answered["picked"]
    assert spots["own"] is None
    assert spots["picked"]["space"] == [cell["float"] for cell in picked["cells"]]
    assert spots["picked"]["plane"] == [value["float"] for value in picked["values"]]


@pytest.mark.parametrize(
    "game", ["chicken", "stag_hunt", "matching_pennies", "battle_of_the_sexes"]
)
def test_the_plane_is_the_shadow_of_the_tetrahedron(game):
    """The values of the points in space, by the payoffs, are the places in the plane."""
    answered = ask("equilibria", game=game)
    payoffs = np.array([[float(Fraction(x)) for x in answered["game"][key]] for key in "ab"])
    plane = {layer["role"]: layer for layer in answered["pictures"]["plane"]["layers"]}
    compared = 0
    for layer in answered["pictures"]["space"]["layers"]:
        flat = plane.get(layer["role"], {})
        for line, shadow in zip(layer.get("lines", ()), flat.get("lines", ())):
            assert np.abs(np.array(line) @ payoffs.T - np.array(shadow)).max() < 1e-3
            compared += 1
        for point, shadow in zip(layer.get("points", ()), flat.get("points", ())):
            assert np.abs(np.array(point["at"]) @ payoffs.T - np.array(shadow["at"])).max() < 1e-3
            compared += 1
    assert compared > 2


def test_a_surface_is_sent_by_the_corners_of_its_patch():
    space = ask("equilibria", game="prisoners_dilemma", layers="surfaces")["pictures"]["space"]
    row, column = space["layers"]
    assert [layer["role"] for layer in space["layers"]] == ["row surface", "column surface"]
    for (p11, p12, p21, p22), given in zip(row["patch"], column["patch"]):
        assert given == [p11, p21, p12, p22]
        # T = 3, R = 2, P = 1, S = 0: worth the same by both rows, where both are played.
        if p11 + p12 and p21 + p22:
            assert 2 * p11 / (p11 + p12) == pytest.approx((3 * p21 + p22) / (p21 + p22), abs=1e-4)


def test_what_the_page_draws_is_small():
    assert len(answer("equilibria", "game=prisoners_dilemma&pick=0.3").body) < 16_000


def test_the_looks_are_those_of_the_figures():
    drawn = ask("looks")
    for name, theme in THEMES.items():
        assert drawn[name]["ink"] == theme.ink
        assert {role: one["colour"] for role, one in drawn[name]["roles"].items()} == {
            role: style.colour for role, style in theme.styles.items()
        }


def test_what_is_not_installed_is_said_with_a_status_of_its_own(monkeypatch):
    def missing(view):
        raise MissingDependencyError("this question needs NumPy")

    monkeypatch.setitem(PAGES, "programs", missing)
    found = answer("programs", "game=chicken")
    assert found.status == 501 and json.loads(found.body)["error"] == "this question needs NumPy"


def test_an_own_distribution_that_is_none_leaves_the_pictures_alone():
    answered = ask("equilibria", game="chicken", own="1/2,x,1/4,1/4")
    assert answered["wrong"][0][0] == "own:1"
    assert answered["own"] is None and answered["pictures"]
    answered = ask("equilibria", game="chicken", own="1/2,1/2,1/2,1/2")
    assert answered["wrong"] == [["own", "the probabilities sum to 2, not to 1"]]


def flat_layers(answered):
    return {layer["role"]: layer for layer in answered["pictures"]["plane"]["layers"]}


def inside(point, polygon):
    """Whether a point is in a polygon, by the crossings of a ray."""
    x, y = point
    sides = zip(polygon, [*polygon[1:], polygon[0]])
    return (
        sum((b < y) != (d < y) and x < a + (c - a) * (y - b) / (d - b) for (a, b), (c, d) in sides)
        % 2
    )


def distance(point, a, b):
    """From a segment."""
    way, off = (np.subtract(end, a) for end in (b, point))
    share = np.clip(way @ off / (way @ way or 1), 0, 1)
    return np.hypot(*(off - share * way))


def assert_shows(drawn, area, rims, reached):
    """Where the area is drawn values are reached, and nowhere else; close to a rim is not asked."""
    areas = drawn[area]["areas"]
    (low, high), (left, right) = ([f(v) for f in (min, max)] for v in zip(*chain(*areas)))
    edges = [
        pair
        for role in rims
        for line in drawn.get(role, {}).get("lines", [])
        for pair in pairwise(line)
    ]
    for k, j in product(range(9), repeat=2):
        x, y = (
            (F(a) + (F(b) - F(a)) * F(2 * t - 1, 15)).limit_denominator(100) + F(1, 997)
            for a, b, t in ((low, high, k), (left, right, j))  # not where polygons meet
        )
        point = float(x), float(y)
        if min(distance(point, *pair) for pair in edges) > 0.01 * (high - low + right - left):
            shown = any(inside(point, area) for area in areas)
            assert shown == reached((x, y)), (x, y)


@pytest.mark.parametrize(("shape", "seed"), [("3,3", 1), ("3,3", 2), ("3,4", 4)])
def test_the_regions_of_a_larger_game_are_what_single_answers_say(shape, seed, monkeypatch):
    monkeypatch.setattr("oraclegames.explorer.larger.BUDGET", 600.0)
    name = f"random_game({shape},seed={seed})"
    answered = ask("equilibria", game=name)
    game = load_game(name)
    every = AllEquilibria(game)
    drawn = flat_layers(answered)
    rims = ("boundary", "dependency only")
    assert_shows(drawn, "all equilibria", rims, lambda at: every.reaches(*at, Clock(None)))
    assert_shows(drawn, "achievable", ["open boundary"], lambda at: locate(game, at).inside)
    words = answered["words"]
    assert "All equilibria: their values, exactly, are an area" in words
    assert "Totally mixed equilibria: their values, exactly, are an area" in words
    assert "x is the value of player 1, y that of player 2" in words


def test_either_region_of_a_larger_game_is_shown_alone(monkeypatch):
    monkeypatch.setattr("oraclegames.explorer.larger.BUDGET", 600.0)
    name = "random_game(3,3,seed=1)"
    alone = flat_layers(ask("equilibria", game=name, layers="curve"))
    assert "achievable" in alone and "all equilibria" not in alone and "boundary" not in alone
    every = flat_layers(ask("equilibria", game=name, layers="surfaces"))
    assert every["achievable"]["name"] == "achievable" and "open boundary" not in every


@pytest.mark.parametrize(
    "name",
    [
        "rock_paper_scissors",
        "coordination(5)",
        "random_game(3,3,seed=1)",
        "random_game(1,3,seed=2)",
    ],
)
def test_the_pure_equilibria_of_a_larger_game_are_filled(name):
    answered = ask("equilibria", game=name)
    pure = flat_layers(answered)["pure equilibria"]["points"]
    known = {", ".join(one.labels) for one in solve(load_game(name)).pure}
    assert {point["name"] for point in pure} == known
    lines = answered["words"].partition("Pure dependency equilibria\n")[2].splitlines()
    assert {line.partition(":")[0].strip() for line in lines} == known


@pytest.mark.parametrize(
    "name", ["rock_paper_scissors", "coordination(3)", "random_game(3,4,seed=4)"]
)
def test_a_larger_game_shows_nash_equilibria_and_correlated_values_where_asked_for(name):
    game = load_game(name)
    drawn = flat_layers(ask("equilibria", game=name))
    shown = {tuple(point["at"]) for point in drawn["nash"]["points"]}
    known = {tuple(round(float(v), 6) for v in play.values) for play in list_nash(game).plays}
    assert shown == known and "correlated values" not in drawn
    drawn = flat_layers(ask("equilibria", game=name, layers="curve,nash,correlated"))
    layer = drawn["correlated values"]
    hull = [point["at"] for point in layer.get("points", ())]
    hull += chain(*layer.get("lines", ()), *layer.get("areas", ()))
    for play in known:
        for way in product((-1, 0, 1), repeat=2):
            most = max(np.dot(way, at) for at in hull)
            assert np.dot(way, play) <= most + 1e-5


def test_a_larger_game_without_equilibria_of_a_kind_says_so():
    drawn = flat_layers(ask("equilibria", game="random_game(1,3,seed=4)"))
    assert "achievable" not in drawn and "dependency only" in drawn
    hidden = flat_layers(ask("equilibria", game="random_game(3,3,seed=1)", layers=""))
    assert set(hidden) == {"feasible", "other outcomes"}
    words = ask("words", game="rock_paper_scissors")["words"]
    assert words == solve(catalog.rock_paper_scissors()).describe()


def test_the_two_players_regions_differ_and_zones_are_square():
    fields = {"first": "demand:1/2", "second": "demand:1/2", "delta": "1/20"}
    pictures = ask("programs", game="prisoners_dilemma", **fields)["pictures"]
    layers = pictures["payoffs"]["layers"]
    roles = [layer["role"] for layer in layers if layer["name"].startswith("allowed")]
    assert roles == ["row surface", "column surface"]
    for grid in pictures["zones"]["codes"]:
        assert len(grid) == 20 and all(sum(count for _, count in row) == 20 for row in grid)


def test_very_large_and_small_payoffs_are_drawn():
    for size in ("1e9", "1e-9"):
        fields = {"a": f"{size},0,{size},0", "b": f"0,{size},{size},0"}
        assert ask("equilibria", rows=["A", "B"], cols=["C", "D"], **fields)["pictures"]


def test_a_match_has_the_fixed_points_of_the_library():
    answered = ask("programs", game="prisoners_dilemma", first="demand:1/2", second="lp", point=0)
    known = match(catalog.prisoners_dilemma(), "demand:1/2", "lp", "1/100", "1/5")
    assert answered["count"] == len(known.fixed_points)
    drawn = {}
    for layer in answered["pictures"]["payoffs"]["layers"]:
        for number, point in zip(layer.get("numbers", ()), layer.get("points", ())):
            drawn[number] = point["at"]
    places = [drawn[k] for k in range(len(drawn))]
    assert np.abs(np.array(places) - known.payoff_array()).max() < 1e-5
    assert len(answered["picked"]["readings"]) == 2
    assert answered["picked"]["randomised"] == known.fixed_points[0].randomised


def test_the_readings_of_a_random_answer_name_its_probability():
    fields = {"game": "prisoners_dilemma(4,3,1,0)", "first": "nelp", "second": "defect"}
    answered = ask("programs", delta="1/200", point=0, **fields)
    assert answered["count"] == answered["randomised"] == 1
    assert any("says “more” with probability" in text for text in answered["picked"]["readings"])


def test_a_region_is_drawn_by_its_corners_and_never_read_from_a_file(tmp_path):
    corners = "region:1,1;3,1;3,3"
    answered = ask("programs", game="prisoners_dilemma", first=corners, second="lp")
    assert answered["count"] > 0
    path = tmp_path / "region.json"
    path.write_text('{"vertices": [[1, 1], [3, 1], [3, 3]]}')
    for text in (f"region:{path}", f" REGION:{path}", "region:1,1;2,2", "region:"):
        assert refused("programs", first=text)["wrong"][0][0] == "first"


@pytest.mark.parametrize(
    ("fields", "cell"),
    [
        ({"second": "magic"}, "second"),
        ({"second": "demand:x"}, "second"),
        ({"first": "demand:1e100000"}, "first"),
        ({"first": "x" * 700}, "first"),
        ({"delta": "1/100000"}, "delta"),
        ({"delta": "?"}, "delta"),
        ({"epsilon": ""}, "epsilon"),
    ],
)
def test_a_wrong_agent_or_parameter_is_marked(fields, cell):
    assert [where for where, _ in refused("programs", **fields)["wrong"]] == [cell]


def test_parameters_that_do_not_fit_each_other_are_explained():
    assert "smaller delta" in refused("programs", delta="1/2", epsilon="1/3")["error"]


def test_the_tournament_ranks_all_agents():
    answered = ask(
        "tournament", game="prisoners_dilemma", delta="1/50", agents=["lp", "nelp", "defect"]
    )
    assert sorted(line["agent"] for line in answered["table"]) == ["defect", "lp", "nelp"]
    assert len(answered["pairings"]) == 9
    assert refused("tournament", agents=[f"demand:{k}" for k in range(11)])["error"]


def test_the_lists_of_games_hold_the_catalogue_and_144_ordinal_games():
    lists = ask("games")
    assert len(lists["ordinal"]) == 144
    assert {"chicken", "prisoners_dilemma"} <= {game["name"] for game in lists["named"]}
    for game in [*lists["named"], *lists["ordinal"][::13]]:
        shown = ask("equilibria", game=game["name"])["game"]
        assert (shown["a"], shown["b"]) == (game["a"], game["b"])


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("equilibria", {"game": "chicken", "layers": "curve,nash,product"}),
        ("equilibria", {"game": "rock_paper_scissors"}),
        (
            "equilibria",
            {"a": "1,2,1/3,4", "b": "1,2,3,4", "rows": ["A'", 'B"'], "cols": ["C", "\\"]},
        ),
        ("programs", {"game": "prisoners_dilemma", "first": "demand:3/4", "delta": "1/20"}),
        ("programs", {"first": "region:0,0;5,0;5,5;0,5", "second": "lp", "delta": "1/20"}),
    ],
)
def test_the_lines_of_python_run_and_make_the_same_game(path, fields, monkeypatch, capsys):
    from plotly.graph_objects import Figure

    drawn = []
    monkeypatch.setattr(Figure, "show", lambda figure: drawn.append(figure))
    answered = ask(path, **fields)
    names: dict[str, object] = {}
    exec(answered["python"], names)
    game = names["game"]
    assert isinstance(game, Game)
    shown = answered["game"]
    assert [list(moves) for moves in game.moves] == [shown["rows"], shown["cols"]]
    assert [str(game.payoff(0, o)) for o in game.outcomes()] == shown["a"]
    assert len(drawn) == 1 or capsys.readouterr().out


def test_files_hold_what_the_page_shows():
    fields = urlencode({"game": "battle_of_the_sexes", "delta": "1/50"})
    found = {kind: answer(kind, fields) for kind in KINDS}
    assert all(one.status == 200 and one.name for one in found.values())
    game = catalog.battle_of_the_sexes()
    assert read_nfg(io.StringIO(found["game.nfg"].body.decode())) == game
    assert read_json(io.StringIO(found["game.json"].body.decode())) == game
    assert json.loads(found["equilibria.json"].body) == solve(game).to_dict()
    assert json.loads(found["match.json"].body)["schema"] == "oraclegames/match-1"
    for kind in ("match.png", "equilibria.png"):
        assert found[kind].body.startswith(b"\x89PNG")
    for kind in ("match.svg", "equilibria.svg"):
        assert b"<svg" in found[kind].body
    assert b"plotly" in found["equilibria.html"].body and b"plotly" in found["match.html"].body
    assert found["equilibria.png"].name == "battle-of-the-sexes-equilibria.png"
    assert answer("equilibria.png", "game=rock_paper_scissors").status == 400
    assert answer("passwd", "").status == 400


def test_a_picked_point_says_how_alike_the_players_must_think_they_are():
    picked = ask("equilibria", game="prisoners_dilemma", pick="0.3")["picked"]
    assert picked["alike"] == (
        "Each must think the other 1/2 likelier to play Cooperate if she plays Cooperate."
    )
    corner = ask("equilibria", game="prisoners_dilemma", pick="1,0,0,0", own="1/2,0,1/4,1/4")
    assert corner["picked"]["alike"] == "" and "Row must think Column 1/2" in corner["own"]["alike"]


def test_the_diagram_in_b_marks_the_equilibria_at_the_slider():
    found = ask("similar", game="prisoners_dilemma(5,3,1,0)", similarity="1/2")
    left, right = found["planes"]
    spots = [one for one in left["layers"] if one["role"] == "fixed points"]
    assert [p["at"] for p in spots[0]["points"]] == [[0.5, 0.666667]]
    assert "Cooperate 2/3, Defect 1/3; everybody gets 23/9" in found["words"]
    assert [one["name"] for one in right["layers"][:1]] == ["b = 1/2"]
    roles = {one["role"] for one in left["layers"]}
    assert {"nash", "best", "first move"} <= roles and "b in (1/4, 2/3)" in found["all"]
    other = ask("similar", game="battle_of_the_sexes")
    assert other["planes"] == [] and "symmetric games" in other["why"]
    assert "from 0 to 1" in refused("similar", game="chicken", similarity="2")["error"]
    assert ask("similar", game="rock_paper_scissors")["planes"]


def test_a_strip_for_a_payoff():
    found = ask("strip", game="chicken", vary="a:3", ask="shape")
    assert found["what"] == "t is what Row gets at Straight, Straight."
    assert [name for _, name in found["plane"]["names"]] == ["one arc", "none"]
    assert found["plane"]["now"] == 0 and "t in [-3, 4)" in found["words"]
    assert ask("strip", game="chicken", vary="b:1", ask="welfare")["plane"]["names"] == []
    alike = ask("strip", game="chicken", vary="a:3", ask="similar", similarity="1/3")
    assert "the moves are exchanged" in alike["what"] and "17/4" in alike["words"]
    uneven = ask("strip", game="battle_of_the_sexes", vary="a:0", ask="similar")
    assert uneven["plane"] is None and "symmetric" in uneven["why"]
    larger = ask("strip", game="rock_paper_scissors")
    assert larger["plane"] is None and "2×2" in larger["why"]
    assert "question" in refused("strip", game="chicken", ask="colour")["error"]
    assert "a:1" in refused("strip", game="chicken", vary="c:9")["error"]
