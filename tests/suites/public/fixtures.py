"""The clients that the tests of a suite use; copied to its conftest.py.

`SUITE` in the environment is JSON: the package, the names of its clients and their arguments.
"""

from __future__ import annotations

import importlib
import json
import os
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest

SUITE = json.loads(os.environ["SUITE"])
ARGUMENTS = {"base_url": os.environ["TEST_API_BASE_URL"], **SUITE["arguments"]}


def _client(name: str) -> Any:
    return getattr(importlib.import_module(SUITE["package"]), name)(**ARGUMENTS)


@pytest.fixture(scope="session")
def client() -> Iterator[Any]:
    """A synchronous client."""
    with _client(SUITE["client"]) as client:
        yield client


@pytest.fixture(scope="session")
async def async_client() -> AsyncIterator[Any]:
    """An asynchronous client."""
    async with _client(SUITE["async_client"]) as client:
        yield client
