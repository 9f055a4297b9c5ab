"""`sdkpress init`: from a description to a project that generates and tests its SDK."""

from __future__ import annotations

import http.server
import io
import os
import re
import shutil
import subprocess
import sys
import threading
import tomllib
import venv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from sdkpress.cli import main
from support.loopback import package_index
from support.wheelhouse import write_wheels

SHOP = """\
openapi: 3.1.0
info: {title: Corner Shop, version: 2.0.0, license: {name: MIT, identifier: MIT}}
servers: [{url: https://shop.example}]
security: [{key: []}]
paths:
  /{shop}/items:
    parameters: &shop [{name: shop, in: path, required: true, schema: {type: string}}]
    get:
      operationId: items/list
      parameters: [{name: cursor, in: query, schema: {type: string}}]
      responses:
        '200':
          description: ok
          content: {application/json: {schema: {$ref: '#/components/schemas/Items'}}}
  /{shop}/offers:
    parameters: *shop
    post: {operationId: items/offer, responses: {'204': {description: ok}}}
    delete: {operationId: items/withdraw, responses: {'204': {description: ok}}}
components:
  securitySchemes: {key: {type: http, scheme: bearer}}
  schemas:
    Items:
      type: object
      properties:
        data: {type: array, items: {$ref: 'item.yaml'}}
        next_cursor: {type: string}
"""
ITEM = "type: object\nproperties: {name: {type: string}}\n"
_PROPOSED = re.compile(r"^# (\[.*\]|\w+ = [^#]*?)$", re.MULTILINE)
ALONE = SHOP.replace("$ref: 'item.yaml'", "type: object, properties: {name: {type: string}}")


@pytest.fixture
def description(tmp_path: Path) -> Path:
    """A description of two files."""
    folder = tmp_path / "api"
    folder.mkdir()
    (folder / "shop.yaml").write_text(SHOP)
    (folder / "item.yaml").write_text(ITEM)
    return folder / "shop.yaml"


def _files(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and ".sdkpress" not in path.name)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_a_project_has_all_that_it_needs(description: Path, tmp_path: Path) -> None:
    project = tmp_path / "project"

    assert main(["init", str(description), str(project)]) == 0

    assert {
        *("Makefile", "pyproject.toml", ".gitignore", ".github/workflows/ci.yml"),
        *("spec/sdk.toml", "spec/shop.yaml", "spec/item.yaml", "tests/test_sdk.py"),
        *("generated/pyproject.toml", "generated/src/corner_shop/client.py"),
    } <= {*_files(project)}


def test_the_settings_say_what_was_derived_and_propose_the_rest(
    description: Path, tmp_path: Path
) -> None:
    project = tmp_path / "project"
    main(["init", str(description), str(project)])
    text = (project / "spec/sdk.toml").read_text()
    said = tomllib.loads(text)
    proposed = tomllib.loads("\n".join(_PROPOSED.findall(text)))

    assert said["description"] == {"path": "shop.yaml"}
    assert said["package"]["license"] == "MIT"
    assert said["client"]["credentials"] == {
        "key": {"argument": "api_key", "env": "CORNER_SHOP_API_KEY"}
    }
    assert proposed["globals"] == {"shop": {"in": "path", "name": "shop"}}
    assert proposed["pagination"]["cursor"]["next_cursor"] == "next_cursor"
    assert proposed["operations"]["items/offer"] == {"resource": "items", "method": "offer"}


def test_every_proposal_is_one_that_can_be_taken(description: Path, tmp_path: Path) -> None:
    project = tmp_path / "project"
    main(["init", str(description), str(project)])
    settings = project / "spec/sdk.toml"
    settings.write_text(_PROPOSED.sub(r"\1", settings.read_text()))

    assert main(["generate", "--config", str(settings), "--out", str(project / "generated")]) == 0
    assert "def offer(" in (project / "generated/src/corner_shop/resources/items.py").read_text()


def test_what_is_there_stays_and_twice_is_once(
    description: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = tmp_path / "project"
    (project / "tests").mkdir(parents=True)
    (project / "Makefile").write_text("# mine\n")
    (project / "tests/test_sdk.py").write_text("# mine, too\n")

    assert main(["init", str(description), str(project)]) == 0
    first = _files(project)
    assert first["Makefile"] == b"# mine\n"
    assert first["tests/test_sdk.py"] == b"# mine, too\n"
    assert "left as it is" in capsys.readouterr().err

    (project / "spec/sdk.toml").write_text((project / "spec/sdk.toml").read_text() + "# mine\n")
    second = _files(project)
    assert main(["init", str(description), str(project)]) == 0
    assert _files(project) == second


def test_a_description_that_is_in_the_project_is_not_copied(tmp_path: Path) -> None:
    (tmp_path / "openapi.yaml").write_text(ALONE)

    assert main(["init", str(tmp_path / "openapi.yaml"), str(tmp_path)]) == 0

    said = tomllib.loads((tmp_path / "spec/sdk.toml").read_text())
    assert said["description"]["path"] == "../openapi.yaml"
    assert not (tmp_path / "spec/openapi.yaml").exists()


def test_names_are_written_as_they_are(tmp_path: Path) -> None:
    """White space of paths and ids is theirs, however much of it."""
    spec = tmp_path / "my  shop.yaml"
    spec.write_text(ALONE.replace("items/offer", '"items/offer  now"'))

    assert main(["init", str(spec), str(tmp_path / "project")]) == 0

    text = (tmp_path / "project/spec/sdk.toml").read_text()
    assert tomllib.loads(text)["description"]["path"] == "my  shop.yaml"


def test_a_wrong_description_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "openapi.yaml").write_text("openapi: 3.1.0\npaths: 7\n")

    assert main(["init", str(tmp_path / "openapi.yaml"), str(tmp_path / "project")]) == 1
    assert not (tmp_path / "project").exists()


