"""The gallery is made from nothing, and its pictures are small."""

from pathlib import Path

import pytest
from tools import gallery
from tools.gallery import MATCHES, PICTURES

from oraclegames import solve
from oraclegames.reproduce import claims

pytest.importorskip("matplotlib")


@pytest.mark.slow
def test_the_gallery_has_an_index_and_small_pictures(tmp_path: Path) -> None:
    gallery.write_gallery(tmp_path / "gallery")
    index = (tmp_path / "gallery" / "index.md").read_text(encoding="utf-8")
    for picture in (*PICTURES, *MATCHES):
        path = tmp_path / "gallery" / f"{picture.name}.png"
        assert path.read_bytes().startswith(b"\x89PNG")
        assert path.stat().st_size < 150_000
        assert f"]({path.name})" in index


def test_the_captions_are_true() -> None:
    found = {picture.name: solve(picture.game) for picture in PICTURES}
    arcs = {name: len(s.interior.arcs) for name, s in found.items() if s.interior is not None}
    assert arcs == {
        "prisoners_dilemma": 2,
        "chicken": 1,
        "stag_hunt": 1,
        "battle_of_the_sexes": 1,
        "matching_pennies": 1,
        "two_arcs": 2,
        "surface": 0,
    }
    lopsided = found["two_arcs"]
    assert lopsided.curve is not None and lopsided.curve.kind == "smooth"
    assert lopsided.interior is not None and lopsided.interior.crossing is None
    assert found["surface"].interior is not None and found["surface"].interior.dimension == 2


def test_the_documentation_gets_a_file_for_each_match(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = {one.id: one for one in claims()}
    some = tuple(known[name] for name in ("match/kite", "oracle/liar", "coedt/chicken"))
    monkeypatch.setattr("oraclegames.reproduce.claims", lambda: some)
    gallery.write_claims(tmp_path / "new")
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["match_kite.png"]
