"""Multipart forms: which schemas have a shape of their own as one, and which parts are files."""

from __future__ import annotations

import pytest

from plan.planned import definitions, plan_of, shown, text
from sdkpress.plan.model.types import Ref, Scalar
from sdkpress.plan.shapes.parts import is_opaque, part_type

ANSWER = "responses: {'204': {description: d}}"


def form(schema: str, encoding: str = "", media_type: str = "multipart/form-data") -> str:
    """An operation whose body is this form, and schemas that it may refer to."""
    content = f"{{{media_type}: {{schema: {schema}{encoding and ', ' + encoding}}}}}"
    return f"""
    openapi: 3.2.0
    paths:
      /a: {{post: {{operationId: a, requestBody: {{content: {content}}}, {ANSWER}}}}}
    components:
      schemas:
        File: {{type: string, format: binary}}
        Files: {{type: array, items: {{type: string, format: binary}}}}
        Word: {{type: string}}
        Words: {{type: array, items: {{$ref: '#/components/schemas/Word'}}}}
        Photo: {{type: object, properties: {{data: {{$ref: '#/components/schemas/File'}}, n: {{type: string}}}}}}
        Loop: {{type: array, items: {{$ref: '#/components/schemas/Loop'}}}}
        Plain: {{type: object, properties: {{n: {{type: integer}}}}}}
        Tree:
          type: object
          properties:
            data: {{type: string, format: binary}}
            kids: {{type: array, items: {{$ref: '#/components/schemas/Tree'}}}}
        Rest: {{type: object, properties: {{a: {{}}}}, additionalProperties: {{type: string, format: binary}}}}
    """


def body_of(description: str) -> tuple[str, dict[str, str]]:
    """The type of the body, and all definitions."""
    sdk, _ = plan_of(description)
    (operation,) = sdk.operations
    return text(operation.bodies[0].type), {
        name: shown(item) for name, item in definitions(sdk).items()
    }


@pytest.mark.parametrize(
    ("schema", "media_type", "expected"),
    [
        ("{type: string, format: binary}", "", "file"),
        ("{$ref: '#/components/schemas/File'}", "", "file"),
        ("{$ref: '#/components/schemas/Files'}", "", "[file]"),
        ("{$ref: '#/components/schemas/Word'}", "", "Word"),
        ("{$ref: '#/components/schemas/Words'}", "", "Words"),
        ("{type: string}", "", "str"),
        ("{type: string}", "text/plain", "str"),
        ("{type: string}", "application/json", "str"),
        ("{type: string}", "image/png", "file | str"),
        ("{type: string}", "text/plain, image/png", "str"),
        ("{type: array, items: {type: string}}", "image/png", "[file | str]"),
        ("{}", "image/png", "file"),
        ("{}", "", "any"),
        ("{type: integer}", "image/png", "int"),
        ("{$ref: '#/components/schemas/Plain'}", "image/png", "Plain"),
        ("{type: [string, 'null']}", "image/png", "file | str | none"),
        ("{oneOf: [{type: integer}, {type: string}]}", "image/png", "file | int | str"),
        (
            "{oneOf: [{type: array, items: {type: string, format: binary}},"
            " {type: string, format: binary}]}",
            "",
            "file | [file]",
        ),
        ("{type: object, properties: {f: {type: string, format: binary}}}", "", "AP"),
    ],
)
def test_which_parts_are_files(schema: str, media_type: str, expected: str) -> None:
    encoding = media_type and f"encoding: {{p: {{contentType: '{media_type}'}}}}"
    properties = f"{{p: {schema}, other: {{type: string}}}}"
    _, found = body_of(form(f"{{type: object, properties: {properties}}}", encoding))
    assert found["ARequest"] == f"{{p?: {expected.replace('AP', 'ARequestP')}, other?: str}}"


@pytest.mark.parametrize(
    ("schema", "encoding", "expected"),
    [
        ("{type: object, additionalProperties: {type: string, format: binary}}", "", "map of file"),
        ("{type: object, additionalProperties: {type: string}}", "", "map of str"),
        ("{type: array, items: {type: string}}", "", "[str]"),
        (
            "{type: array, items: {type: string}}",
            "itemEncoding: {contentType: image/png}",
            "[file | str]",
        ),
        (
            "{type: array, items: {type: string}}",
            "prefixEncoding: [{}, {contentType: image/png}]",
            "[file | str]",
        ),
        ("{type: array, items: {type: string}}", "prefixEncoding: [{}]", "[str]"),
        (
            "{oneOf: [{$ref: '#/components/schemas/Photo'}, {$ref: '#/components/schemas/Plain'}]}",
            "",
            "Photo | Plain",
        ),
    ],
)
def test_whole_forms(schema: str, encoding: str, expected: str) -> None:
    found, all_of_them = body_of(form(schema, encoding, "multipart/mixed"))
    assert found == expected
    if "Photo" in expected:
        assert all_of_them["Photo"] == "{data?: file, n?: str}"


