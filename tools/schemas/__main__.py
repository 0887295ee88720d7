"""``python -m tools.schemas``: write the schemas into the package, and their page."""

from __future__ import annotations

from pathlib import Path

from tools.schemas.bundle import DOCUMENTS, bundle
from tools.schemas.page import compact, page

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "src" / "oraclegames" / "schemas"
PAGE = ROOT / "docs" / "reference" / "json.md"


def main() -> None:
    """Write everything."""
    for old in FOLDER.glob("*.json"):
        old.unlink()
    for name in DOCUMENTS:
        (FOLDER / f"{name}.json").write_text(compact(bundle(name)) + "\n", encoding="utf-8")
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
