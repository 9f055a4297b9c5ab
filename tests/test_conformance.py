"""The judge itself: it passes what works, and names what does not."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Protocol

import pytest

from conformance.api import Api, load
from conformance.check import Checker
from conformance.compare import differences, same
from conformance.maker import make
from conformance.outcome import Outcome
from conformance.schemas import Schemas
from support.pressing import PressFiles, forget

SHOP = """
paths:
  /pets/{id}:
    put:
      operationId: putPet
      parameters:
        - {name: id, in: path, required: true, schema: {type: integer}}
        - {name: tag, in: query, schema: {type: array, items: {type: string}}}
        - {name: X-Trace, in: header, schema: {type: string}}
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
      responses:
        '200':
          description: ok
          content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}
  /events:
    get:
      operationId: watch
      responses:
        '200':
          description: ok
          content: {text/event-stream: {schema: {$ref: '#/components/schemas/Pet'}}}
  /photo:
    post:
      operationId: upload
      requestBody:
        required: true
        content:
          multipart/form-data:
            schema:
              type: object
              required: [file]
              properties:
                file: {type: string, format: binary}
                names: {type: array, items: {type: string}}
                more: {anyOf: [{type: string, format: binary}, {type: 'null'}]}
      responses:
        '200': {description: ok, content: {image/png: {}}}
        '204': {description: nothing}
components:
  schemas:
    Pet:
      type: object
      required: [name]
      properties:
        name: {type: string}
        born: {type: [string, 'null'], format: date-time}
        parent: {$ref: '#/components/schemas/Pet'}
        food: {anyOf: [{type: integer}, {type: array, items: {type: number}}]}
"""


class Check(Protocol):
    """Check the operations of the shop, pressed, after a change of the generated code."""

    def __call__(self, old: str = "", new: str = "") -> dict[str, Outcome]: ...


# Every style with every shape that it is defined for (OpenAPI 3.1.1, 4.8.12.5).
STYLES = """
paths:
  /{m}/{w}/{b}/{c}/find:
    get:
      operationId: find
      parameters:
        - name: m
          in: path
          required: true
          style: matrix
          schema: {type: object, properties: {a: {type: string}, b: {type: array}}}
        - {name: w, in: path, required: true, style: matrix, explode: true, schema: {type: array}}
        - {name: b, in: path, required: true, style: label, schema: {type: object}}
        - {name: c, in: path, required: true, style: label, explode: true, schema: {type: string}}
        - {name: s, in: query, style: spaceDelimited, explode: false, schema: {type: array}}
        - {name: p, in: query, style: pipeDelimited, explode: false, schema: {type: object}}
        - {name: d, in: query, style: deepObject, explode: true, schema: {type: object}}
        - {name: X-O, in: header, explode: true, schema: {type: object}}
        - {name: j, in: query, schema: {type: string, format: json-pointer}}
      responses: {'404': {description: no}}
  /form:
    post:
      operationId: fill
      requestBody:
        required: true
        content:
          application/x-www-form-urlencoded:
            schema: {type: object, properties: {d: {type: object}, e: {type: object},
              f: {type: object, properties: {n: {type: integer}}}, l: {type: array}}}
            encoding:
              d: {style: deepObject, explode: true}
              e: {style: form}
              f: {style: form, explode: false}
              l: {style: pipeDelimited, explode: false}
      responses: {'302': {description: see}, '300': {description: choose}}
"""

# By their properties alone, a value of one variant is one of the other as well.
TAGGED = """
openapi: 3.0.4
paths:
  /tagged:
    put:
      operationId: tag
      requestBody:
        required: true
        content:
          application/json:
            schema:
              oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
              discriminator: {propertyName: kind, mapping: {meow: Cat}}
      responses: {'204': {description: done}}
components:
  schemas:
    Cat: {type: object, required: [kind], properties: {kind: {type: string}}}
    Dog: {type: object, required: [kind], properties: {kind: {type: string}}}
"""

# What may be answered in several ways: media types of JSON, forms, and ranges beside statuses.
ANSWERS = """
paths:
  /problem:
    get: {operationId: problem, responses: {'200': {description: d, content: {application/problem+json; charset=utf-8: {schema: {$ref: '#/components/schemas/A'}}}}}}
  /text:
    get: {operationId: text, responses: {'200': {description: d, content: {text/json: {schema: {$ref: '#/components/schemas/A'}}}}}}
  /form:
    get: {operationId: form, responses: {'200': {description: d, content: {application/x-www-form-urlencoded: {schema: {$ref: '#/components/schemas/A'}}}}}}
  /parts:
    get: {operationId: parts, responses: {'200': {description: d, content: {multipart/mixed: {schema: {$ref: '#/components/schemas/A'}}}}}}
  /range:
    get:
      operationId: range
      responses:
        '200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}
        '202': {description: d, content: {text/json: {schema: {type: array, items: {type: boolean}}}}}
        2XX: {description: d, content: {application/vnd.b+json: {schema: {$ref: '#/components/schemas/B'}}}}
