"""Whatever a file says: a valid sdk.toml comes out, or a report with places; every key is told of."""

from __future__ import annotations

import copy
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from moving.test_fern import GENERATORS, OVERRIDES
from moving.test_speakeasy import GEN
from moving.test_stainless import SHOP
from sdkpress.config import load_config
from sdkpress.moving.described import Described
from sdkpress.moving.job import Import
from sdkpress.moving.keys import Ledger, dotted
from sdkpress.moving.kinds import EXTENSIONS, KINDS, translator
from sdkpress.moving.settle import Settler
from sdkpress.pipeline import plan_sdk, read_description
from sdkpress.pointer import Pointer
from sdkpress.problems import Problems
from sdkpress.progress import Progress
from sdkpress.read import ReadOptions
from support.moving import CORPUS, needs_corpus, parsed
from support.pressing import complete

STAINLESS = """
organization: {name: acme-sdk, docs: 'https://d', contact: a@b.c}
targets: {python: {package_name: acme, project_name: acme-py, publish: {pypi: {package_name: x}}}, go: {package_name: acme}}
settings: {license: {name: MIT, contents: x}, file_header: Ours., unwrap_response_fields: [data]}
client_settings: {default_env_prefix: ACME, default_headers: {X-A: b}, opts: {key: {type: string, read_env: K, nullable: true, auth: {security_scheme: Key}}, region: {type: string, default: eu, server_variable: region}}}
environments: {live: 'https://a', test: 'https://b'}
security: [{Key: []}]
security_schemes: {Key: {type: apiKey, in: query, name: key}}
query_settings: {nested_format: dots, array_format: comma}
pagination: [{name: cursors, type: cursor, request: {cursor: {}}, response: {data: {type: array}, next: {}}}]
openapi: {transforms: [{command: remove, args: {target: [$.components.schemas.Pet.properties.id]}}]}
readme: {example_requests: {default: {type: request, endpoint: get /pets, params: {limit: 3}}}}
custom_casings: {api: {initialism: false}}
streaming: {on_event: [{data_starts_with: DONE, handle: done}]}
resources:
  $shared: {models: {figures: Figures}}
  $client: {methods: {report: get /report}}
  pets:
    models: {pet: Pet}
    methods: {list: get /pets, all: {type: alias, to: list}, create: {endpoint: post /pets, body_param_name: pet, deprecated: no}}
    subresources: {old: {methods: {retrieve: {endpoint: 'get /pets/{pet_id}', skip: [go], paginated: false}}}}
"""
FLAT = """
packageName: acme
project_name_override: acme
class_overrides: {Pet: {class_name: Dog, module_name: dog}}
modelNamePrefix: A
removeOperationIdPrefix: true
operationIdNameMappings: {a: b}
modelNameMappings: {Pet: Dog}
"""
WRITTEN = {
    "stainless": [STAINLESS],
    "fern": [GENERATORS, OVERRIDES],
    "speakeasy": [GEN, "sources: {s: {overlays: [{location: x}]}}"],
    "openapi-python-client": [FLAT],
    "openapi-generator": [FLAT],
}

