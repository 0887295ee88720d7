"""The page of the atlas is whole, works offline, and shows what the atlas says."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ElementTree
from html.parser import HTMLParser

from oraclegames.sweep.atlas import atlas
from oraclegames.sweep.atlas_page import atlas_page, thumbnail

VOID = {"meta", "link", "br", "img", "input"}


class Balanced(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.count = [], {}

    def handle_starttag(self, tag, attrs):
        self.count[tag] = self.count.get(tag, 0) + 1
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.count[tag] = self.count.get(tag, 0) + 1

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_the_page_is_balanced_html_with_144_pictures_and_no_address():
    page = atlas_page(atlas())
    parser = Balanced()
    parser.feed(page)
    assert not parser.open
    assert parser.count["svg"] == parser.count["button"] == 144
    assert not re.search(r"https?:|src=|@import|url\(", page)
    assert page == atlas_page(atlas())


def test_every_game_has_its_details():
    page = atlas_page(atlas())
    details = json.loads(re.search(r'id="details">(.*?)</script>', page)[1])
    assert set(details) == set(re.findall(r'data-game="([^"]*)"', page))
    assert (
        "two crossing arcs of a reducible curve" in details["prisoners_dilemma/prisoners_dilemma"]
    )
    assert "worth 2.5 and 2.5" in details["stag_hunt/stag_hunt"]


def test_a_thumbnail_is_svg_with_its_outcomes_arcs_and_nash_equilibrium():
    for entry in atlas():
        picture = ElementTree.fromstring(thumbnail(entry))
        circles = picture.findall("circle")
        assert len(circles) == 4
        assert sum(circle.get("class") == "e" for circle in circles) == len(entry.pure)
        assert len(picture.findall("polyline")) == len(entry.arcs)
        assert len(picture.findall("path")) == (entry.nash_values is not None)
        for line in picture.findall("polyline"):
            numbers = [float(x) for x in re.split("[ ,]", line.get("points"))]
            assert all(0 <= number <= 64 for number in numbers)
