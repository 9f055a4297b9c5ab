"""Header fields: checks of what is sent, and an immutable mapping of what was received."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Self

from .errors import InvalidRequest
from .redact import redact_value
from .unset import UNSET, Unset

_NAME = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")

Field = tuple[bytes, bytes]
"""Name and value as they go over the wire."""
Fields = dict[str, Field]
"""Fields by lower-case name, so that a later one replaces an earlier one."""


def field(name: str, value: object) -> Field:
    """Check a header field and encode it for the wire.

    Args:
        name: Field name (a token, RFC 9110 section 5.1).
        value: Field value; must be a string without CR, LF, NUL or other control characters.

    Returns:
        Both as bytes, the value in Latin-1.

    Raises:
        InvalidRequest: What is wrong, without the value: it may be a credential.
    """
    if _NAME.fullmatch(name) is None:
        message = f"{name!r} is not a valid header name"
        raise InvalidRequest(message)
    if not isinstance(value, str):
        message = f"the value of header {name!r} must be a string, not {type(value).__name__}"
        raise InvalidRequest(message)
    if _CONTROL.search(value) is not None:
        message = f"the value of header {name!r} holds a line break or another control character"
        raise InvalidRequest(message)
    try:
        return name.encode("ascii"), value.strip(" \t").encode("latin-1")
    except UnicodeEncodeError:
        message = (
            f"the value of header {name!r} holds characters outside of Latin-1, which HTTP headers "
            "cannot carry; percent-encode it (urllib.parse.quote) if the server decodes that"
        )
    raise InvalidRequest(message)  # out here, since the other error holds the value


def merge(fields: Fields, extra: Mapping[str, str | Unset]) -> None:
    """Add header fields, replacing those of the same name in whatever case; UNSET drops them.

    Raises:
        InvalidRequest: A name or value cannot be sent.
    """
    for name, value in extra.items():
        if value is UNSET:
            fields.pop(name.lower(), None)
        else:
            fields[name.lower()] = field(name, value)


class Headers(Mapping[str, str]):
    """Response header fields: an immutable mapping whose keys ignore case.

    A field that occurs several times is joined with ", "; `get_list` keeps its values apart.
    What sounds secret, such as Set-Cookie, is hidden in `repr` and does not go into a pickle.

    Attributes:
        secrets: Lower-case names of what does not sound secret, and is.
    """

    __slots__ = ("_pairs", "_values", "secrets")

    def __init__(
        self,
        fields: Iterable[tuple[bytes | str, bytes | str]] = (),
        secrets: Container[str] = frozenset(),
    ) -> None:
        """Take pairs of name and value in the order received.

        Args:
            fields: The pairs.
            secrets: Lower-case names of fields and parameters of URLs that carry credentials.
        """
        self.secrets = secrets
        self._pairs = tuple((_text(name), _text(value)) for name, value in fields)
        self._values: dict[str, list[str]] = {}
        for name, value in self._pairs:
            self._values.setdefault(name.lower(), []).append(value)

    def __getitem__(self, name: str) -> str:
        """Return the value of a field, by its name in any case."""
        return ", ".join(self._values[name.lower()])

    def __contains__(self, name: object) -> bool:
        """Tell whether a field was received."""
        return isinstance(name, str) and name.lower() in self._values

    def __iter__(self) -> Iterator[str]:
        """Iterate over the names in lower case."""
        return iter(self._values)

    def __len__(self) -> int:
        """Count the distinct names."""
        return len(self._values)

    def get_list(self, name: str) -> list[str]:
        """Return every value of a field that may occur several times, such as Set-Cookie."""
        return list(self._values.get(name.lower(), ()))

    def multi_items(self) -> list[tuple[str, str]]:
        """Return all fields as they were received, in order."""
        return list(self._pairs)

    def __repr__(self) -> str:
        """Show the fields; values that may be secret are hidden."""
        shown: dict[str, list[str]] = {}
        for name, value in self._shown():
            shown.setdefault(name.lower(), []).append(value)
        return f"Headers({ {name: ', '.join(values) for name, values in shown.items()}!r})"

    def _shown(self) -> Iterator[tuple[str, str]]:
        for name, value in self._pairs:
            yield name, redact_value(name, value, self.secrets)

    def __copy__(self) -> Self:
        """Return the mapping itself, which cannot change."""
        return self

    def __deepcopy__(self, memo: object) -> Self:
        """Return the mapping itself."""
        return self

    def __reduce__(self) -> tuple[type[Headers], tuple[tuple[tuple[str, str], ...]]]:
        """Pickle the pairs; values that may be secret stay behind."""
        return (Headers, (tuple(self._shown()),))


def _text(value: bytes | str) -> str:
    if isinstance(value, str):
        return value
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")
