"""References: bundling of several files, names, cycles, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from sdkpress.problems import Problems
from sdkpress.read import ReadOptions, read
from support.bundles import HEAD, bundle, complaints, schemas_of, with_schemas, write

MAIN = (
    HEAD
    + """
paths:
  /pets:
    $ref: paths/pets.yaml
components:
  schemas:
    Pet: {$ref: schemas/Pet.yaml}
"""
)


def test_files_in_folders_become_components(tmp_path: Path) -> None:
    document = bundle(
        tmp_path,
        {
            "api.yaml": MAIN,
            "paths/pets.yaml": """
get:
  parameters: [{$ref: "../common.yaml#/parameters/limit"}]
  responses:
    "200":
      description: ok
      content:
        application/json:
          schema: {type: array, items: {$ref: ../schemas/Pet.yaml}}
    default: {$ref: "../common.yaml#/responses/Problem"}
""",
            "schemas/Pet.yaml": """
type: object
properties:
  owner: {$ref: people.json#/definitions/Owner}
  home: {$ref: "../api.yaml#/components/schemas/Pet"}
""",
            "schemas/people.json": '{"definitions": {"Owner": {"properties": {'
            '"pets": {"items": {"$ref": "Pet.yaml"}}, "boss": {"$ref": "#/definitions/Owner"}}}}}',
            "common.yaml": """
parameters: {limit: {name: limit, in: query, schema: {type: integer}}}
responses: {Problem: {description: bad}}
""",
        },
    )
    assert document.root["paths"]["/pets"] == {"$ref": "#/components/pathItems/pets"}
    components = document.root["components"]
    assert {section: list(members) for section, members in components.items()} == {
        "schemas": ["Pet", "Owner"],
        "pathItems": ["pets"],
        "parameters": ["limit"],
        "responses": ["Problem"],
    }
    pet = components["schemas"]["Pet"]
    assert pet["properties"]["owner"] == {"$ref": "#/components/schemas/Owner"}
    assert pet["properties"]["home"] == {"$ref": "#/components/schemas/Pet"}
    owner = components["schemas"]["Owner"]["properties"]
    assert owner["pets"]["items"] == {"$ref": "#/components/schemas/Pet"}
    assert owner["boss"] == {"$ref": "#/components/schemas/Owner"}
    operation = components["pathItems"]["pets"]["get"]
    assert operation["parameters"] == [{"$ref": "#/components/parameters/limit"}]
    place = document.locate(("components", "schemas", "Pet", "properties", "home"))
    assert (Path(place.file), place.line) == (tmp_path / "schemas/Pet.yaml", 5)
    assert place.pointer == ("properties", "home")


def properties(**references: str) -> str:
    return yaml.safe_dump({"properties": {k: {"$ref": v} for k, v in references.items()}})


def test_names_that_clash_are_qualified_by_their_file(tmp_path: Path) -> None:
    document = bundle(
        tmp_path,
        {
            "api.yaml": with_schemas(Main="main.yaml"),
            "main.yaml": properties(a="cats.yaml#/Item", b="dogs.yaml#/Item", c="x/dogs.yaml#/Tag"),
            "cats.yaml": "Item: {type: string}",
            "dogs.yaml": "Item: {type: integer}",
            "x/dogs.yaml": "Tag: {type: boolean}",
        },
    )
    assert list(schemas_of(document)) == ["Main", "cats_Item", "dogs_Item", "Tag"]


def test_equal_contents_are_one_component(tmp_path: Path) -> None:
    document = bundle(
        tmp_path,
        {
            "api.yaml": with_schemas(Main="main.yaml"),
            "main.yaml": properties(a="a/models.yaml#/Item", b="b/models.yaml#/Item"),
            "a/models.yaml": "Item: {items: {$ref: '#/Id'}}\nId: {type: integer}",
            "b/models.yaml": "Item: {items: {$ref: '#/Id'}}\nId: {type: integer}",
        },
    )
    schemas = schemas_of(document)
    assert list(schemas) == ["Main", "Item", "Id"]
    assert {p["$ref"] for p in schemas["Main"]["properties"].values()} == {
        "#/components/schemas/Item"
    }


def test_names_are_never_those_of_the_main_file(tmp_path: Path) -> None:
    main = with_schemas(Main="main.yaml") + "\n    Item: {type: string}\n"
    document = bundle(
        tmp_path,
        {
            "api.yaml": main,
            "main.yaml": properties(a="m.yaml#/Item", b="same.yaml#/Item"),
            "m.yaml": "Item: {type: integer}",
            "same.yaml": "Item: {type: string}",
        },
    )
    schemas = schemas_of(document)
    assert list(schemas) == ["Main", "Item", "m_Item"]
    assert schemas["Main"]["properties"]["b"] == {"$ref": "#/components/schemas/Item"}


def test_names_mean_something(tmp_path: Path) -> None:
    document = bundle(
        tmp_path,
        {
            "api.yaml": with_schemas(Main="main.yaml"),
            "main.yaml": properties(
                a="big%20file.yaml#/a~1b/%C3%BC/items", b="big file.yaml#/responses/schema"
            ),
            "big file.yaml": "a/b: {ü: {items: {type: string}}}\nresponses: {schema: {}}",
        },
    )
    assert list(schemas_of(document)) == ["Main", "ü", "schema"]


@pytest.mark.parametrize("encoded", ["big%20file.yaml", "big file.yaml"])
def test_file_names_may_be_encoded(tmp_path: Path, encoded: str) -> None:
    document = bundle(
        tmp_path, {"api.yaml": with_schemas(A=encoded), "big file.yaml": "{type: string}"}
    )
    assert schemas_of(document) == {"A": {"type": "string"}}


def test_a_file_is_one_by_whatever_name(tmp_path: Path) -> None:
    """Its own references start where it is, not where a link to it is."""
    names = ["sub/a.yaml", "./sub/a.yaml", "sub/../sub/a.yaml", "sub/%61.yaml", "link.yaml"]
    names += ["linked/a.yaml", "sub/a.yaml#", "sub/a.yaml#/"]
    files = {
        "api.yaml": with_schemas(**{f"S{index}": name for index, name in enumerate(names)}),
        "sub/a.yaml": "{properties: {b: {$ref: b.yaml}}}",
        "sub/b.yaml": "{type: integer}",
    }
    (tmp_path / "link.yaml").symlink_to("sub/a.yaml")
    (tmp_path / "linked").symlink_to("sub", target_is_directory=True)
    schemas = schemas_of(bundle(tmp_path, files))
    b = {"$ref": "#/components/schemas/b"}
    assert schemas.pop("b") == {"type": "integer"}
    assert schemas.pop("S0") == {"properties": {"b": b}}
    assert schemas == {f"S{number}": {"$ref": "#/components/schemas/S0"} for number in range(1, 8)}


def test_another_case_is_another_name_or_the_same_file(tmp_path: Path) -> None:
    """As the file system has it."""
    files = {"api.yaml": with_schemas(A="pet.yaml"), "Pet.yaml": "{type: integer}"}
    write(tmp_path, files)
    if (tmp_path / "pet.yaml").exists():
        assert schemas_of(bundle(tmp_path, files)) == {"A": {"type": "integer"}}
    else:
        (problem,) = complaints(tmp_path, files)
        assert problem.message == 'the file "pet.yaml" cannot be read: no such file or directory'
        assert problem.hint == 'did you mean "Pet.yaml"?'


def test_only_references_are_references(tmp_path: Path) -> None:
    text = (
        HEAD
        + """
paths:
  /a:
    get:
      x-thing: {$ref: nowhere.yaml}
      responses:
        "200":
          description: ok
          content:
            application/json:
              example: {$ref: nowhere.yaml}
              schema:
                properties: {$ref: {type: string}}
                default: {$ref: nowhere.yaml}
                enum: [{$ref: nowhere.yaml}]
                const: {$ref: nowhere.yaml}
                examples: [{$ref: nowhere.yaml}]
"""
    )
    document = bundle(tmp_path, {"api.yaml": text})
    assert document.root == yaml.safe_load(text)


def test_a_discriminator_may_name_files(tmp_path: Path) -> None:
    main = (
        HEAD
        + """
paths: {}
components:
  schemas:
    Pet:
      oneOf: [{$ref: dog.yaml}]
      discriminator: {propertyName: kind, mapping: {dog: dog.yaml, cat: Cat}}
    Cat: {}
"""
    )
    document = bundle(tmp_path, {"api.yaml": main, "dog.yaml": "{type: object}"})
    pet = schemas_of(document)["Pet"]
    assert pet["discriminator"]["mapping"] == {"dog": "#/components/schemas/dog", "cat": "Cat"}


def test_anchors_of_schemas(tmp_path: Path) -> None:
    main = HEAD + "components: {schemas: {A: {$anchor: here}, B: {$ref: '#here'}}}"
    assert schemas_of(bundle(tmp_path, {"api.yaml": main}))["B"] == {
        "$ref": "#/components/schemas/A"
    }


def test_anchors_of_schemas_within_other_objects(tmp_path: Path) -> None:
    """A file that holds no more than a parameter is searched for anchors all the same."""
    files = {
        "api.yaml": HEAD + "paths: {/a: {get: {parameters: [{$ref: page.yaml}], responses: {}}}}",
        "page.yaml": "{name: page, in: query, schema: {properties: {size: {$anchor: size}, "
        "limit: {$ref: '#size'}}}}",
    }
    document = bundle(tmp_path, files)
    page = document.root["components"]["parameters"]["page"]["schema"]["properties"]
    assert page["limit"] == {"$ref": "#/components/schemas/size"}


def test_pasted_schemas_keep_their_own_definitions(tmp_path: Path) -> None:
    main = HEAD + "components: {schemas: {A: {items: {$ref: '#/$defs/B'}, $defs: {B: {}}}}}"
    problems = Problems()
    document = read(write(tmp_path, {"api.yaml": main}), ReadOptions(), problems)
    assert schemas_of(document)["A"]["items"] == {"$ref": "#/components/schemas/A/$defs/B"}
    (warning,) = problems.sorted()
    assert warning.severity == "warning"
    assert "leads nowhere; #/components/schemas/A/$defs/B is taken for it" in warning.message


@pytest.mark.parametrize(
    ("reference", "message", "hint"),
    [
        ("#/components/schemas/Prt", '#/components/schemas has no "Prt"', 'did you mean "Pet"?'),
        ("#/components/parameters/P", '#/components has no "parameters"', 'there is "schemas"'),
        ("#/components/schemas/Pet/allOf/3", '#/components/schemas/Pet has no "allOf"', ""),
        ("#nowhere", 'the reference "#nowhere" is neither a JSON Pointer nor', "looks like"),
        ("lsit.yaml", 'the file "lsit.yaml" cannot be read: no such file', "list.yaml"),
        ("list.yaml#/01", 'leads nowhere: # has no "01"', ""),
        ("list.yaml#/Ned", 'leads nowhere: # has no "Ned"', ""),
        ("https://example.com/a.yaml", "remote references are refused", "save the file"),
        ("file:///etc/passwd", "is neither a file nor a web address", ""),
        ("../outside.yaml", "leaves the folder of the description", "--root"),
        ("/etc/passwd", "leaves the folder of the description", "--root"),
        ("sub/../../outside.yaml", "leaves the folder of the description", "--root"),
        ("link.yaml", "leaves the folder of the description", "--root"),
        ("linked/outside.yaml", "leaves the folder of the description", "--root"),
        ("%2e%2e/outside.yaml", "leaves the folder of the description", "--root"),
        ("%252e%252e/outside.yaml", "cannot be read: no such file", ""),
        ("a\\0b.yaml", "is no file name", ""),
    ],
)
def test_references_that_are_refused(
    tmp_path: Path, reference: str, message: str, hint: str
) -> None:
    folder = tmp_path / "api"
    write(tmp_path, {"outside.yaml": "{}", "api/list.yaml": "[a]"})
    (folder / "link.yaml").symlink_to(tmp_path / "outside.yaml")
    (folder / "linked").symlink_to(tmp_path, target_is_directory=True)
    main = HEAD + f'components:\n  schemas:\n    Pet: {{$ref: "{reference}"}}\n'
    found = complaints(folder, {"api.yaml": main})
    assert all(problem.severity == "error" for problem in found)
    problem = next(problem for problem in found if message in problem.message)
    assert hint in problem.hint
    assert problem.pointer == ("components", "schemas", "Pet", "$ref")
    assert problem.location is not None
    assert (problem.location.line, problem.location.column) == (5, 17)


def test_a_broken_reference_of_another_file_is_placed_there(tmp_path: Path) -> None:
    files = {"api.yaml": with_schemas(A="a.yaml"), "a.yaml": "items:\n  $ref: b.yaml#/Cats\n"}
    (problem,) = complaints(tmp_path, {**files, "b.yaml": "Cat: {}"})
    assert problem.message == 'the reference "b.yaml#/Cats" leads nowhere: # has no "Cats"'
    assert problem.hint == 'did you mean "Cat"?'
    assert problem.location is not None
    assert (Path(problem.location.file), problem.location.line) == (tmp_path / "a.yaml", 2)


def test_all_broken_references_are_reported(tmp_path: Path) -> None:
    found = complaints(
        tmp_path, {"api.yaml": with_schemas(A="a.yaml", B="b.yaml", C="#/x", D="../d.yaml")}
    )
    assert len(found) == 4


def test_the_wrong_kind_of_component(tmp_path: Path) -> None:
    main = HEAD + (
        "components: {responses: {R: {headers: {X: {$ref: '#/components/headers/H'}}}},\n"
        " schemas: {A: {$ref: '#/components/headers/H'}}, headers: {H: {}}}"
    )
    (problem,) = complaints(tmp_path, {"api.yaml": main})
    assert problem.message == (
        'the reference "#/components/headers/H" leads to a header, not a schema; '
        "any value is taken for it"
    )
