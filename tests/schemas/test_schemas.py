"""Every document is what its schema says, and no key that is not written there is allowed."""

from __future__ import annotations

import copy
import json
import re
from functools import cache
from pathlib import Path

import jsonschema
import pytest
from tools.schemas.documents import ALL_PARTS, DOCUMENTS
from tools.schemas.examples import EXAMPLES
from tools.schemas.page import page

from oraclegames import InputError
from oraclegames.certificates.verify import CHECKERS
from oraclegames.results import READERS
from oraclegames.schemas import bundle, names, schema, used
from tests.certificates.corpus import CORPUS, result

SETTINGS = [["name", "ends"], ["kind", "ties"]]
"""Settings of a sweep's question and family have keys of their own."""

ROOT = Path(__file__).parents[2]


@cache
def validator(kind):
    return jsonschema.Draft202012Validator(schema(kind))


def as_json(document):
    return json.loads(json.dumps(document))


def test_the_files_in_the_package_are_those_of_the_tool():
    assert names() == sorted(DOCUMENTS)
    for name in DOCUMENTS:
        assert schema(name) == as_json(bundle(name, DOCUMENTS[name], ALL_PARTS)), (
            "run python -m tools.schemas"
        )


def test_the_page_is_that_of_the_schemas():
    written = (ROOT / "docs" / "reference" / "json.md").read_text(encoding="utf-8")
    assert written == page(), "run python -m tools.schemas"


@pytest.mark.parametrize("kind", sorted(DOCUMENTS))
def test_a_schema_is_a_schema_and_every_key_has_a_meaning(kind):
    jsonschema.Draft202012Validator.check_schema(schema(kind))
    for record in objects(schema(kind)):
        if "properties" in record and record.get("type") == "object":
            assert record["additionalProperties"] is False
            assert all(one.get("description") for one in record["properties"].values())


def test_every_part_is_used():
    assert {part for one in DOCUMENTS.values() for part in used(one, ALL_PARTS)} == set(ALL_PARTS)


def test_every_kind_that_the_package_writes_has_a_schema():
    written = set()
    for path in (ROOT / "src" / "oraclegames").rglob("*.py"):
        written |= set(re.findall(r"\"oraclegames/([a-z-]+-\d+)\"", path.read_text("utf-8")))
    assert written == set(DOCUMENTS)
    assert {name.removeprefix("oraclegames/") for name in {**CHECKERS, **READERS}} <= written


@pytest.mark.parametrize("name", CORPUS)
def test_a_document_of_the_corpus_is_valid(name):
    document = as_json(result(name).document())
    validator(document["schema"]).validate(document)


@pytest.mark.parametrize("kind", sorted(DOCUMENTS))
def test_an_example_is_valid_and_no_other_key_is(kind):
    document = as_json(EXAMPLES[kind]())
    checked = validator(kind)
    checked.validate(document)
    assert document["schema"] == f"oraclegames/{kind}"
    refused = list(with_one_more_key(document, checked))
    assert refused, kind


def with_one_more_key(document, checked):
    """The objects that take no other key; tables, whose keys are names, take any."""
    for k, inside in enumerate(objects(document)):
        more = copy.deepcopy(document)
        list(objects(more))[k]["undocumented"] = None
        if checked.is_valid(more):
            assert list(inside) in SETTINGS, f"a key may stand beside {list(inside)}"
        else:
            yield inside


@pytest.mark.parametrize("name", CORPUS)
def test_no_key_may_be_added_or_missing_at_the_top(name):
    document = as_json(result(name).document(verify=False))
    whole = schema(document["schema"])
    top = {**whole, "properties": dict.fromkeys(whole["properties"], True)}  # whatever is inside
    checked = jsonschema.Draft202012Validator(top)
    assert checked.is_valid(document)
    assert not checked.is_valid({**document, "undocumented": 1})
    for key in DOCUMENTS[document["schema"].partition("/")[2]]["required"]:
        assert not checked.is_valid({k: v for k, v in document.items() if k != key})


def test_a_schema_that_is_not_there_is_one_line():
    with pytest.raises(InputError, match="there is no document 'best-7'; did you mean 'best-1'"):
        schema("best-7")


def objects(document):
    """Every object inside a document."""
    if isinstance(document, dict):
        yield document
        document = list(document.values())
    if isinstance(document, list):
        for inside in document:
            yield from objects(inside)
