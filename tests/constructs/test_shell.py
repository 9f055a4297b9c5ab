"""The command line of a package: `python -m package`, called as a shell does, over HTTP."""

from __future__ import annotations

import asyncio
import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import pytest
from mcp import Client, StdioServerParameters

from runtime.lab import ByteServer, answer
from support.models import with_both_libraries
from support.pressing import Press, PressFiles

pytestmark = with_both_libraries

SHOP = r"""
info: {title: "Shop \e[31mred", version: 1.0.0}
paths:
  /items:
    get:
      operationId: listItems
      tags: [items]
      summary: List what is for sale.
      parameters:
        - {name: after, in: query, schema: {type: string}}
        - {name: limit, in: query, schema: {type: integer}}
        - {name: tag, in: query, schema: {type: array, items: {type: string}}}
        - {name: sold, in: query, schema: {type: boolean}}
        - {name: raw, in: query, schema: {type: string}}
      responses:
        '200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Items'}}}}
        '404': {description: none, content: {application/json: {schema: {type: object, properties: {why: {type: string}}}}}}
    post:
      operationId: createItem
      tags: [items]
      summary: Put something up for sale.
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/NewItem'}}}}
      responses: {'201': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Item'}}}}}
  /items/{id}/picture:
    get:
      operationId: getPicture
      tags: [items]
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {'200': {description: ok, content: {image/png: {schema: {type: string, format: binary}}}}}
    put:
      operationId: putPicture
      tags: [items]
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      requestBody: {content: {application/octet-stream: {schema: {type: string, format: binary}}}}
      responses: {'204': {description: ok}}
  /events:
    get:
      operationId: watchEvents
      tags: [events.all]
      responses: {'200': {description: ok, content: {text/event-stream: {schema: {type: object, properties: {n: {type: integer}}}}}}}
components:
  securitySchemes: {key: {type: http, scheme: bearer}}
  schemas:
    Items: {type: object, properties: {data: {type: array, items: {$ref: '#/components/schemas/Item'}}, next: {type: string}}}
    Item: {type: object, required: [id], properties: {id: {type: string}, madeAt: {type: string, format: date-time}, size: {$ref: '#/components/schemas/Size'}}}
    NewItem: {type: object, required: [name], properties: {name: {type: string}, unitPrice: {type: number}, size: {$ref: '#/components/schemas/Size'}}}
    Size: {type: object, properties: {height: {type: number, description: In metres.}}}
security: [{key: []}]
"""

