"""Imports run downwards: no circle, no arrow up, and every package keeps to what it says."""

from __future__ import annotations

import importlib.util
from collections import defaultdict
from pathlib import Path
from xml.etree import ElementTree

import pytest

ROOT = Path(__file__).parents[1]
SPEC = importlib.util.spec_from_file_location("layers", ROOT / "tools" / "layers.py")
layers = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(layers)


def test_no_file_takes_part_in_a_circle():
    assert layers.circle(layers.imports()) == []


def test_a_circle_is_found():
    assert layers.circle({"a": {"b"}, "b": {"c"}, "c": {"a"}})


def test_no_package_takes_part_in_a_circle():
    graph = defaultdict(set)
    for source, target in layers.arrows():
        graph[source].add(target)
    # a folder with its rooms is one package here: games.files reads games and is written by them
    outer = defaultdict(set)
    for source, targets in graph.items():
        outer[source.split(".")[0]] |= {target.split(".")[0] for target in targets}
        outer[source.split(".")[0]] -= {source.split(".")[0]}
    assert layers.circle(outer) == []


@pytest.mark.parametrize("package", sorted(layers.packages()))
def test_a_package_imports_what_it_says_and_nothing_else(package):
    may = layers.allowed(package) | set(layers.GROUND)
    for module, targets in layers.imports().items():
        if layers.package(module) == package:
            for target in targets:
                inside = target.partition(".")[2]
                within = layers.package(target) == package
                assert within or any(f"{inside}.".startswith(f"{name}.") for name in may), target


@pytest.mark.parametrize("package", sorted(layers.packages()))
def test_a_package_says_what_it_answers_and_gives(package):
    text = layers.docstring(package)
    assert "\nGives: " in text and "\nMay import: " in text


def test_the_two_theories_do_not_know_each_other_nor_the_pictures():
    for source, target in layers.arrows():
        rooms = source.split(".")[0], target.split(".")[0]
        assert rooms not in {("conditional", "reflective"), ("reflective", "conditional")}
        if rooms[0] in ("conditional", "reflective", "games", "exact"):
            assert rooms[1] not in {"plots", "explorer", "sweep", "reproduce", "cli"}


def test_every_package_is_in_the_picture():
    picture = ElementTree.fromstring(layers.draw())
    boxes = picture.iter("{http://www.w3.org/2000/svg}rect")
    drawn = {name for arrow in layers.arrows() for name in arrow}
    assert len(list(boxes)) == 1 + len(drawn)  # one is the background