keys = st.sampled_from(
    ["name", "type", "methods", "resources", "python", "groups", "paths", "$ref", "a b", "", "é"]
) | st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
scalars = st.none() | st.booleans() | st.integers(-5, 5) | st.floats(allow_nan=False) | keys
values = st.recursive(
    scalars, lambda below: st.lists(below, max_size=3) | st.dictionaries(keys, below, max_size=4)
)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A description on disk."""
    path = tmp_path_factory.mktemp("shop") / "openapi.yaml"
    path.write_text(complete(SHOP), encoding="utf-8")
    return path


def leaves(value: Any, at: Pointer = ()) -> Iterator[Pointer]:
    """The places of all values that have nothing below them."""
    members = value.items() if isinstance(value, dict) else ()
    members = enumerate(value) if isinstance(value, list) else members
    found = [one for segment, item in members for one in leaves(item, (*at, segment))]
    yield from found or [at]


def hold(kind: str, ledgers: list[Ledger], spec: Path) -> None:
    """Import, and check all that must hold of the outcome."""
    described = Described(parsed("openapi.yaml", spec.read_text("utf-8")).source.data)
    prefix = EXTENSIONS.get(kind)
    own = parsed("openapi.yaml", spec.read_text("utf-8"))
    own.prefix = prefix or ""
    job = Import(tuple(ledgers), described, own if prefix else None)
    translator(kind)(job)
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "sdk.toml"
        settled = Settler(job.settings, spec, target, "x").settle(["x"])
        assert not settled.problems
        problems = Problems()
        config = load_config(target, problems, settled.text.text)
        assert not problems.sorted()
        overlays: tuple[Path, ...] = ()
        if settled.overlay:
            overlays = (Path(folder) / "overlay.yaml",)
            overlays[0].write_text(settled.overlay, encoding="utf-8")
        problems = Problems()
        description = read_description(spec, ReadOptions(overlays), problems, Progress())
        plan_sdk(description, config, problems, Progress())
    for ledger in ledgers:
        rows = ledger.rows()
        assert all(row.at.line and row.fate.texts for row in rows)
        told = {row.key for row in rows}
        for leaf in leaves(ledger.source.data):
            above = [leaf[:end] for end in range(len(leaf) + 1)]
            assert any(dotted(one) in told for one in above), leaf


@pytest.mark.parametrize("kind", KINDS)
@settings(
    max_examples=20,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=values)
def test_any_yaml(kind: str, shop: Path, data: Any) -> None:
    hold(kind, [parsed("any.yml", yaml.safe_dump(data, allow_unicode=True))], shop)


def places(value: Any, at: Pointer = ()) -> Iterator[Pointer]:
    """All places of a value."""
    yield at
    members = value.items() if isinstance(value, dict) else ()
    members = enumerate(value) if isinstance(value, list) else members
    for segment, item in members:
        yield from places(item, (*at, segment))


def mutated(data: Any, draw: st.DrawFn) -> Any:
    """`data` with some of its values replaced, taken out, or moved."""
    data = copy.deepcopy(data)
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.sampled_from([one for one in places(data) if one] or [()]))
        if not at:
            return draw(values)
        parent = data
        for segment in at[:-1]:
            parent = parent[segment]
        how = draw(st.sampled_from(["replace", "take", "move", "rename"]))
        if how == "take":
            del parent[at[-1]]
        elif how == "rename" and isinstance(parent, dict):
            parent[draw(keys)] = parent.pop(at[-1])
        elif how == "move":
            other = draw(st.sampled_from(list(places(data))))
            value = data
            for segment in other:
                value = value[segment]
            parent[at[-1]] = copy.deepcopy(value)
        else:
            parent[at[-1]] = draw(values)
    return data


@st.composite
def mutations(draw: st.DrawFn, data: Any) -> Any:
    """A real configuration with something wrong in it."""
    return mutated(data, draw)


@st.composite
def configurations(draw: st.DrawFn, kind: str) -> list[str]:
    """The files of a kind with something wrong in them."""
    texts = [yaml.safe_load(text) for text in WRITTEN[kind]]
    return [yaml.safe_dump(mutated(one, draw), allow_unicode=True) for one in texts]


@pytest.mark.parametrize("kind", KINDS)
@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_mutated_configurations(kind: str, shop: Path, data: st.DataObject) -> None:
    texts = data.draw(configurations(kind))
    hold(kind, [parsed(f"{kind}-{n}.yml", text) for n, text in enumerate(texts)], shop)


@needs_corpus
@pytest.mark.parametrize("name", ["ogx", "onebusaway"])
@settings(
    max_examples=5,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_mutated_real_configurations(name: str, shop: Path, data: st.DataObject) -> None:
    text = (CORPUS / f"{name}.stainless.yml").read_text(encoding="utf-8")
    changed = data.draw(mutations(yaml.safe_load(text)))
    hold("stainless", [parsed("real.yml", yaml.safe_dump(changed))], shop)
