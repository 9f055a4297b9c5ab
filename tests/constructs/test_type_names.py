"""Types by the names that `sdk.toml` gives them: in `models`, or in modules by resource."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime
from importlib import import_module
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin

import pytest

from sdkpress.changes import compare
from sdkpress.problems import DescriptionError
from sdkpress.surface import Surface, read_surface
from support.api import Api, Call
from support.checkers import mypy, pyright
from support.models import with_both_libraries
from support.pressing import Press, PressFiles

pytestmark = with_both_libraries

STORES = """
info: {title: Stores, version: 1.0.0}
paths:
  /files:
    get:
      responses: {'200': {description: ok, content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/OpenAIFile'}}}}}}
    post:
      requestBody: {required: true, content: {application/json: {schema: {type: object, required: [name], properties: {name: {type: string}, kind: {$ref: '#/components/schemas/Kind'}}}}}}
      responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/OpenAIFile'}}}}}
  /files/{id}:
    delete:
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {'200': {description: ok, content: {application/json: {schema: {type: object, required: [deleted], properties: {deleted: {type: boolean}}}}}}}
  /stores/{id}/files:
    get:
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {'200': {description: ok, content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/OpenAIFile'}}}}}}
    delete:
      parameters: [{name: id, in: path, required: true, schema: {type: string}}, {name: force, in: query, schema: {type: boolean}}]
      responses: {'200': {description: ok, content: {application/json: {schema: {type: object, properties: {count: {type: integer}}}}}}}
  /stores/{id}/messages:
    get:
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Message'}}}}}
  /text:
    get:
      responses: {'200': {description: ok, content: {text/plain: {schema: {type: string}}}}}
components:
  schemas:
    OpenAIFile: {type: object, required: [id], properties: {id: {type: string}, kind: {$ref: '#/components/schemas/Kind'}}}
    Kind: {type: string, enum: [a, b]}
    Message: {oneOf: [{$ref: '#/components/schemas/Text'}, {$ref: '#/components/schemas/OpenAIFile'}, {$ref: '#/components/schemas/Message2'}]}
    Message2: {oneOf: [{type: array, items: {$ref: '#/components/schemas/Message'}}, {type: integer}]}
    Text: {type: object, required: [text], properties: {text: {type: string}}}
    StoreFile: {type: object, properties: {id: {type: string}}}
"""
NAMES = """
[operations."get /files"]
resource = "files"
method = "list"
response = ["FileListResponse", "stores.extra.FoundFiles"]
[operations."post /files"]
resource = "files"
method = "create"
request = "FileCreateParams"
[operations."delete /files/{id}"]
resource = "files"
method = "delete"
response = "FileDeleteResponse"
request = "FileDeleteParams"
[operations."get /stores/{id}/files"]
resource = "stores.files"
method = "list"
[operations."delete /stores/{id}/files"]
resource = "stores.files"
method = "delete"
response = "FileDeleteResponse"
request = "FileDeleteParams"
[operations."get /stores/{id}/messages"]
resource = "stores.files.messages"
method = "get"
response = "MessageGetResponse"
[operations."get /text"]
resource = "text"
method = "get"
response = "TextGetResponse"
[models.schemas.OpenAIFile]
name = "File"
resource = "files"
[models.schemas.StoreFile]
name = "File"
resource = "stores.files"
[models.schemas.Text]
name = "Model"
resource = "shared"
[models.schemas.Kind]
resource = "shared"
[models.schemas."#/paths/~1files/post/requestBody/content/application~1json/schema/properties/name"]
name = "Name"
[surface]
types = "resources"
"""


PETS = """
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    post:
      operationId: makePet
      tags: [pets]
      requestBody: {required: true, content: {application/json: {schema: {type: object, properties: {name: {type: string}}}}}}
      responses: {'200': {description: ok, content: {application/json: {schema: {type: object, properties: {pet: {$ref: '#/components/schemas/PetSchema'}}}}}}}
    get:
      operationId: listPets
      tags: [pets]
      responses: {'200': {$ref: '#/components/responses/Pets'}}
components:
  responses:
    Pets: {description: ok, content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/PetSchema'}}}}}
  schemas:
    PetSchema: {type: object, properties: {id: {type: string, readOnly: true}, owner: {type: object, properties: {name: {type: string}}}}}
    Pet: {type: object, properties: {other: {type: string}}}
"""


def answered(call: Call) -> Any:
    """Answer what the description has."""
    if call.method == "DELETE":
        return {"deleted": True} if call.path.startswith("/files") else {"count": 1}
    if call.path.endswith("/messages"):
        return [[{"text": "hello"}], 3]
    return [{"id": "a"}] if call.method == "GET" else {"id": "b"}


def test_each_name_is_the_type_of_what_a_method_gives(press: Press) -> None:
    package = press(STORES, NAMES)
    types: Any = import_module(f"{package.__name__}.types")
    stores: Any = import_module(f"{package.__name__}.types.stores")
    nested: Any = import_module(f"{package.__name__}.types.stores.files")
    with Api(answered) as api, package.Stores(server_url=api.url) as client:
        listed = client.files.list()
        assert get_origin(types.FileListResponse) is list
        assert get_args(types.FileListResponse) == (types.File,)
        assert [type(one) for one in listed] == [types.File]
        assert type(client.files.create(name="x")) is types.File
        assert type(client.files.delete("x")) is types.FileDeleteResponse
        assert type(client.stores.files.delete("x")) is stores.FileDeleteResponse
        assert types.FileDeleteResponse is not stores.FileDeleteResponse
        members = get_args(nested.MessageGetResponse)
        assert get_origin(nested.MessageGetResponse) is Union
        assert members[:2] == (types.Model, types.File)  # of the union within the union, too
        assert int in members
        assert isinstance(client.stores.files.messages.get("x"), get_origin(members[2]))
        assert types.TextGetResponse is str


def test_names_are_unique_in_their_namespace_only(press: Press) -> None:
    package = press(STORES, NAMES)
    types, models = package.types, package.models
    assert (types.File, types.stores.File) == (models.File, models.StoreFile)
    assert types.stores.extra.FoundFiles == types.FileListResponse
    assert types.shared.Model is types.Model is models.Text  # a model is made with one called so
    assert get_args(types.Kind) == get_args(types.shared.Kind)
    assert get_origin(types.Kind) in (Union, UnionType)
    assert set(types.FileCreateParams.__annotations__) == {"name", "kind"}
    assert set(types.stores.FileDeleteParams.__annotations__) == {"id", "force"}
    assert types.FileCreateParams is types.FileCreateParamsDict
    for space in (types, types.shared, types.stores, types.stores.files):
        assert set(space.__all__) <= set(dir(space))
        assert all(hasattr(space, name) for name in space.__all__)
        with pytest.raises(AttributeError, match=f"'{space.__name__}' has no attribute 'Nothing'"):
            space.Nothing  # noqa: B018


def test_nothing_is_imported_before_it_is_used(press_files: PressFiles) -> None:
    pressed = press_files(STORES, NAMES)
    program = f"""
import sys
from {pressed.package}.types import stores, FileCreateParams
assert not [name for name in sys.modules if name.startswith("{pressed.package}.models.")]
stores.File
homes = [name for name in sys.modules if name.startswith("{pressed.package}.models.")]
assert len(homes) == 1, homes
"""
    command = [sys.executable, "-c", program]
    subprocess.run(command, check=True, env={"PYTHONPATH": str(pressed.source)})


USAGE = """
from typing import assert_type

from PACKAGE import Stores, types
from PACKAGE.types import File, FileCreateParams, FileListResponse, Model, TextGetResponse
from PACKAGE.types.shared import Kind, Model as Text
from PACKAGE.types.stores import File as StoreFile, FileDeleteResponse, extra
from PACKAGE.types.stores.files import MessageGetResponse


def use(client: Stores) -> None:
    listed: FileListResponse = client.files.list()
    assert_type(listed, list[File])
    found: extra.FoundFiles = [*listed, *types.stores.extra.FoundFiles()]
    assert_type(found, list[File])
    params: FileCreateParams = {"name": "x"}
    assert_type(client.files.create(**params), types.File)
    assert_type(client.stores.files.delete("x"), FileDeleteResponse)
    message: MessageGetResponse = client.stores.files.messages.get("x")
    if isinstance(message, Model):
        assert_type(message, Text)
    text: TextGetResponse = client.text.get()
    kind: Kind = text
    StoreFile(id=kind)
    types.File(id=1)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
"""


def test_type_checkers_know_the_names(press_files: PressFiles, tmp_path: Path) -> None:
    pressed = press_files(STORES, NAMES)
    assert pyright(tmp_path, pressed, USAGE) == []
    assert mypy(tmp_path, pressed, USAGE) == []


def test_names_in_models(press: Press) -> None:
    given = """
    [models.schemas.PetSchema]
    name = "Pet"
    [operations.makePet]
    response = "MadePet"
    request = "NewPet"
    [operations.listPets]
    response = "PetList"
    """
    package = press(PETS, given)
    models, types = package.models, package.types
    with Api(lambda call: [{}] if call.method == "GET" else {"pet": {}}) as api:
        client = package.Pets(server_url=api.url)
        made = client.pets.make(name=models.NewPet(name="x").name)
        assert (type(made), type(made.pet)) == (models.MadePet, models.Pet)
        assert [type(one) for one in client.pets.list()] == [models.Pet]
    assert models.PetOwner and models.PetModel(other="x")  # the component of that name gives way
    assert get_origin(getattr(models.PetList, "__value__", models.PetList)) is list
    assert set(types.NewPetDict.__annotations__) == {"name"}
    assert not hasattr(types, "stores")


@pytest.mark.parametrize("resource", ["", 'resource = "pets"\n'])
def test_inline_schemas_are_named_by_their_pointers(press: Press, resource: str) -> None:
    at = "responses/200/content/application~1json/schema"
    given = f"""
[models.schemas."#/paths/~1pets/get/{at}"]
name = "Animals"
{resource}
[models.schemas."#/components/schemas/PetSchema/properties/owner"]
name = "Human"
{resource}
[models.schemas."#/paths/~1pets/post/{at}"]
name = "Answer"
{resource}
"""
    package = press(PETS, given + ('[surface]\ntypes = "resources"' if resource else ""))
    space = package.types if resource else package.models
    with Api(lambda _: {"pet": {"owner": {"name": "x"}}}) as api:
        made = package.Pets(server_url=api.url).pets.make()
    assert type(made) is space.Answer
    assert type(made.pet.owner) is space.Human is package.models.Human
    animals = getattr(space.Animals, "__value__", space.Animals)
    assert get_origin(animals) is list


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ('[models.schemas.Nothing]\nname = "X"', "models.schemas.Nothing: there is no such"),
        ('[models.schemas.PetScheme]\nname = "X"', 'did you mean "PetSchema"?'),
        ('[models.schemas."#/paths/~1pets/put"]\nname = "X"', "there is no such schema"),
        ('[models.schemas."#"]\nname = "X"', "there is no such schema"),
        ('[models.schemas.Pet]\nname = "a b"', "must be a Python identifier"),
        ('[models.schemas.Pet]\nresource = "pets"', 'add types = "resources"'),
        (
            '[models.schemas.Pet]\nname="A"\n[models.schemas."#/components/schemas/Pet"]\nname="B"',
            "has a table already",
        ),
        (
            '[models.schemas.Pet]\nname="A"\n[models.schemas.PetSchema]\nname="A"',
            '"A" is taken by "Pet"',
        ),
        ('[models.schemas.Pet]\nname="Model"', '"Model" is taken by something else'),
        ('[operations.makePet]\nresponse = "Pet"', '"Pet" is taken by something else'),
        ('[operations.makePet]\nresponse = "pets.Pet"', "no modules by resource here"),
        ("[operations.makePet]\nresponse = 3", "must be a string, is an integer"),
        ("[operations.makePet]\nresponse = []", "must be names such as"),
        ('[operations.makePet]\nresponse = ["A", 1]', "must be a string, is an integer"),
        (
            '[operations.makePet]\nresponse="A"\n[operations.listPets]\nresponse="A"',
            '"A" is taken by something else',
        ),
    ],
)
def test_names_that_cannot_be(press: Press, given: str, said: str) -> None:
    with pytest.raises(DescriptionError) as caught:
        press(PETS, given)
    text = str(caught.value)
    assert said in text
    assert "sdk.toml:" in text


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            '[models.schemas.Pet]\nname="A"\n[models.schemas.PetSchema]\nname="A"',
            '"A" is taken in types by models.schemas.Pet.name',
        ),
        (
            '[operations.makePet]\nresponse="A"\n[operations.listPets]\nresponse="A"',
            '"A" is taken in types by operations.listPets.response',
        ),
        ('[operations.makePet]\nrequest="A"\nresponse="A"', '"A" is taken in types by'),
        ('[operations.makePet]\nresponse="list"', '"list" is taken in types by something else'),
        ('[operations.makePet]\nresponse=["A", "a.B"]\nrequest="a"', '"a" is taken in types by'),
        ('[operations.makePet]\nresponse="MakePetRequestDict"', "is taken in types by something"),
    ],
)
def test_names_that_two_want_in_one_namespace(press: Press, given: str, said: str) -> None:
    with pytest.raises(DescriptionError) as caught:
        press(PETS, f'{given}\n[surface]\ntypes = "resources"')
    text = str(caught.value)
    assert said in text
    assert "sdk.toml:" in text


def test_one_type_may_have_one_name_twice(press: Press) -> None:
    given = """
    [models.schemas.PetSchema]
    name = "Animal"
    resource = "pets"
    [models.schemas.Pet]
    name = "Animal"
    resource = "shared"
    [operations.makePet]
    response = "Animals"
    [surface]
    types = "resources"
    """
    package = press(PETS, given)
    types = package.types
    assert types.Animal is package.models.Animal  # a name of its own comes before a shared one
    assert types.shared.Animal is package.models.Pet


def test_the_surface_has_the_names(press_files: PressFiles) -> None:
    def surface(config: str) -> Surface:
        return read_surface(press_files(PETS, config).files["sdk-surface.json"])

    more = '[operations.makePet]\nresponse = "MadePet"\nrequest = "NewPet"\n'
    there = '[surface]\ntypes = "resources"\n'
    old, new = surface(f"{there}{more}"), surface(there)
    assert old.namespaces == {"types": {"MadePet": "models.MadePet", "NewPet": "types.NewPetDict"}}
    assert new.namespaces == {}
    told = {(one.rule, one.where) for one in compare(old, new)}
    assert {("name-removed", "types.MadePet"), ("name-removed", "types.NewPet")} <= told
    back = {(one.rule, one.where) for one in compare(new, old)}
    assert {("name-added", "types.MadePet"), ("name-added", "types.NewPet")} <= back
    both = ('[operations.makePet]\nresponse = "One"\n', '[operations.listPets]\nresponse = "One"\n')
    first, second = (surface(f"{there}{one}") for one in both)
    rules = {one.rule for one in compare(first, second) if one.where == "types.One"}
    assert rules == {"signature-changed"}
    assert not [one for one in compare(first, first) if one.where == "types.One"]


def test_a_namespace_may_be_called_as_what_types_are_in(press: Press) -> None:
    package = press(
        """
        info: {title: Clashing, version: 1.0.0}
        paths:
          /a: {get: {responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}}}}
          /b: {get: {responses: {'200': {description: ok, content: {application/json: {schema: {type: array, items: {type: string, format: date-time}}}}}}}}
        components: {schemas: {Thing: {type: object, properties: {a: {type: string}}}}}
        """,
        """
        surface = { types = "resources" }
        [operations."get /a"]
        resource = "models.own"
        method = "get"
        response = ["FirstThing", "types.OtherThing", "datetime.ThirdThing"]
        [operations."get /b"]
        resource = "things"
        method = "get"
        response = "Times"
        """,
    )
    for name in ("models", "types", "datetime"):
        import_module(f"{package.__name__}.types.{name}")
    assert package.types.models.FirstThing is package.models.Thing
    assert package.types.types.OtherThing is package.models.Thing
    assert package.types.datetime.ThirdThing is package.models.Thing
    assert get_args(package.types.Times) == (datetime,)
