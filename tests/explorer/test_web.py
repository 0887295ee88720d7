"""The web application: addresses, safety headers, limits."""

import json
import re

import pytest

pytest.importorskip("flask")
pytest.importorskip("plotly")

from oraclegames.explorer.answers import Answer, answer
from oraclegames.explorer.web import create_app


class Direct:
    """Answers in this process."""

    def answer(self, path: str, query: str) -> Answer:
        return answer(path, query)


@pytest.fixture(scope="module")
def client():
    return create_app(Direct(), "game=stag_hunt").test_client()  # type: ignore[arg-type]


def test_the_bare_address_leads_to_the_game_of_the_command_line(client):
    response = client.get("/")
    assert response.status_code == 302 and response.headers["Location"] == "/?game=stag_hunt"
    with client.get("/?game=chicken") as page:
        assert page.status_code == 200 and b"<main>" in page.data


def test_the_page_loads_nothing_from_elsewhere(client):
    with client.get("/?x") as page:
        text = page.data.decode()
    assert "http://" not in text and "https://" not in text and "//cdn" not in text
    for name in ("main.js", "space.js", "style.css", "icon.svg"):
        with client.get(f"/static/{name}") as file:
            assert file.status_code == 200


def test_every_answer_has_the_safety_headers(client):
    for path in ("/?x", "/api/equilibria", "/files/game.nfg", "/nowhere"):
        with client.get(path) as response:
            assert "script-src 'self';" in response.headers["Content-Security-Policy"]
            assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_only_known_addresses_answer(client):
    for path in ("/api/secrets", "/files/passwd", "/static/../web.py", "/static/nothing.js", "/x"):
        with client.get(path) as response:
            assert response.status_code == 404
    assert client.post("/api/equilibria", data="x").status_code == 405


def test_a_refusal_is_json_in_words(client):
    response = client.get("/api/equilibria?game=nothing")
    assert response.status_code == 400
    assert "catalogue" in json.loads(response.data)["error"]
    assert client.get("/api/equilibria?title=" + "x" * 40_000).status_code == 414


def test_a_file_is_saved_under_its_name(client):
    response = client.get("/files/game.nfg?game=chicken")
    assert response.headers["Content-Disposition"] == "attachment; filename*=UTF-8''chicken.nfg"
    assert response.data.startswith(b"NFG 1 R")


def test_the_atlas_leads_to_every_ordinal_game(client):
    with client.get("/atlas/") as page:
        text = page.data.decode()
    assert re.findall("<script[^>]*>", text) == ['<script src="../static/theme.js">']
    addresses = re.findall(r'href="\.\./(\?game=ordinal_game[^"]*)"', text)
    assert len(set(addresses)) == 144
    with client.get(f"/api/equilibria{addresses[0]}") as found:
        assert found.status_code == 200
