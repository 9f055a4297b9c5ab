"""What the library of models does for the rest: here pydantic reads and writes values and JSON."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from typing import Any

from ..base.errors import InvalidRequest


@lru_cache(maxsize=2048)
def adapter(annotation: Any) -> Any:
    """Return pydantic's `TypeAdapter` of a type; making one is what costs, so they are kept."""
    from pydantic import TypeAdapter

    from .deep import built

    def make() -> TypeAdapter[Any]:
        made: TypeAdapter[Any] = _made(annotation)
        made.rebuild()  # models defer it to their first use, which is now
        return made

    types = built(make)
    decimals = sys.modules.get(f"{__package__}.decimals")
    return types if decimals is None else decimals.adapted(types)


def _made(annotation: Any) -> Any:
    from pydantic import ConfigDict, PydanticUserError, TypeAdapter

    if hasattr(annotation, "model_rebuild"):
        annotation.model_rebuild()  # what the adapter takes from it then
    try:
        return TypeAdapter[Any](annotation, config=ConfigDict(ser_json_inf_nan="constants"))
    except PydanticUserError:  # a model, which has its own
        return TypeAdapter[Any](annotation)


def problems(error: Any) -> str:
    """Write what an adapter raised as "a.b: message; …", without the values."""
    found = error.errors(include_url=False, include_context=False, include_input=False)
    texts = [f"{'.'.join(map(str, one['loc'])) or 'body'}: {one['msg']}" for one in found[:10]]
    more = f" (and {len(found) - 10} more)" if len(found) > 10 else ""
    return "; ".join(texts) + more


def from_json(data: bytes) -> Any:
    """Parse JSON, also what pydantic refuses: deeper nesting, and halves of surrogate pairs.

    Raises:
        ValueError: It is none; the message says where, not what.
    """
    from pydantic_core import from_json as parsed

    if f"{__package__}.decimals" in sys.modules:
        from ..data.digits import parsed as parsed_exactly

        return parsed_exactly(data)
    try:
        return parsed(data)
    except ValueError:
        import json

        with suppress(ValueError, RecursionError):
            return json.loads(data)
        raise


def to_json(value: Any) -> bytes:
    """Write a value as JSON without spaces, models by alias.

    Raises:
        InvalidRequest: It cannot be written as JSON.
    """
    from pydantic_core import to_json as written

    decimals = sys.modules.get(f"{__package__}.decimals")
    try:
        if decimals is not None:
            return without_nan(decimals.to_json(value, written))
        return without_nan(written(value, by_alias=True))
    except ValueError as error:
        raise InvalidRequest(str(error)) from error


def without_nan(data: bytes) -> bytes:
    """Return JSON that was written.

    Raises:
        ValueError: It holds what is no JSON: NaN, or a number that is infinite.
    """
    if b"NaN" in data or b"Infinity" in data:  # it may be text
        import json

        json.loads(data, parse_constant=_refused)
    return data


def _refused(constant: str) -> None:
    message = f"JSON has no number {constant}"
    raise ValueError(message)


def jsonable(value: Any) -> Any:
    """Turn any value that pydantic knows into JSON-like data.

    Raises:
        InvalidRequest: It holds something that JSON cannot.
    """
    from pydantic_core import PydanticSerializationError, to_jsonable_python

    try:
        return to_jsonable_python(value, by_alias=True)
    except PydanticSerializationError as error:
        raise InvalidRequest(str(error)) from error


def unknown(value: Any) -> Mapping[str, Any] | None:
    """Return the properties of a model that the description does not know; None if it is none."""
    return getattr(value, "__pydantic_extra__", None)


def known(value: Any) -> int:
    """Count the properties of a model that were received and are described; 0 if it is none."""
    fields = getattr(value.__class__, "model_fields", {})
    return sum(name in fields for name in getattr(value, "model_fields_set", ()))