components:
  schemas:
    A: {type: object, required: [a], properties: {a: {type: integer}}, additionalProperties: false}
    B: {type: object, required: [b], properties: {b: {type: string, format: date}}, additionalProperties: false}
"""  # noqa: E501

# An argument decides whether the answer is a stream; in the body or not, by its usual name or not.
SWITCHED = """
paths:
  /chat:
    post:
      operationId: chat
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties: {stream: {type: [boolean, 'null']}, text: {type: string}}
      responses: &either
        '200':
          description: d
          content:
            application/json: {schema: {$ref: '#/components/schemas/A'}}
            text/event-stream: {schema: {type: string}}
  /live:
    post:
      operationId: live
      x-stream-request-field: live
      requestBody:
        required: true
        content:
          application/json:
            schema: {$ref: '#/components/schemas/Live'}
      responses: *either
  /query:
    get:
      operationId: query
      parameters: [{name: stream, in: query, schema: {type: boolean}}]
      responses:
        '200':
          description: d
          content:
            application/json: {schema: {$ref: '#/components/schemas/A'}}
            application/x-ndjson: {itemSchema: {$ref: '#/components/schemas/A'}}
  /events:
    get:
      operationId: events
      responses:
        '200':
          description: d
          content:
            text/event-stream:
              schema: {type: object, properties: {data: {type: string}, id: {type: string}}}
components:
  schemas:
    A: {type: object, required: [a], properties: {a: {type: integer}}}
    Live: {type: object, properties: {live: {type: boolean, default: true}}}
