"""What the documents name is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTS = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_test_and_page_that_a_document_names_is_there(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    tests = [ROOT / name for name in re.findall(r"`((?:tests|bench|tools|src)/[\w./-]+)`", text)]
    linked = [name.partition("#")[0] for name in re.findall(r"\]\(([^)\s]+)\)", text)]
    pages = [document.parent / name for name in linked if name and "://" not in name]

    assert [str(path) for path in tests + pages if not path.exists()] == []
