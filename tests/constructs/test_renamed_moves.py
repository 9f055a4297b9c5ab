"""`[renamed]` where methods have gone to other resources: those they were in stay, or are others."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from constructs.renamed import told
from runtime.lab import ByteServer
from sdkpress.problems import DescriptionError
from support.checkers import mypy, pyright
from support.pressing import Press, PressFiles

DESCRIPTION = """
paths:
  /things:
    get:
      operationId: list
      tags: [things.deep]
      responses: {'204': {description: d}}
    post:
      operationId: make
      tags: [things]
      responses: {'204': {description: d}}
    delete:
      operationId: create
      tags: [things]
      responses: {'204': {description: d}}
"""
SCATTERED = """
[renamed]
"orders.create" = { to = "things.make", since = "0.1.0" }
"orders.old.all" = { to = "things.deep.list", since = "0.1.0" }
"""
WHOLE = """
[renamed]
"stuff" = { to = "things", since = "0.1.0" }
"stuff.deep" = { to = "things.deep", since = "0.1.0" }
"stuff.deep.list" = { to = "things.deep.list", since = "0.1.0" }
"stuff.make" = { to = "things.make", since = "0.1.0" }
"""
ENTRIES = {"scattered": SCATTERED, "whole": WHOLE}
USAGE = """from inline import AsyncInline, Inline
from inline.resources.{module} import {name}

def use(client: Inline) -> {name}:
    kept = client.{attribute}
    {calls}
    return kept

async def wait(client: AsyncInline) -> None:
    {waits}
"""


def test_a_resource_stays_for_methods_that_are_in_others(press: Press, server: ByteServer) -> None:
    package = press(DESCRIPTION, SCATTERED)
    with package.Inline(server_url=server.url) as client:
        with told(__file__) as said:
            client.orders.create()
        assert said == ["orders.create is deprecated: use things.make; the old name goes in 0.2.0"]
        assert (server.last.method, server.last.path) == ("POST", "/things")
        with told(__file__) as said:
            client.orders.old.all()
        assert said == [
            "orders.old.all is deprecated: use things.deep.list; the old name goes in 0.2.0"
        ]
        assert server.last.method == "GET"
        assert client.orders.with_raw_response.create.__name__ == "create"
        with told(__file__) as said:
            client.things.create()  # another one of that name
        assert (said, server.last.method) == ([], "DELETE")
    fake = import_module("inline.testing").FakeInline()
    with told(__file__):
        fake.orders.create.returns(None)
    assert fake.things.make() is None


def test_what_a_renamed_resource_has_may_have_entries_of_its_own(
    press: Press, server: ByteServer
) -> None:
    package = press(DESCRIPTION, WHOLE)
    function = import_module("inline.funcs.stuff_make").stuff_make
    with package.Inline(server_url=server.url) as client, told(__file__) as said:
        client.stuff.make()
        client.stuff.deep.list()
        client.things.deep.list()
        function(client)
    assert said == [
        "stuff is deprecated: use things; the old name goes in 0.2.0",
        "stuff is deprecated: use things; the old name goes in 0.2.0",
        "funcs.stuff_make is deprecated: use funcs.things_make; the old name goes in 0.2.0",
    ]


@pytest.mark.parametrize("entries", ENTRIES)
def test_programs_type_check(press_files: PressFiles, tmp_path: Path, entries: str) -> None:
    pressed = press_files(DESCRIPTION, ENTRIES[entries])
    calls = {
        "scattered": ("client.orders.create()", "client.orders.old.all()"),
        "whole": ("client.stuff.make()", "client.stuff.deep.list()"),
    }[entries]
    first = {"scattered": ("orders", "Orders"), "whole": ("stuff", "Stuff")}[entries]
    usage = USAGE.format(
        module=first[0],
        name=first[1],
        attribute=first[0],
        calls="\n    ".join(calls),
        waits="\n    ".join(f"await {one}" for one in calls),
    )
    for checker in (pyright, mypy):
        said = checker(tmp_path, pressed, usage)
        assert said, "it is told that this is deprecated"
        assert [line for line in said if "deprecated" not in line] == []


def test_a_resource_that_is_gone_needs_room(press_files: PressFiles) -> None:
    entry = '[renamed]\n"things.make.old" = { to = "things.create", since = "0.1.0" }'
    with pytest.raises(DescriptionError, match="no things.make that could have it"):
        press_files(DESCRIPTION, entry)
