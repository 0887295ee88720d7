"""The explorer as static files, served on loopback, in a browser that reaches nothing else."""

from __future__ import annotations

import functools
import http.server
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.explorer.browser import FLAGS, chromium

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "build" / "explore"
ALONE = "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"


class Handler(http.server.SimpleHTTPRequestHandler):
    """Notes what was asked and how much was sent."""

    sent: dict[str, int]

    def do_GET(self) -> None:
        super().do_GET()
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if path.is_file():
            name = path.relative_to(FOLDER).as_posix()
            self.sent[name] = self.sent.get(name, 0) + path.stat().st_size

    def log_message(self, *_: Any) -> None:
        pass


class Site:
    """The served folder in a browser."""

    def __init__(self, browser: Any, server: http.server.ThreadingHTTPServer, sent: dict[str, int]):
        self.browser, self.server, self.sent = browser, server, sent
        self.address = f"http://127.0.0.1:{server.server_port}/"

    def run(self, script: str, *arguments: Any) -> Any:
        return self.browser.execute_script(script, *arguments)

    def wait(self, condition: str, seconds: float = 600) -> None:
        """Wait until an expression of the page is true."""
        self.browser.set_script_timeout(seconds)
        self.browser.execute_async_script(
            f"""
            const done = arguments[0];
            const look = () => ({condition}) ? done() : setTimeout(look, 25);
            look();
            """
        )

    def open(self, query: str = "game=chicken") -> None:
        self.browser.get("about:blank")
        self.browser.get(f"{self.address}?{query}")
        self.wait("document.getElementById('space')?.drawn")

    def ready(self) -> None:
        """Wait until the engine runs."""
        self.wait("document.body.dataset.engine === 'ready'")

    def ask(self, questions: list[tuple[str, str]]) -> list[dict[str, Any]]:
        """What the engine answers, each with its status and its body as a text."""
        self.browser.set_script_timeout(600)
        script = """
        const [questions, done] = arguments;
        import("./static/engine.js").then(async ({ engine }) => {
          const found = [];
          for (const [path, query] of questions) {
            const { status, body } = await engine.ask(path, query);
            found.push({ status, body: new TextDecoder().decode(body) });
          }
          done(JSON.stringify({ found, heap: engine.heap }));
        }, (error) => done(JSON.stringify({ failed: String(error) })));
        """
        answered = json.loads(self.browser.execute_async_script(script, questions))
        assert "failed" not in answered, answered
        self.heap = answered["heap"]
        return list(answered["found"])

    def complaints(self) -> list[str]:
        return [e["message"] for e in self.browser.get_log("browser") if e["level"] == "SEVERE"]


def newest(*folders: Path) -> float:
    files = (path for folder in folders for path in folder.rglob("*"))
    kinds = {".py", ".js", ".css", ".html", ".mjs", ".json", ".txt"}
    return max(
        p.stat().st_mtime for p in files if p.suffix in kinds and "node_modules" not in p.parts
    )


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    """A new browser for each file of tests."""
    made = FOLDER / "keep.js"
    if not made.exists():
        pytest.skip("the site is not built: make engine (needs npm and a network)")
    if newest(ROOT / "src", ROOT / "site") > made.stat().st_mtime:
        pytest.skip("the site is older than its sources: make engine")
    sent: dict[str, int] = {}
    handler = type("Noted", (Handler,), {"sent": sent})
    bound = functools.partial(handler, directory=str(FOLDER))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), bound)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        with chromium((*FLAGS, ALONE)) as browser:
            yield Site(browser, server, sent)
    finally:
        server.shutdown()
        server.server_close()
