"""What tests need not make again and again: compiled templates, and bytecode of the runtime."""

from __future__ import annotations

import os
import py_compile
from hashlib import sha256
from importlib.util import cache_from_source
from pathlib import Path

from sdkpress.store import Store


class Templates(Store):
    """A store that knows the templates that this process has compiled, and nothing else."""

    def __init__(self) -> None:
        super().__init__()
        self._past = self._used

    def key(self, *source: object) -> str:
        """Return the key of a template; of anything else, one that nothing is found under."""
        is_template = source[0] == "template"
        return sha256(repr(source).encode()).hexdigest() if is_template else ""

    def recall(self, key: str) -> str | None:
        """Return a compiled template."""
        return super().recall(key) if key else None

    def keep(self, key: str, text: str) -> None:
        """Remember a compiled template."""
        if key:
            super().keep(key, text)


TEMPLATES = Templates()


class Bytecode:
    """The runtime of each package is the same text, which need not be compiled for each.

    A compiled file says of which text it is: one that a test changes is compiled again.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def share(self, package: Path) -> None:
        """Put the bytecode of a package's runtime beside its sources."""
        for source in (package / "_runtime").rglob("*.py"):
            compiled = self._directory / sha256(source.read_bytes()).hexdigest()
            if not compiled.exists():
                mode = py_compile.PycInvalidationMode.CHECKED_HASH
                py_compile.compile(str(source), str(compiled), invalidation_mode=mode, doraise=True)
            target = Path(cache_from_source(source))
            target.parent.mkdir(exist_ok=True)
            os.link(compiled, target)
