"""`client_settings`, `environments` and `query_settings` in, settings of the client out."""

from __future__ import annotations

import json
import re
from typing import Any

from ..job import Handler, Import, dispatch
from ..keys import Key
from .casing import Casing
from .security import Security

_MILLISECONDS = 1000
_DURATION = re.compile(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?")
_TYPES = ("string", "boolean", "integer", "number")
_REASONS = {
    "example": "it is about examples that they generate",
    "examples": "it is about examples that they generate",
    "required_in_tests": "it is about tests that they generate",
}


class Client:
    """Reads what the client's constructor takes, and how requests are sent."""

    def __init__(self, job: Import, casing: Casing, security: Security) -> None:
        self.job = job
        self.casing = casing
        self.security = security

    def set(self, key: Key) -> None:
        """`client_settings`."""
        idempotency = self.job.say(("idempotency", "header"), str)
        handlers: dict[str, Handler] = {
            "default_env_prefix": self.job.say(("client", "env_prefix"), str),
            "opts": self._options,
            "idempotency": lambda one: dispatch(one, {"header": idempotency}, {}),
            "idempotency_header": idempotency,
            "default_headers": self._headers,
            "default_timeout": self._timeout,
            "default_retries": self._retries,
        }
        dispatch(key, handlers, {})

    def _headers(self, key: Key) -> None:
        """Headers with fixed values are options of the client that have a default."""
        for header in key.members() if key.is_map else ():
            if not isinstance(header.value, str | int | float):
                continue
            value = header.value if isinstance(header.value, str) else json.dumps(header.value)
            said = {"type": "string", "in": "header", "name": header.name, "default": value}
            for name, one in said.items():
                place = ("client", "options", self.casing.snake(header.name), name)
                self.job.settings.put(place, one, header)

    def _timeout(self, key: Key) -> None:
        if seconds := _seconds(key.value):
            self.job.settings.put(("client", "timeout"), seconds, key)

    def _retries(self, key: Key) -> None:
        handlers: dict[str, Handler] = {
            "max_retries": self._attempts,
            "initial_delay_seconds": self.job.say(("retries", "initial_delay"), int, float),
            "max_delay_seconds": self.job.say(("retries", "max_delay"), int, float),
        }
        dispatch(key, handlers, {})

    def _attempts(self, key: Key) -> None:
        if isinstance(key.value, int) and not isinstance(key.value, bool):
            self.job.settings.put(("retries", "max_attempts"), key.value + 1, key)

    def _options(self, key: Key) -> None:
        for option in key.members() if key.is_map else ():
            scheme, name = option.find("auth", "security_scheme"), self.casing.snake(option.name)
            if scheme is not None and scheme.text:
                self.security.credential(option, scheme, name)
            else:
                self._option(option, ("client", "options", name))

    def _option(self, option: Key, place: tuple[str, ...]) -> None:
        def sent(location: str) -> Handler:
            def handler(key: Key) -> None:
                if key.text:
                    self.job.settings.put((*place, "in"), location, key)
                    self.job.settings.put((*place, "name"), key.text, key)

            return handler

        handlers: dict[str, Handler] = {
            "type": lambda key: key.text in _TYPES and self.job.say((*place, "type"), str)(key),
            "default": lambda key: self._default(key, place),
            "read_env": self.job.say((*place, "env"), str),
            "nullable": self.job.say((*place, "nullable"), bool),
            "description": self.job.say((*place, "description"), str),
            "send_in_header": sent("header"),
            "send_as_query_param": sent("query"),
            "send_as_path_param": sent("path"),
            "server_variable": sent("path"),
        }
        dispatch(option, handlers, _REASONS)

    def _default(self, key: Key, place: tuple[str, ...]) -> None:
        if key.value is None:
            key.unneeded("there is no default")
        else:
            self.job.settings.put((*place, "default"), key.value, key)

    def environments(self, key: Key) -> None:
        """`environments`: servers by name, the first is the default."""
        for member in key.members() if key.is_map else ():
            self.job.say(("servers", member.name, "url"), str)(member)

    def query(self, key: Key) -> None:
        """`query_settings`."""
        handlers: dict[str, Handler] = {
            "array_format": self.job.say(("parameters", "arrays"), str),
            "nested_format": self.job.say(("parameters", "objects"), str),
        }
        dispatch(key, handlers, {})


def _seconds(value: Any) -> float:
    """Seconds out of milliseconds, or of a duration of ISO 8601; 0 for anything else."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value / _MILLISECONDS
    match = _DURATION.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        return 0.0
    hours, minutes, seconds = (float(part or 0) for part in match.groups())
    return hours * 3600 + minutes * 60 + seconds
