"""The web application: which address gets which answer, and with which safety headers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from oraclegames.explorer.answers import LISTS, PAGES, Answer, refusal
from oraclegames.explorer.atlas import atlas_html
from oraclegames.explorer.files import KINDS
from oraclegames.explorer.view import LONGEST_QUERY
from oraclegames.explorer.workers import Workers

if TYPE_CHECKING:
    from flask import Flask

STATIC = Path(__file__).with_name("static")

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
"""Only our own scripts run, and nothing is loaded from elsewhere. The page sets styles in line."""


def create_app(workers: Workers, start: str = "") -> Flask:
    """The WSGI application.

    Args:
        workers: who computes the answers.
        start: the query that the bare address leads to.

    Raises:
        ImportError: Flask is not installed.
    """
    from flask import Flask, redirect, request, send_from_directory
    from werkzeug.wrappers import Response

    app = Flask(__name__, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = 1024  # nothing is ever posted

    def respond(found: Answer) -> Response:
        response = Response(found.body, found.status, mimetype=found.media)
        response.headers["Cache-Control"] = "no-store"
        if found.name:
            response.headers["Content-Disposition"] = (
                f"attachment; filename*=UTF-8''{quote(found.name)}"
            )
        return response

    def computed(path: str) -> Response:
        query = request.query_string.decode("ascii", "replace")
        if len(query) > 4 * LONGEST_QUERY:
            return respond(refusal(414, "the address is too long: shorten labels and numbers"))
        return respond(workers.answer(path, query))

    def home() -> Any:
        if start and not request.query_string:
            return redirect(f"/?{start}")
        return send_from_directory(STATIC, "index.html", max_age=0)

    def static_file(name: str) -> Any:
        return send_from_directory(STATIC, name, max_age=0)

    def api(path: str) -> Response:
        known = path in LISTS or path in PAGES
        return computed(path) if known else respond(refusal(404, "there is no such page"))

    def files(kind: str) -> Response:
        return computed(kind) if kind in KINDS else respond(refusal(404, "there is no such file"))

    def safe(response: Any) -> Any:
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    app.add_url_rule("/", view_func=home)
    app.add_url_rule("/atlas/", view_func=atlas_html)
    app.add_url_rule("/static/<name>", view_func=static_file)
    app.add_url_rule("/api/<path>", view_func=api)
    app.add_url_rule("/files/<kind>", view_func=files)
    app.after_request(safe)
    return app