"""


@pytest.fixture
def check(
    press_files: PressFiles,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> Iterator[Check]:
    pressed = press_files(getattr(request, "param", SHOP))

    def check_all(old: str = "", new: str = "") -> dict[str, Outcome]:
        for name, text in pressed.files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text.replace(old, new) if old else text, encoding="utf-8")
        monkeypatch.syspath_prepend(str(tmp_path / "src"))
        manifest = json.loads(pressed.files["sdk-manifest.json"])
        checker = Checker("shop", load(pressed.directory.parent / "openapi.yaml"), manifest)
        with closing(checker):
            return {entry["id"]: checker.check(entry) for entry in manifest["operations"]}

    forget(pressed.package)
    yield check_all
    forget(pressed.package)


def test_every_kind_of_operation_passes(check: Check) -> None:
    found = check()
    assert {name: (one.verdict, one.findings) for name, one in found.items()} == {
        "putPet": ("passed", []),
        "watch": ("passed", []),
        "upload": ("passed", []),
    }
    assert all(one.calls >= 3 and one.answers == one.calls for one in found.values())


@pytest.mark.parametrize(
    ("old", "new", "operation", "stage", "said"),
    [
        ('"/pets/{id}"', '"/pet/{id}"', "putPet", "request", "PathNotFound"),
        ('"X-Trace"', '"X-Track"', "putPet", "request", "X-Trace did not arrive"),
        ('method="PUT"', 'method="POST"', "putPet", "request", "OperationNotFound"),
        (
            "\n    born: WireDateTime",
            "\n    burn: WireDateTime",
            "putPet",
            "response",
            "Pet has no born",
        ),
        ("born: WireDateTime", "born: int", "putPet", "response", "drift at /born"),
        ('"sse",', '"jsonl",', "watch", "response", "is not JSON"),
        ("data = bytes(content)", "data = b'?'", "upload", "request", "for file, not"),
    ],
)
def test_what_an_sdk_does_wrong_is_found(
    check: Check, old: str, new: str, operation: str, stage: str, said: str
) -> None:
    outcome = check(old, new)[operation]
    assert outcome.verdict == "failed"
    found = [(one.stage, one.why) for one in outcome.failures]
    assert any(one == stage and said in why for one, why in found), found


@pytest.mark.parametrize("check", [ANSWERS], indirect=True)
def test_every_answer_is_given_and_read(check: Check) -> None:
    found = check()
    verdicts = {name: (one.verdict, one.findings) for name, one in found.items()}
    assert verdicts == dict.fromkeys(found, ("passed", []))
    assert len(found) == 5
    assert found["range"].answers >= 9


@pytest.mark.parametrize("check", [ANSWERS], indirect=True)
def test_a_range_that_is_read_wrong_is_found(check: Check) -> None:
    outcome = check('"2XX"', '"3XX"')["range"]
    assert outcome.verdict == "failed"
    assert all("application/vnd.b+json" in one.case for one in outcome.failures)


@pytest.mark.parametrize("check", [SWITCHED], indirect=True)
def test_a_call_asks_for_the_stream_or_the_value_that_answers_it(check: Check) -> None:
    found = check()
    verdicts = {name: (one.verdict, one.findings) for name, one in found.items()}
    assert verdicts == dict.fromkeys(("chat", "live", "query", "events"), ("passed", []))
    assert all(one.answers == one.calls >= 3 for one in found.values())


@pytest.mark.parametrize("check", [SWITCHED], indirect=True)
def test_a_switch_that_is_ignored_is_found(check: Check) -> None:
    found = check("streams_unasked=True", "streams_unasked=False")
    assert found["live"].verdict == "failed"
    assert found["chat"].verdict == "passed"


@pytest.mark.parametrize("check", [STYLES], indirect=True)
def test_every_style_is_read_back(check: Check) -> None:
    found = check()
    assert {name: (one.verdict, one.findings) for name, one in found.items()} == {
        "find": ("passed", []),
        "fill": ("passed", []),
    }


@pytest.mark.parametrize("check", [STYLES], indirect=True)
@pytest.mark.parametrize(
    ("old", "new", "operation", "said"),
    [
        ('style="matrix"', 'style="simple"', "find", "path parameter: m"),
        ('style="label"', 'style="simple"', "find", "path parameter b"),
        ('style="spaceDelimited"', 'style="form"', "find", "query parameter s"),
        ('style="deepObject"', 'style="form"', "find", "parameter d did not arrive"),
        ('style="deepObject"', 'style="form"', "fill", "which nobody gave"),
        ('style="pipeDelimited"', 'style="form"', "fill", "for l, not"),
    ],
)
def test_a_style_that_is_wrong_is_found(
    check: Check, old: str, new: str, operation: str, said: str
) -> None:
    whys = [one.why for one in check(old, new)[operation].failures]
    assert any(said in why for why in whys), whys


@pytest.mark.parametrize("check", [TAGGED], indirect=True)
def test_variants_that_only_their_tag_tells_apart_pass(check: Check) -> None:
    (outcome,) = check().values()
    assert (outcome.verdict, outcome.findings) == ("passed", [])
    assert outcome.calls >= 3


def test_values_compare_by_meaning_and_by_nothing_less() -> None:
    assert same(1, 1.0)
    assert not same(1, True)
    assert not same("2024-01-01T00:00:00Z", "2024-01-01T00:00:00+00:00")
    assert list(differences({"a": [1, None]}, {"a": [1.0, None]})) == []
    assert list(differences({"a": 1}, {"a": 1, "b": None})) == ["/b was lost"]
    assert list(differences({"a": [1]}, {"a": [1, 2]})) == ["/a has 1 items of 2"]


def test_the_same_values_are_made_whatever_is_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    schemas = Schemas(Api({"openapi": "3.1.0"}))
    anything = schemas.prepare({"type": "array", "items": {"type": "string"}}, "response")
    made = make(anything, 40, "anything")
    (tmp_path / "constants_of_its_own.py").write_text(
        "\n".join(f"NAME_{number} = 'constant {number}'" for number in range(500))
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    importlib.import_module("constants_of_its_own")
    assert make(anything, 40, "anything") == made
    assert make(anything, 40, "another") != made


def test_references_lead_through_references() -> None:
    api = Api({"openapi": "3.1.0", "a": {"$ref": "#/b"}, "b": {"c/d": [{"e": 1}]}})
    assert api.at("#/a/c~1d/0/e") == 1


def test_the_command_judges_one_operation_and_writes_results(
    repository: Path, tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "conformance", "--out", str(tmp_path)]
    command += ["--operation", "getUserActivity", str(repository / "spec" / "sdk.toml")]
    done = subprocess.run(
        command, cwd=repository / "tests", capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "response round-tripped" in done.stdout
    (report,) = json.loads((tmp_path / "results.json").read_text(encoding="utf-8"))
    assert (report["operations"], report["passed"], report["failed"]) == (1, 1, 0)
