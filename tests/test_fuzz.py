"""Descriptions with something wrong in them: each gives a package, or a report with places.

The cases are the same ones on every machine; `make fuzz` runs others, for as long as is wanted.
"""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest

from sdkpress import pipeline
from sdkpress.config import Config
from sdkpress.pointer import Pointer, reference_to
from sdkpress.problems import DescriptionError, Problems
from sdkpress.progress import Progress
from sdkpress.read import ReadOptions
from support.fuzz import Fuzzer, starts
from support.mutate import mutated, pointers, put

CASES = 20
"""Of each of the two halves, which the cores share: a number, so that no machine meets others."""


@pytest.mark.parametrize("seed", [0, 1_000_000])
def test_nothing_is_handled_badly(tmp_path: Path, seed: int) -> None:
    fuzzer = Fuzzer(starts(corpus=False), tmp_path, imports=0.1)
    for number in range(seed, seed + CASES):
        fuzzer.case(number)
    assert fuzzer.outcome.failures == []
    assert fuzzer.outcome.pressed > 0
    assert fuzzer.outcome.refused > 0


def test_a_case_is_the_same_every_time() -> None:
    (first, *_) = starts(corpus=False)
    root = first(Random(0))
    assert mutated(root, Random(7)) == mutated(root, Random(7))
    assert sum(mutated(root, Random(number)) != root for number in range(20)) > 15


RESPONSE = ("paths", "/a", "get", "responses", "200", "content", "application/json", "schema")
PLACES = (RESPONSE, (*RESPONSE, "properties", "a"))


@pytest.mark.parametrize("place", PLACES, ids=["whole", "property"])
def test_a_schema_may_refer_to_any_place(tmp_path: Path, place: Pointer) -> None:
    """To the whole document, too: what is no schema is a bad one, or a report with a place."""
    root = _tiny()
    for pointer in pointers(root):
        document = _tiny()
        put(document, place, {"$ref": reference_to(pointer)})
        path = tmp_path / "tiny.json"
        path.write_text(json.dumps(document))
        try:
            problems, progress = Problems(), Progress()
            read = pipeline.read_description(path, ReadOptions(), problems, progress)
            pipeline.plan_sdk(read, Config(), problems, progress)
        except DescriptionError as error:
            assert all(problem.location for problem in error.problems), (pointer, str(error))


def _tiny() -> dict[str, Any]:
    content = {"application/json": {"schema": {"type": "object", "properties": {"a": {}}}}}
    get = {"operationId": "getA", "responses": {"200": {"description": "", "content": content}}}
    info = {"title": "Tiny", "version": "1"}
    node = {"type": "object", "properties": {"next": {"$ref": "#/components/schemas/Node"}}}
    schemas = {"Node": node, "Any": True}
    paths = {"/a": {"get": get}}
    return {"openapi": "3.1.0", "info": info, "paths": paths, "components": {"schemas": schemas}}
