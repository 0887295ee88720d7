"""``python -m tools.schemas``: write the schemas into the package, and their page."""

from __future__ import annotations

from pathlib import Path

from tools.schemas.documents import ALL_PARTS, DOCUMENTS
from tools.schemas.page import compact, page

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "src" / "oraclegames" / "schemas"
PAGE = ROOT / "docs" / "reference" / "json.md"


def main() -> None:
    """Write everything."""
    for file, schemas in (("documents", DOCUMENTS), ("parts", ALL_PARTS)):
        (FOLDER / f"{file}.json").write_text(compact(schemas) + "\n", encoding="utf-8")
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
