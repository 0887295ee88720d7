"""What mkdocs does to each page beside its theme: outputs, pictures, formulas, search.

KaTeX and the worker that searches without a server are put into the site from ``node_modules``
beside this file (``make docs`` brings them by npm, at the pinned releases). Without them formulas
stay in TeX, and pages that are opened from a folder have no search; a line says so. Where
``PAGES_STILL`` is set no code is run, for a quick look.
"""

from __future__ import annotations

import logging
import os
import re
import shutil
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File
from tools.layers import draw
from tools.pages.outputs import with_outputs

LAYERS = "contributing-layers.svg"
"""The picture on the page for contributors."""

_MODULES = Path(__file__).parent / "node_modules"
_HERE = Path(__file__).parent
_PICTURE = re.compile(r"!\[([^\]]*)\]\((?:[\w./]*/)?glossary/([\w-]+)\.svg\)")
_log = logging.getLogger("mkdocs.hooks.pages")
_SHIPPED = {
    "katex.min.css": "katex/dist/katex.min.css",
    "katex.min.js": "katex/dist/katex.min.js",
    "auto-render.min.js": "katex/dist/contrib/auto-render.min.js",
    "iframe-worker.js": "iframe-worker/shim/index.js",
}
"""Where each file of ``assets`` lies in node_modules."""


def on_config(config: Any) -> Any:
    """Name the files that every page asks for."""
    config.extra_css.append("assets/pages.css")
    if _MODULES.is_dir():
        config.extra_css.append("assets/katex.min.css")
        scripts = ["katex.min.js", "auto-render.min.js"]
        config.extra_javascript.extend(f"assets/{name}" for name in scripts)
        config.extra["polyfills"] = ["assets/iframe-worker.js"]
    else:
        _log.info("npm has not brought KaTeX: formulas stay in TeX (npm ci in tools/pages)")
        config.extra["polyfills"] = []
        config.plugins["material/offline"].config.enabled = False
    config.extra_javascript.append("assets/pages.js")
    return config


def on_files(files: Any, config: Any) -> Any:
    """The picture of the layers is drawn from the imports as they are."""
    files.append(File.generated(config, LAYERS, content=draw()))
    return files


def on_page_markdown(markdown: str, page: Any, config: Any, files: Any) -> str:
    """Run the page's blocks, and put its small pictures into it, where they take its colours."""
    if not os.environ.get("PAGES_STILL"):
        markdown = with_outputs(markdown, page.file.src_uri)
    return _PICTURE.sub(_inline(config.docs_dir), markdown)


def _inline(docs: str) -> Any:
    def drawn(found: re.Match[str]) -> str:
        picture = (Path(docs) / "glossary" / f"{found[2]}.svg").read_text(encoding="utf-8")
        return f'<div class="small-picture">{picture.strip()}</div>'

    return drawn


def on_post_build(config: Any) -> None:
    """Put what pages ask for into the site."""
    assets = Path(config.site_dir) / "assets"
    for name in ("pages.css", "pages.js"):
        shutil.copyfile(_HERE / name, assets / name)
    if _MODULES.is_dir():
        for name, source in _SHIPPED.items():
            shutil.copyfile(_MODULES / source, assets / name)
        fonts = assets / "fonts"
        fonts.mkdir(exist_ok=True)
        for font in (_MODULES / "katex" / "dist" / "fonts").glob("*.woff2"):
            shutil.copyfile(font, fonts / font.name)
