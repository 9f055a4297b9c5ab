"""The servers that a client knows: those of `sdk.toml`, or else of the description."""

from __future__ import annotations

from typing import Any

from ...config import Config
from ...config.report import report
from ...data import Json, as_list, as_object
from ...describe.path_templates import EXPRESSION
from ...problems import Problems
from ..model.operation import Server
from ..operations.servers import plan_servers


def client_servers(root: dict[str, Json], config: Config) -> tuple[Server, ...]:
    """The servers that a client may be told to use; the first one is the default."""
    return plan_servers(server_objects(root, config)) or plan_servers([{"url": "/"}])


def server_objects(root: dict[str, Json], config: Config) -> list[dict[str, Any]]:
    """The Server Objects of the whole API."""
    described = [as_object(item) for item in as_list(root.get("servers"))]
    if not config.servers:
        return described
    known: dict[str, Any] = {}
    for node in described:
        known = {**as_object(node.get("variables")), **known}
    return [
        {
            "url": item.url,
            "name": name,
            "description": item.description or "",
            "variables": {one: known.get(one, {}) for one in EXPRESSION.findall(item.url)},
        }
        for name, item in sorted(config.servers.items(), key=lambda one: not one[1].default)
    ]


def check_servers(config: Config, problems: Problems) -> None:
    """Report a second default."""
    defaults = [name for name, item in config.servers.items() if item.default]
    for name in defaults[1:]:
        message = f'"{defaults[0]}" is the default already'
        report(message, "leave one out", ("servers", name, "default"), config, problems)
