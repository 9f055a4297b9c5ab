"""All that is known of each scalar: which formats mean it, and how it is written everywhere.

To know another format, add its row, and its name to `ScalarName`. Nothing else in the generator has
to be told; of the runtime, `runtime` names what it needs, which templates of modules import.
"""

from __future__ import annotations

import datetime
import ipaddress
import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

ScalarName: TypeAlias = Literal[
    "any",
    "none",
    "bool",
    "int",
    "float",
    "str",
    "bytes",
    "base64",
    "file",
    "binary",
    "date",
    "datetime",
    "time",
    "duration",
    "uuid",
    "decimal",
    "number",
    "ipv4",
    "ipv6",
]


@dataclass(frozen=True, slots=True)
class ScalarFacts:
    """What is known of one scalar; annotations are those of Python, modules by their full names.

    Attributes:
        returned: The annotation of a value that the SDK returns.
        kind: What it is in JSON, as msgspec tells the members of a union apart. What is `foreign`
            it asks us about, and what is `text` it reads as nothing else.
        example: What a caller would write.
        formats: JSON types and formats that mean it, the usual one first; an empty format is none.
        runtime: The runtime's type that reads and writes it, where `returned` alone does not do.
        given: What callers may give beside it.
        declared: The annotation of a field of a Struct, by which msgspec decodes it.
        in_dicts: The annotation of a value that callers write in a TypedDict.
        parse: Raises ValueError for text that is none.
    """

    returned: str
    kind: str
    example: Any
    formats: tuple[tuple[str, str], ...] = ()
    runtime: str = ""
    given: str = ""
    declared: str = ""
    in_dicts: str = ""
    parse: Callable[[str], object] = str

    @property
    def accepted(self) -> str:
        """The annotation of a value that callers give."""
        return f"{self.returned} | {self.given}" if self.given else self.returned


_DURATION = re.compile(r"P(?=[0-9T])(?:[0-9]+[YMWD])*(?:T(?:[0-9.]+[HMS])+)?")


def _duration(text: str) -> None:
    if not _DURATION.fullmatch(text):
        raise ValueError(text)


def _text(
    returned: str, example: str, format_: str, parse: Callable[[str], object], **more: str
) -> ScalarFacts:
    """What is text in JSON, and callers may give as such."""
    facts: dict[str, str] = {"kind": "text", "given": "str", **more}
    return ScalarFacts(
        returned, example=example, formats=(("string", format_),), parse=parse, **facts
    )


_INTEGERS = ("int8", "int16", "int32", "int64", "integer", "long")
_UNSIGNED = ("uint8", "uint16", "uint32", "uint64", "bigint")

SCALARS: dict[ScalarName, ScalarFacts] = {
    "any": ScalarFacts("Any", "any", "value"),
    "none": ScalarFacts("None", "null", None, (("null", ""),)),
    "bool": ScalarFacts("bool", "boolean", True, (("boolean", ""),)),
    "int": ScalarFacts(
        "int",
        "integer",
        1,
        # A number whose format is an integer's is one.
        (("integer", ""), *(("number", name) for name in (*_INTEGERS, *_UNSIGNED))),
    ),
    "float": ScalarFacts("float", "number", 1.0, (("number", ""),)),
    "str": ScalarFacts("str", "str", "string", (("string", ""),)),
    "bytes": ScalarFacts(
        "bytes", "foreign", b"content", (("string", "binary"),), declared="TextBytes"
    ),
    "base64": ScalarFacts(
        "bytes",
        "text",
        b"content",
        (("string", "byte"),),
        runtime="Base64Bytes",
        declared="Base64Bytes",
        in_dicts="Base64Bytes",
    ),
    # Beside dicts, `FileInput` may be what callers give for a model that is called `File`.
    "file": ScalarFacts(
        "FileInput", "foreign", b"content", runtime="FileInput", in_dicts="_files.FileInput"
    ),
    "binary": ScalarFacts(
        "BinaryInput", "foreign", b"content", runtime="BinaryInput", in_dicts="_files.BinaryInput"
    ),
    "date": _text(
        "datetime.date", "2025-01-31", "date", datetime.date.fromisoformat, runtime="WireDate"
    ),
    "datetime": _text(
        "datetime.datetime",
        "2025-01-31T12:00:00Z",
        "date-time",
        datetime.datetime.fromisoformat,
        runtime="WireDateTime",
    ),
    "time": _text(
        "datetime.time", "12:00:00", "time", datetime.time.fromisoformat, runtime="WireTime"
    ),
    "duration": _text(
        "datetime.timedelta",
        "PT1H",
        "duration",
        _duration,
        kind="foreign",
        runtime="WireDuration",
        declared="WireDuration",
    ),
    "uuid": _text(
        "uuid.UUID",
        "123e4567-e89b-12d3-a456-426614174000",
        "uuid",
        uuid.UUID,
        kind="foreign",
        runtime="WireUUID",
        declared="WireUUID",
    ),
    "decimal": _text(
        "decimal.Decimal",
        "1.5",
        "decimal",
        float,
        kind="foreign",
        runtime="WireDecimalText",
        given="str | int | float",
        declared="WireDecimalText",
    ),
    # Exact, and a number in JSON.
    "number": ScalarFacts(
        "decimal.Decimal",
        "decimal",
        1.5,
        (("number", "decimal"), ("number", "decimal128")),
        runtime="WireDecimal",
        given="str | int | float",
        declared="WireDecimal",
    ),
    "ipv4": _text(
        "ipaddress.IPv4Address", "192.0.2.1", "ipv4", ipaddress.IPv4Address, kind="foreign"
    ),
    "ipv6": _text(
        "ipaddress.IPv6Address", "2001:db8::1", "ipv6", ipaddress.IPv6Address, kind="foreign"
    ),
}
