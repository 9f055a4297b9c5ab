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
    for row in rows():
        if not row.kind:
            yield f"## `{row.example}`\n\n{row.about}\n"
            if _has_keys(row):
                yield "| Key | Holds | Means | Example |\n|---|---|---|---|"
            continue
        key = row.example.partition(" = ")[0]
        holds = row.kind + (", required" if row.required else "")
        cells = (f"`{key}`", holds, row.about, f"`{row.example}`")
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
        if _is_last(row):
            yield ""


def _has_keys(table: Row) -> bool:
    return any(row.kind and row.at[:-1] == table.at for row in rows())


def _is_last(key: Row) -> bool:
    listed = rows()
    place = listed.index(key)
    return place + 1 == len(listed) or not listed[place + 1].kind


if __name__ == "__main__":
    _PAGE.write_text(page(), encoding="utf-8")
