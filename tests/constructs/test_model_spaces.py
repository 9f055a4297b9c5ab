"""`models.components`, `models.operations` and `models.errors`, beside `models` itself."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from support.api import Api
from support.checkers import mypy, pyright
from support.models import with_both_libraries
from support.pressing import Press, PressFiles

pytestmark = with_both_libraries

SHOP = """
info: {title: Shop, version: 1.0.0}
paths:
  /orders:
    post:
      operationId: makeOrder
      tags: [errors]
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}
      responses:
        '200': {description: ok, content: {application/json: {schema: {type: object, properties: {order: {$ref: '#/components/schemas/Order'}}}}}}
        '409': {description: no, content: {application/json: {schema: {$ref: '#/components/schemas/Conflict'}}}}
  /all:
    get:
      operationId: all
      tags: [operations]
      parameters: [{name: q, in: query, schema: {type: string}}]
      responses: {'200': {description: ok, content: {application/json: {schema: {type: object, properties: {n: {type: integer}}}}}}}
components:
  schemas:
    Order: {type: object, properties: {id: {type: string, readOnly: true}, name: {type: string}}}
    Conflict: {type: object, properties: {why: {type: string}}}
    Unused: {type: object, properties: {x: {type: string}}}
"""
SPACES = '[surface]\nmodels = "components"\n'


def test_modules_of_models(press: Press) -> None:
    package = press(SHOP, SPACES)
    models: Any = package.models
    components, operations, errors = (
        import_module(f"{package.__name__}.models.{one}")
        for one in ("components", "operations", "errors")
    )
    assert models.components is components
    assert components.Order is models.Order
    assert components.OrderInput is models.OrderInput
    assert components.Unused is models.Unused
    assert {"Order", "OrderInput", "Conflict", "Unused"} == set(components.__all__)
    assert {"MakeOrderResponse", "AllRequest", "AllResponse"} == set(operations.__all__)
    assert errors.ConflictError is package.errors.ConflictError
    assert errors.ShopError is package.ShopError
    assert {"components", "operations", "errors", "Order"} <= set(dir(models))
    with Api(lambda _: {"order": {"id": "x"}}) as api:
        made = package.Shop(server_url=api.url).errors.make_order(name="x")
    assert type(made) is operations.MakeOrderResponse
    assert type(made.order) is components.Order
    with Api(lambda _: (409, {"why": "x"})) as api, pytest.raises(errors.ConflictError) as caught:
        package.Shop(server_url=api.url, retries=False).errors.make_order(name="x")
    assert isinstance(caught.value.data, components.Conflict)


def test_with_types_by_resource(press: Press) -> None:
    given = '[operations.all]\nresponse = "Everything"\n' + SPACES + 'types = "resources"\n'
    package = press(SHOP, given)
    assert package.types.Everything is package.models.operations.Everything


USAGE = """
from typing import assert_type

from PACKAGE import Shop, models
from PACKAGE.models import components, errors, operations


def use(client: Shop) -> components.Order | None:
    made = client.errors.make_order(name="x")
    assert_type(made, operations.MakeOrderResponse)
    assert_type(made.order, models.Order | None)
    try:
        client.operations.all()
    except errors.ShopError as error:
        print(error)
    return made.order
"""


def test_type_checkers_know_the_modules(press_files: PressFiles, tmp_path: Path) -> None:
    pressed = press_files(SHOP, SPACES)
    assert pyright(tmp_path, pressed, USAGE) == []
    assert mypy(tmp_path, pressed, USAGE) == []
