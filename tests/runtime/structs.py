"""The runtime once more, with msgspec's models in it, and a few of these: nothing is pressed."""

from __future__ import annotations

import datetime
import importlib.util
import ipaddress
import sys
import uuid
from pathlib import Path
from typing import Any, ClassVar, Literal

from runtime.lab import RUNTIME

PACKAGE = "sdk_structs"


def _load(name: str, directory: Path) -> None:
    """Import a directory as a package; it stands as `models/` in packages that use msgspec."""
    spec = importlib.util.spec_from_file_location(
        name, directory / "__init__.py", submodule_search_locations=[str(directory)]
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)


if PACKAGE not in sys.modules:
    _load(PACKAGE, RUNTIME)
    _load(f"{PACKAGE}.models", RUNTIME / "models_msgspec")

from msgspec import field  # noqa: E402
from sdk_structs.data.patterns import Patterns  # noqa: E402
from sdk_structs.models.choice import choice  # noqa: E402
from sdk_structs.models.decimals import WireDecimal  # noqa: E402
from sdk_structs.models.encoded import Base64Bytes, TextBytes  # noqa: E402
from sdk_structs.models.files import BinaryInput, FileInput  # noqa: E402
from sdk_structs.models.model import Model  # noqa: E402
from sdk_structs.models.wire_types import WireDuration  # noqa: E402

DateOrText: Any = choice("DateOrText", __name__, "datetime.date | str")
Pet: Any = choice("Pet", __name__, "Cat | Dog", tag="kind")
Untold: Any = choice("Untold", __name__, "Cat | Plain")
Numbers: Any = choice("Numbers", __name__, "dict[str, int]", patterns=Patterns("^n"))


class Cat(Model):
    kind: Literal["cat", "kitten"] = field(name="Kind")
    lives: int | None = None


class Dog(Model):
    kind: Literal["dog"] = field(name="Kind")
    name: str | None = None


class Plain(Model):
    id: int
    note: str | None = None


class Open(Model):
    __extra_type__: ClassVar[int]
    id: int


class Everything(Model):
    id: int
    a_b: DateOrText | None = field(name="a-b", default=None)
    number: WireDecimal | None = None
    raw: Base64Bytes | None = None
    text: TextBytes | None = None
    day: datetime.date | None = None
    moment: datetime.datetime | None = None
    clock: datetime.time | None = None
    span: WireDuration | None = None
    key: uuid.UUID | None = None
    address: ipaddress.IPv4Address | None = None
    inner: Plain | None = None
    pets: list[Pet] | None = None
    pair: tuple[int, str] | None = None
    file: FileInput | None = None
    body: BinaryInput | None = None
