"""Writes docs/settings.md: every table and key of sdk.toml, as sdkpress knows them.

Run it by `make settings`; a test compares the page with what it would write.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sdkpress.config.json_schema import Row, rows

_PAGE = Path(__file__).with_name("settings.md")
_HEAD = """# The keys of sdk.toml

Made by `make settings` from `generator/sdkpress/config`. Nothing has to be said: what is not is
derived from the description. In headers, `bearerAuth`, `get /items/{id}` and the like are examples
of names. `sdkpress schema` prints the JSON Schema, by which editors complete and check the file;
`sdkpress init` names it in the first line of the files that it writes.
"""


def page() -> str:
    """The text of the page."""
    return "\n".join([_HEAD, *_lines()])


def _lines() -> Iterator[str]:
    """A section for each table, with a row for each of its keys."""
    listed = rows()
    for table in (row for row in listed if not row.kind):
        yield f"## `{table.example}`\n\n{table.about}\n"
        keys = [row for row in listed if row.kind and row.at[:-1] == table.at]
        if keys:
            yield "| Key | Holds | Means | Example |\n|---|---|---|---|"
            yield from map(_line, keys)
            yield ""


def _line(key: Row) -> str:
    holds = key.kind + (", required" if key.required else "")
    cells = (f"`{key.example.partition(' = ')[0]}`", holds, key.about, f"`{key.example}`")
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    _PAGE.write_text(page(), encoding="utf-8")
