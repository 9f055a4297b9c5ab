"""The command `import`: what it writes, what it refuses, and that what it writes works."""

from __future__ import annotations

import tomllib
from importlib import import_module
from pathlib import Path

import pytest

from sdkpress.cli import main
from sdkpress.encode import toml_key, toml_value
from support.api import Api
from support.moving import Brought, bring, write
from support.output import tree
from support.pressing import complete

SHOP = complete(
    """\
    info: {title: Shop, version: 1.0.0}
    servers: [{url: 'http://127.0.0.1'}]
    security: [{Gone: []}]
    paths:
      /pets:
        get:
          responses: {'200': {description: ok, content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Pet'}}}}}}
        post:
          requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
          responses: {'201': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}
    components:
      schemas: {Pet: {type: object, properties: {name: {type: string}}}}
    """
)
CONFIG = """
organization: {name: acme}
targets: {python: {package_name: acme_shop}, go: {package_name: acme}}
security: [{Key: []}]
security_schemes: {Key: {type: apiKey, in: header, name: X-Key}}
client_settings: {opts: {key: {type: string, read_env: ACME_KEY, auth: {security_scheme: Key}}}}
resources:
  pets: {methods: {list: get /pets, create: post /pets}}
"""


@pytest.fixture
def shop(tmp_path: Path) -> tuple[Path, Path]:
    """A description and a configuration of one."""
    spec, config = write(tmp_path, openapi_yaml=SHOP, stainless_yml=CONFIG)
    return spec, config


def again(shop: tuple[Path, Path], out: Path, capsys: pytest.CaptureFixture[str]) -> Brought:
    return bring("stainless", [shop[1]], shop[0], out, capsys)


def test_what_is_written_can_be_generated_and_called(
    shop: tuple[Path, Path],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with Api(lambda call: [{"name": "Rex"}]) as api:
        shop[0].write_text(SHOP.replace("http://127.0.0.1", api.url))
        brought = again(shop, tmp_path / "in/side", capsys)
        assert brought.config["description"]["path"] == "../../openapi.yaml"
        assert brought.config["description"]["overlays"] == ["sdk.overlay.yaml"]
        config, out = str(brought.out / "sdk.toml"), tmp_path / "sdk"
        assert main(["generate", "--config", config, "--out", str(out)]) == 0
        monkeypatch.syspath_prepend(str(out / "src"))
        with import_module("acme_shop").Acme(key="secret") as client:
            assert client.pets.list()[0].name == "Rex"
    assert api.last.headers["x-key"] == "secret"


def test_status_and_what_is_printed(
    shop: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = again(shop, tmp_path / "whole", capsys)
    shop[1].write_text(f"{CONFIG}brand_new: 1\n")
    opened = again(shop, tmp_path / "opened", capsys)
    line = len(CONFIG.splitlines()) + 1
    assert f"{shop[1]}:{line}:1: open: brand_new" in opened.printed
    assert opened.status == 1
    told = (opened.out / "import.md").read_text(encoding="utf-8")
    assert f"| `stainless.yml:{line}` | `brand_new` |" in told
    assert "`targets.go` | it is about another language" in told
    assert '`resources.pets.methods.list` | `[operations."get /pets"] resource' in told
    assert whole.status == any(one in whole.printed for one in ("open:", "is not said"))


@pytest.mark.parametrize("name", ["sdk.toml", "sdk.overlay.yaml", "import.md"])
def test_files_that_no_import_wrote_are_not_touched(
    name: str, shop: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    first = again(shop, out, capsys)
    written = tree(out)
    assert again(shop, out, capsys).status == first.status, "what an import wrote is written anew"
    assert tree(out) == written
    (out / name).write_text((out / name).read_text(encoding="utf-8") + "# mine\n")
    mine = tree(out)
    refused = again(shop, out, capsys)
    assert refused.status == 2
    assert str(out / name) in refused.printed
    assert tree(out) == mine


def test_an_overlay_of_an_earlier_import_goes(
    shop: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    again(shop, tmp_path / "out", capsys)
    shop[0].write_text(SHOP.replace("security: [{Gone: []}]", ""))
    shop[1].write_text("organization: {name: acme}\n")
    brought = again(shop, tmp_path / "out", capsys)
    assert not (tmp_path / "out/sdk.overlay.yaml").exists()
    assert "overlays" not in brought.config["description"]


def test_what_cannot_be_read_is_said_with_its_place_and_nothing_is_written(
    shop: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shop[1].write_text("a: [1\nb: 2\n")
    brought = again(shop, tmp_path / "out", capsys)
    assert brought.status == 1
    assert f"{shop[1]}:2:" in brought.printed
    absent = bring("stainless", [tmp_path / "no.yml"], shop[0], tmp_path / "out", capsys)
    assert absent.status == 1
    assert "no.yml: error: cannot be read: no such file" in absent.printed
    assert not (tmp_path / "out").exists()


def test_what_is_not_taken_is_open_and_the_rest_is_generated(
    shop: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shop[1].write_text(
        CONFIG.replace("name: acme_shop", "name: 'not a name'")
        + "openapi: {transforms: [{command: merge, args: {target: $.components.schemas.Pet, object: {$ref: '#/nowhere'}}}]}\n"
    )
    brought = again(shop, tmp_path / "out", capsys)
    assert "open: targets.python.package_name" in brought.printed
    assert "must be a Python package name" in brought.printed
    assert "open: openapi.transforms[0]" in brought.printed
    config = str(brought.out / "sdk.toml")
    assert main(["generate", "--config", config, "--out", str(tmp_path / "sdk")]) == 0


def test_mistakes_of_the_description_are_told_and_the_settings_written(
    shop: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shop[0].write_text(SHOP.replace("schemas/Pet", "schemas/Dog"))
    brought = again(shop, tmp_path / "out", capsys)
    assert brought.status == 1
    assert f"{shop[0]}:" in brought.printed
    assert brought.config["client"]["name"] == "Acme"


@pytest.mark.parametrize(
    "value",
    [
        'a "quoted" \\ text',
        "several\nlines\n\n  indented\n",
        '"""',
        "\x07\x7f\u202e\u00e9\U0001f600\t\r\n",
        True,
        -3,
        1e30,
        0.1,
        [1, [], {"a b": {"c": "d"}}],
        {},
    ],
)
def test_values_are_read_as_they_were_written(value: object) -> None:
    assert tomllib.loads(f"a = {toml_value(value)}") == {"a": value}


@pytest.mark.parametrize("name", ["plain", "get /x/{id}", "", 'a"b', "l1\nl2", "é", "a.b"])
def test_keys_are_read_as_they_were_written(name: str) -> None:
    assert tomllib.loads(f"{toml_key(name)} = 1") == {name: 1}