CONFIG = """
[package]
name = "shop"
distribution = "acme-shop"
[client]
name = "Shop"
[pagination.cursors]
cursor = "after"
results = "data"
next_cursor = "next"
"""


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command line came to."""

    status: int
    out: str
    err: str


Shell = Callable[..., Ran]


@pytest.fixture
def shell(
    press: Press,
    server: ByteServer,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Shell:
    """`shell("call", "items.list", …)`: the command line of the shop, at the server."""
    package = press(SHOP, CONFIG)
    main = import_module(f"{package.__name__}._runtime.shell.main").main
    monkeypatch.setenv("SHOP_API_KEY", "s3cret")
    monkeypatch.setenv("SHOP_BASE_URL", server.url)

    def run(*words: str, stdin: str = "") -> Ran:
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        try:
            status = main(package.__name__, words)
        except SystemExit as stop:
            status = int(stop.code or 0)
        sys.stdout.flush()
        return Ran(status, *capfd.readouterr())

    return run


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("what is for sale", "items.list"),
        ("sell something, put it up", "items.create"),
        ("upload a picture", "items.put_picture"),
        ("watching events", "events.all.watch_events"),
    ],
)
def test_search_finds_what_somebody_wants_to_do(shell: Shell, text: str, found: str) -> None:
    assert shell("search", *text.split()).out.split(":")[0] == found


def test_search_says_that_nothing_is_like_it(shell: Shell) -> None:
    ran = shell("search", "zygote")

    assert (ran.status, ran.out) == (1, "nothing is like that\n")


def test_show_has_all_that_a_call_needs(shell: Shell) -> None:
    told = shell("show", "items.create").out

    assert told.startswith("client.items.create(\n    name: str,\n    unit_price: float")
    for part in ["POST /items", "class NewItemDict" if "NewItemDict" in told else "class SizeDict"]:
        assert part in told
    assert "height: NotRequired[float]" in told
    assert "class Item(" in told


def test_help_of_an_operation_is_what_show_tells(shell: Shell) -> None:
    assert shell("call", "items.list", "--help").out == shell("show", "items.list").out


def test_show_of_a_resource_lists_it_and_of_a_type_defines_it(shell: Shell) -> None:
    assert len(shell("show", "items").out.splitlines()) == 4
    assert shell("show", "events").out.startswith("events.all.watch_events")
    assert "height" in shell("show", "models.Size").out
    assert shell("show", "Size").out.startswith("class Size(")


def test_the_example_of_each_operation_runs(shell: Shell, server: ByteServer) -> None:
    import shlex

    server.answers[:] = [answer({"id": "1"})]
    for call in ("items.list", "items.create"):
        command = shell("show", call).out.splitlines()[-1].removeprefix("$ python -m shop ")
        assert shell(*shlex.split(command)).status == 0


def test_arguments_go_where_they_belong(shell: Shell, server: ByteServer) -> None:
    server.answers[:] = [answer({"data": [{"id": "1"}]})]

    ran = shell(
        *("call", "items.list", "--limit=5", "--tag", "a", "--tag", "b", "--sold"),
        *("--after", "2", "--header", "X-Mine: 1"),
    )

    assert ran == Ran(0, '{"id": "1"}\n', "")
    assert server.last.query == [
        ("after", "2"), ("limit", "5"), ("tag", "a"), ("tag", "b"), ("sold", "true")
    ]  # fmt: skip
    assert server.last.headers["x-mine"] == "1"
    assert server.last.headers["authorization"] == "Bearer s3cret"


def test_an_argument_that_is_called_as_an_option_is_the_argument_behind_the_name(
    shell: Shell, server: ByteServer
) -> None:
    server.answers[:] = [answer({"data": [{"id": "1"}]})]

    shell("call", "items.list", "--raw", "yes")
    assert server.last.query == [("raw", "yes")]

    assert shell("call", "--raw", "items.list").out == '{"data": [{"id": "1"}]}'


def test_pages_come_line_by_line_until_the_last(shell: Shell, server: ByteServer) -> None:
    first = answer(
        {"data": [{"id": "1"}, {"id": "2", "madeAt": "2025-01-02T03:04:05Z"}], "next": "x"}
    )
    server.answers[:] = [first, answer({"data": [{"id": "3"}]})]

    lines = shell("call", "items.list").out.splitlines()

    assert [json.loads(line)["id"] for line in lines] == ["1", "2", "3"]
    assert json.loads(lines[1])["madeAt"] == "2025-01-02T03:04:05+00:00"


def test_streams_come_line_by_line(shell: Shell, server: ByteServer) -> None:
    events = b'data: {"n": 1}\n\ndata: {"n": 2}\n\n'
    server.answers[:] = [answer(events, content_type="text/event-stream")]

    assert shell("call", "events.all.watch_events").out == '{"n": 1}\n{"n": 2}\n'


@pytest.mark.parametrize("how", ["text", "file", "stdin"])
def test_a_body_is_json_from_anywhere(
    shell: Shell, server: ByteServer, how: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    server.answers[:] = [answer({"id": "1"}, status=201)]
    path = tmp_path_factory.mktemp("body") / "body.json"
    text = '{"name": "cup", "unitPrice": 3.5}'
    path.write_text(text)
    given = {"text": text, "file": f"@{path}", "stdin": "-"}[how]

    ran = shell("call", "items.create", "--json", given, "--size", '{"height": 2}', stdin=text)

    assert ran.status == 0, ran.err
    assert json.loads(server.last.body) == {"name": "cup", "unitPrice": 3.5, "size": {"height": 2}}


def test_files_and_binary_answers(
    shell: Shell, server: ByteServer, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("files") / "cup.png"
    path.write_bytes(b"\x89PNG")
    server.answers[:] = [answer(b"", status=204)]
    assert shell("call", "items.put_picture", "--id", "7", "--body", f"@{path}").status == 0
    assert server.last.body == b"\x89PNG"

    server.answers[:] = [answer(b"picture", content_type="image/png")]
    assert shell("call", "items.get_picture", "--id", "7").out == "picture"


def test_a_dry_run_sends_nothing_and_shows_no_secret(
    shell: Shell, server: ByteServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = shell("call", "items.create", "--name", "cup", "--dry-run")

    assert ran.status == 0
    assert ran.out.startswith(f"POST {server.url}/items\n")
    assert ran.out.endswith('\n\n{"name":"cup"}\n')
    assert "authorization: ***" in ran.out
    assert not server.received

    monkeypatch.delenv("SHOP_API_KEY")
    assert shell("call", "items.list", "--dry-run").status == 0


@pytest.mark.parametrize(
    ("status", "exit_status"), [(400, 4), (401, 3), (403, 3), (404, 4), (500, 5), (302, 1)]
)
def test_the_exit_status_says_what_failed(
    shell: Shell, server: ByteServer, status: int, exit_status: int
) -> None:
    server.answers[:] = [answer({"why": "so"}, status=status)]

    ran = shell("call", "items.create", "--name", "x")

    assert ran.status == exit_status, ran.err
    assert ran.err.strip()
    assert not ran.out


def test_an_error_shows_its_data(shell: Shell, server: ByteServer) -> None:
    server.answers[:] = [answer({"why": "so"}, status=404)]

    assert '"why": "so"' in shell("call", "items.list").err


def test_no_connection_and_no_credentials(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = ("call", "items.create", "--name", "x", "--server-url", "http://127.0.0.1:1")
    assert shell(*gone).status == 6

    monkeypatch.delenv("SHOP_API_KEY")
    assert shell("call", "items.list").status == 3


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("call items.lists", "did you mean items.list"),
        ("call list", "did you mean items.list"),
        ("call items.list --limt 3", "no argument --limt; did you mean 'limit'"),
        ("call items.list --limit", "--limit needs a value"),
        ("call items.list --limit 1 --limit 2", "--limit is given twice"),
        ("call items.list --header X", "must be such as"),
        ("call items.create --json {", "this is no JSON"),
        ("call items.create --json @/nowhere", "No such file"),
        ("call items.create --nam x", "did you mean 'name'"),
        ("call items.create", "name"),
        ("show items.nothing_of_it", "there is no items.nothing_of_it"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_sent(
    shell: Shell, server: ByteServer, words: str, told: str
) -> None:
    ran = shell(*words.split())

    assert ran.status == 2, ran
    assert told in ran.err
    assert "Traceback" not in ran.err
    assert not server.received


def test_completion_knows_what_may_come_next(shell: Shell) -> None:
    def words(*before: str) -> list[str]:
        return shell("complete", "--", *before).out.split()

    assert words("se") == ["search"]
    assert words("call", "items.l") == ["items.list"]
    assert words("call", "items.list", "--li") == ["--limit"]
    assert "events.all" in words("show", "ev")
    assert "acme-shop complete" in shell("completion", "bash").out


def test_text_of_the_description_does_not_steer_the_terminal(shell: Shell) -> None:
    told = shell("--help").out

    assert r"Shop \x1b[31mred" in told
    assert "\x1b" not in told


def test_the_protocol_has_three_tools_over_the_same_functions(
    shell: Shell, server: ByteServer, press_files: PressFiles
) -> None:
    """As an agent's client starts and asks it: over stdio, in a process of its own."""
    pressed = press_files(SHOP, CONFIG)
    first = answer({"data": [{"id": "1"}, {"id": "2"}], "next": "x"})
    server.answers[:] = [first, answer({"data": [{"id": "3"}]}), answer({"why": "so"}, status=404)]

    async def ask() -> dict[str, Any]:
        command = StdioServerParameters(
            command=sys.executable,
            args=["-m", pressed.package, "mcp"],
            cwd=str(pressed.source),
            env={"SHOP_API_KEY": "s3cret", "SHOP_BASE_URL": server.url},
        )
        async with Client(command) as client:
            names = [tool.name for tool in (await client.list_tools()).tools]
            asked = {
                "search": ("search", {"words": "put up for sale"}),
                "show": ("show", {"name": "items.create"}),
                "pages": ("call", {"name": "items.list", "items": 3}),
                "refused": ("call", {"name": "items.list", "arguments": {"limit": 2}}),
                "dry": ("call", {"name": "items.list", "dry_run": True}),
                "unknown": ("call", {"name": "items.lists"}),
                "wrong": ("call", {"name": "items.list", "arguments": {"limt": 2}}),
            }
            told = {key: await client.call_tool(*words) for key, words in asked.items()}
        texts = {key: one.content[0].text for key, one in told.items()}
        failed = {key for key, one in told.items() if one.is_error}
        return {"names": names, "failed": failed, **texts}

    told = asyncio.run(ask())

    assert told["names"] == ["search", "show", "call"]
    assert told["search"].startswith("items.create: ")
    assert told["show"] == shell("show", "items.create").out.rstrip("\n")
    assert told["pages"].splitlines() == ['{"id": "1"}', '{"id": "2"}', '{"id": "3"}']
    assert '"why": "so"' in told["refused"]
    assert "authorization: ***" in told["dry"]
    assert "did you mean items.list" in told["unknown"]
    assert "did you mean 'limit'" in told["wrong"]
    assert told["failed"] == {"refused", "unknown", "wrong"}