@dataclass
class Web:
    """Serves one description; `asked` has the conditions that it was asked under."""

    url: str = ""
    content: bytes = ALONE.encode()
    tag: str = '"1"'
    asked: list[str | None] = field(default_factory=list[str | None])


@pytest.fixture
def web(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    """A server on loopback, and a cache of the test's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    state = Web()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            state.asked.append(self.headers["If-None-Match"])
            is_known = self.headers["If-None-Match"] == state.tag
            self.send_response(304 if is_known else 200)
            self.send_header("ETag", state.tag)
            self.send_header("Content-Length", "0" if is_known else str(len(state.content)))
            self.end_headers()
            self.wfile.write(b"" if is_known else state.content)

        def log_message(self, format: str, *args: object) -> None:
            """Keep the test's output clean."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        state.url = f"http://127.0.0.1:{server.server_port}/v2/openapi"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield state
        server.shutdown()


def test_a_url_is_asked_for_changes_only(web: Web, tmp_path: Path) -> None:
    generate = ["generate", web.url, "--out", str(tmp_path / "out")]

    assert main(generate) == 0
    assert main(generate) == 0
    assert web.asked == [None, '"1"']

    web.content, web.tag = web.content.replace(b"items/offer", b"items/sell"), '"2"'
    assert main(generate) == 0
    assert any("sell" in path for path in _files(tmp_path / "out"))
    assert web.asked == [None, '"1"', '"1"']


def test_a_url_that_gives_nothing_says_where_the_last_answer_is(
    web: Web, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["lint", web.url]) == 0
    gone = web.url.replace("/v2", "")

    assert main(["lint", f"{gone.rpartition(':')[0]}:1/v2/openapi"]) == 1
    assert "cannot be fetched" in capsys.readouterr().err
    assert main(["lint", "http://shop.example/openapi.yaml"]) == 1
    assert "not encrypted" in capsys.readouterr().err


def test_mistakes_are_placed_in_what_was_named(
    web: Web, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    web.content = ALONE.replace("operationId: items/offer", "operationId: 7").encode()
    main(["lint", web.url])
    assert f"{web.url}:17:" in capsys.readouterr().err

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(web.content)))
    main(["lint", "-"])
    assert "<stdin>:17:" in capsys.readouterr().err


def test_standard_input_is_pressed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, description: Path
) -> None:
    monkeypatch.chdir(description.parent)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(SHOP.encode())))

    assert main(["generate", "-", "--out", str(tmp_path / "out")]) == 0
    assert (tmp_path / "out/src/corner_shop/client.py").is_file()


def test_a_url_begins_a_project_too(web: Web, tmp_path: Path) -> None:
    assert main(["init", web.url, str(tmp_path / "project")]) == 0

    assert (tmp_path / "project/spec/openapi.yaml").read_bytes() == web.content


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
def test_a_fresh_machine_gets_from_a_url_to_passing_tests(
    web: Web, tmp_path: Path, repository: Path
) -> None:
    """`pip install sdkpress`, `sdkpress init URL`, `make generate`, `make test`: nothing else."""
    wheels, project = tmp_path / "wheels", tmp_path / "project"
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(wheels)]
    _run([*build, str(repository)], cwd=tmp_path)
    settings = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))
    tools = ["httpx2", "pytest", "build", "hatchling", "editables", "twine"]
    write_wheels([*settings["project"]["dependencies"], *tools], wheels)
    venv.create(tmp_path / "machine", with_pip=True)
    machine = tmp_path / "machine" / "bin"
    with package_index(wheels) as index:
        path = f"{machine}:{os.environ['PATH']}"
        environment = {"PIP_INDEX_URL": f"{index}simple/", "PATH": path}
        _run([machine / "pip", "install", "--quiet", "sdkpress"], cwd=tmp_path, **environment)
        _run([machine / "sdkpress", "init", web.url, project], cwd=tmp_path, **environment)
        _run(["make", "generate", "PYTHON=python"], cwd=project, **environment)
        tested = _run(["make", "test", "PYTHON=python"], cwd=project, **environment)
        _run(["make", "build"], cwd=project, **environment)

    assert "2 passed" in tested
    assert len(list((project / "generated/dist").iterdir())) == 2


def _run(command: list[str | Path], cwd: Path, **environment: str) -> str:
    hidden = ("MAKE", "PYTHON", "VIRTUAL_ENV")
    own = {name: one for name, one in os.environ.items() if not name.startswith(hidden)}
    done = subprocess.run(
        command, cwd=cwd, env=own | environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
