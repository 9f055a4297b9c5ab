"""A plan in, the first `sdk.toml` of a project out: what was derived, and what may be chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from ..encode import comment, toml_key, toml_value
from ..plan.model.operation import Operation, Parameter
from ..plan.model.sdk import Sdk

_NEGOTIATED = frozenset({"accept", "content-type", "authorization", "user-agent"})
_GLOBALS = "Given once to the client, and sent with each operation that has it:"
_PAGES = "Operations seem to have such pages; this lets them iterate:"
_HOMES = "These operations have no tag; their ids say where they belong:"
_FEWEST = 3
"""Operations that have to share a parameter before the client may have it once."""


def settings_text(sdk: Sdk, spec: str, pages: Sequence[str]) -> str:
    """The text of `sdk.toml`.

    Args:
        sdk: The plan, made without settings.
        spec: The path of the description, from the folder of the file.
        pages: Schemes of pages that are evident in the description, as lines of TOML.
    """
    tables = [
        "#:schema ../.venv/sdk.schema.json\n"
        f"# How the SDK of {comment(sdk.source.title)} is pressed out of its description.\n"
        "# Lines that are commented out are proposals. Paths are relative to this file.",
        _table("description", {"path": spec}),
        _package(sdk),
        _client(sdk),
        *_credentials(sdk),
        *_proposed(_GLOBALS, _globals(sdk)),
        *_proposed(_PAGES, pages),
        *_proposed(_HOMES, _resources(sdk)),
    ]
    return "\n\n".join(tables) + "\n"


def _table(name: str, values: dict[str, str]) -> str:
    return "\n".join([f"[{name}]", *(f"{key} = {toml_value(one)}" for key, one in values.items())])


def _package(sdk: Sdk) -> str:
    package = sdk.package
    given = {
        "distribution": package.distribution,
        "name": package.name,
        "version": package.version,
        "description": package.description,
    }
    missing = [
        *([] if package.license.expression else ['# license = "MIT"  # SPDX; nothing says it']),
        '# repository = "…/tree/main/generated"  # where links in README lead',
    ]
    if package.license.expression:
        given["license"] = package.license.expression
    return "\n".join([_table("package", given), *missing])


def _client(sdk: Sdk) -> str:
    client = sdk.client
    names = {
        "name": client.name,
        "base_error": client.base_error,
        "default_error": client.default_error,
    }
    return f"{_table('client', names)}\ntimeout = {client.timeout}  # seconds of an attempt"


def _credentials(sdk: Sdk) -> Iterator[str]:
    for scheme in sdk.client.security_schemes:
        values = {"argument": scheme.argument, **({"env": scheme.env} if scheme.env else {})}
        yield _table(f"client.credentials.{toml_key(scheme.name)}", values)


def _proposed(what: str, tables: Iterable[str]) -> Iterator[str]:
    """Lines to choose, commented out."""
    found = list(tables)
    if found:
        lines = "\n\n".join(found).splitlines()
        yield "\n".join([f"# {what}", *(f"# {line}".rstrip() for line in lines)])


def _globals(sdk: Sdk) -> Iterator[str]:
    """The headers and path parameters that most operations have."""
    declared = Counter(
        (item.location, item.name, item.argument)
        for operation in sdk.operations
        for item in operation.parameters
        if _may_be_global(item)
    )
    fewest = max(_FEWEST, len(sdk.operations) // 2 + 1)
    for (location, wire, argument), uses in declared.items():
        if uses >= fewest:
            yield _table(f"globals.{argument}", {"in": location, "name": wire})


def _may_be_global(item: Parameter) -> bool:
    is_open = not item.is_global and not item.is_key
    return is_open and item.location in ("header", "path") and item.name.lower() not in _NEGOTIATED


def _resources(sdk: Sdk) -> Iterator[str]:
    """Ids such as `repos/list-for-org`, of operations that are elsewhere for want of a tag."""
    for operation in sdk.operations:
        first, separator, rest = _parted(operation)
        if separator and operation.resource != first and first.isidentifier() and rest:
            names = {"resource": first, "method": rest}
            yield _table(f"operations.{toml_key(operation.id)}", names)


def _parted(operation: Operation) -> tuple[str, str, str]:
    separator = next((one for one in "/." if one in operation.id), "")
    first, _, rest = operation.id.partition(separator or "/")
    return first.replace("-", "_"), separator, rest.replace("-", "_") if rest.isascii() else ""