def test_parts_by_their_position() -> None:
    parts = "prefixItems: [{type: string}, {type: string}, {type: string}, {type: string}]"
    encoding = "prefixEncoding: [{contentType: image/png}, {}], itemEncoding: {contentType: a/b}"
    _, found = body_of(form(f"{{type: array, {parts}, items: false}}", encoding, "multipart/mixed"))
    assert found["ARequest"] == "(file | str, str, file | str, file | str)"


def test_parts_that_have_names_and_an_order() -> None:
    """In `multipart/form-data` each item is an object of parts."""
    items = (
        "prefixItems: [{$ref: '#/components/schemas/Word'}, {$ref: '#/components/schemas/Rest'}]"
    )
    encoding = "prefixEncoding: [{contentType: image/png}, {contentType: image/png}]"
    _, found = body_of(form(f"{{type: array, {items}, items: false}}", encoding))
    assert found["ARequest"] == "(Word, Rest)"
    assert found["Rest"] == "{a?: file, *: file}"
    assert found["Word"] == "str"
    body, found = body_of(form("{type: array, items: {$ref: '#/components/schemas/Photo'}}"))
    assert (body, found["Photo"]) == ("[Photo]", "{data?: file, n?: str}")


PHOTO = "{schema: {$ref: '#/components/schemas/Photo'}"


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ("", {"Photo": "{data?: file, n?: str}"}),
        (
            f"      /b: {{post: {{operationId: b, requestBody: {{content: {{application/json:"
            f" {PHOTO}}}}}}}, {ANSWER}}}}}\n",
            {"Photo": "{data?: File, n?: str}", "PhotoMultipart": "{data?: file, n?: str}"},
        ),
        (
            "      /b: {get: {operationId: b, responses: {'200': {description: d, content:"
            f" {{application/json: {PHOTO}}}}}}}}}}}}}\n",
            {"Photo": "{data?: File, n?: str}", "PhotoMultipart": "{data?: file, n?: str}"},
        ),
        (
            f"    webhooks:\n      w: {{post: {{requestBody: {{content: {{application/json: {PHOTO}}}}}}},"
            f" {ANSWER}}}}}\n",
            {"Photo": "{data?: File, n?: str}", "PhotoMultipart": "{data?: file, n?: str}"},
        ),
        (
            f"      /b: {{post: {{operationId: b, requestBody: {{content: {{multipart/form-data:"
            f" {PHOTO}, encoding: {{n: {{contentType: image/png}}}}}}}}}}, {ANSWER}}}}}\n",
            {
                "Photo": "{data?: File, n?: str}",
                "PhotoMultipart": "{data?: file, n?: str}",
                "PhotoMultipartArguments": "{data?: file, n?: file | str}",
            },
        ),
    ],
    ids=["alone", "sent", "received", "incoming", "two forms"],
)
def test_a_form_that_is_the_only_shape_has_the_name(other: str, expected: dict[str, str]) -> None:
    """One that is also sent or received in another way, or as another form, has its own."""
    description = form("{$ref: '#/components/schemas/Photo'}")
    names = definitions(
        plan_of(description.replace("    components:", f"{other}    components:"))[0]
    )
    found = {name: shown(item) for name, item in names.items() if name.startswith("Photo")}
    assert found == expected


def test_a_form_that_recurs() -> None:
    _, found = body_of(form("{$ref: '#/components/schemas/Tree'}"))
    assert found["Tree"] == "{data?: bytes, kids?: [Tree]}"
    assert found["TreeMultipart"] == "{data?: file, kids?: [Tree]}"


def test_forms_within_forms() -> None:
    """Items that have names may be arrays in turn, also of themselves."""
    encoding = "itemEncoding: {contentType: image/png}"
    pair = "{type: array, prefixItems: [{type: string}, {type: integer}], items: false}"
    _, found = body_of(form(f"{{type: array, items: {pair}}}", encoding))
    assert found["ARequestItem"] == "(file | str, int)"
    body, found = body_of(form("{$ref: '#/components/schemas/Loop'}", encoding))
    assert (body, found["Loop"]) == ("Loop", "[Loop]")


def test_a_form_without_files_is_the_schema_itself() -> None:
    body, found = body_of(form("{$ref: '#/components/schemas/Plain'}"))
    assert body == "Plain"
    assert not any("Multipart" in name for name in found)


@pytest.mark.parametrize(
    ("media_types", "opaque"),
    [
        ("image/png", True),
        ("image/png, image/jpeg", True),
        ("application/octet-stream; x=y", True),
        ("application/json", False),
        ("image/png, application/problem+json", False),
        ("Text/Plain; charset=utf-8", False),
        ("text/html", True),
        ("", False),
        (" , ", False),
    ],
)
def test_what_is_opaque(media_types: str, opaque: bool) -> None:
    assert is_opaque(media_types) is opaque


def test_a_reference_to_nothing_known_stays() -> None:
    assert part_type(Ref("Gone"), {}, is_file=True) == Ref("Gone")
    assert part_type(Scalar("bytes"), {}) == Scalar("file")
