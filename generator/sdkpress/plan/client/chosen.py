"""Operations and what `sdk.toml` says of them in, those that are in the SDK out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import fields

from ...config import Config, OperationConfig
from ...config.report import report
from ...pointer import Pointer
from ...problems import Problems
from ...read.suggest import nearest
from ..operations.naming import Settings, operation_ids
from ..operations.raw_operation import Key, RawOperation


def operation_settings(raw: list[RawOperation], config: Config, problems: Problems) -> Settings:
    """What the user says of operations: by id, or by method and path (`get /pets/{id}`)."""
    ids, full = operation_ids(raw)
    known: dict[str, list[Key]] = defaultdict(list)
    for item in raw:
        for name in dict.fromkeys((ids[item.key], full[item.key], _by_path(item))):
            known[name].append(item.key)
    settings: dict[Key, OperationConfig] = {}
    for name, own in config.operations.items():
        found = known.get(name) or known.get(normal(name), [])
        complaint, hint = _complaint(name, found, known, settings)
        if complaint:
            report(complaint, hint, ("operations", name), config, problems)
        else:
            settings[found[0]] = own
    return settings


def _complaint(
    name: str,
    found: list[Key],
    known: Mapping[str, list[Key]],
    settings: Settings,
) -> tuple[str, str]:
    """What is wrong with the name of an operation, and what to do."""
    if not found:
        return "there is no such operation", did_you_mean(name, known)
    if len(found) > 1:
        return f"{len(found)} operations have this id", "name one as “get /its/path”"
    if found[0] in settings:
        return "this operation has a table already, by another name", "merge the two"
    return "", ""


def _by_path(raw: RawOperation) -> str:
    return f"{raw.method.lower()} {raw.path}"


def normal(name: str) -> str:
    """The name of an operation by method and path, however it is written."""
    method, _, path = name.strip().partition(" ")
    return f"{method.lower()} {path.strip()}"


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """The name that may be meant, or those that there are."""
    names = list(known)
    near = nearest(name, names)
    if near is not None:
        return f'did you mean "{near}"?'
    listed = ", ".join(f'"{one}"' for one in names[:8])
    return f"there is {listed}{', …' if len(names) > 8 else ''}" if names else "there is none"


def place_of(own: OperationConfig, config: Config, *keys: str | int) -> Pointer:
    """Where a setting of an operation is, by whichever name the operation has there."""
    name = next(name for name, item in config.operations.items() if item is own)
    return ("operations", name, *keys)


def chosen_operations(
    raw: list[RawOperation], settings: Settings, config: Config, problems: Problems
) -> list[RawOperation]:
    """The operations that are not to be skipped, or have a table where only those count."""
    for own in settings.values():
        _check_skipped(own, config, problems)
    unlisted = config.description.operations == "listed"
    kept = [item for item in raw if _is_kept(settings.get(item.key), unlisted)]
    if raw and unlisted and not kept:
        message = "no operation of the description has a table, so the SDK would have none"
        hint = f'write [operations."{_by_path(raw[0])}"], or operations = "all"'
        report(message, hint, ("description", "operations"), config, problems)
    return kept


def _is_kept(own: OperationConfig | None, unlisted: bool) -> bool:
    return not (unlisted if own is None else own.skip)


def _check_skipped(own: OperationConfig, config: Config, problems: Problems) -> None:
    """Report what else is said of an operation that is to be skipped."""
    others = [item.name for item in fields(own) if item.name != "skip"]
    for name in others if own.skip else ():
        if getattr(own, name) is not None:
            message = "the operation is to be skipped, so nothing comes of this"
            report(
                message, "leave one of the two out", place_of(own, config, name), config, problems
            )
