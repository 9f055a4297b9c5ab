"""An SDK before and after names in it have changed, and what is told of old ones."""

from __future__ import annotations

import re
import warnings
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).parent

OLD = {
    "TITLE": "Shop",
    "CHAT": "chat.completions",
    "SEND": "create",
    "TEXT": "message",
    "PETS": "pets",
    "LIST": "all",
    "SIZE": "limit",
    "PET": "Pet",
    "PAGE": "Pets",
    "CONFLICT": "Taken",
    "BOX": "box",
    "GET": "fetch",
    "KEY": "token",
    "ORDER": "Order",
    "COLOUR": "colour",
    "AMOUNT": "amount",
}
NEW = {
    "TITLE": "Shop",
    "CHAT": "talk.threads",
    "SEND": "send",
    "TEXT": "text",
    "PETS": "animals",
    "LIST": "list",
    "SIZE": "page_size",
    "PET": "Animal",
    "PAGE": "Animals",
    "CONFLICT": "Clash",
    "BOX": "crate",
    "GET": "get",
    "KEY": "api_key",
    "ORDER": "Purchase",
    "COLOUR": "shade",
    "AMOUNT": "quantity",
}
DESCRIPTION = (HERE / "renamed.yaml").read_text(encoding="utf-8")
CONFIG = """
[package]
version = "1.4.0"
[client.credentials.key]
argument = "KEY"
[pagination.cursor]
cursor = "after"
results = "data"
next_cursor = "next"
"""
RENAMED = (HERE / "renamed.toml").read_text(encoding="utf-8")


def written(text: str, names: dict[str, str]) -> str:
    for mark, name in names.items():
        text = re.sub(rf"(?<![A-Z]){mark}(?![A-Z])", name, text)
    return text


@contextmanager
def told(file: str) -> Generator[list[str]]:
    """What is warned of until the end of the block, always at a line of `file`."""
    said: list[str] = []
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        yield said
    assert {one.filename for one in caught} <= {file}
    said += [str(one.message) for one in caught]
