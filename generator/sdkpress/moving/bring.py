"""The command ``import``: files of another generator in, a directory with ``sdk.toml`` out."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from ..output import digest
from ..problems import DescriptionError, Location, Problems
from ..read import Limits, ReadOptions, read
from ..read.source import parse_source
from ..regular_files import read_regular
from ..release.write import write_all
from .described import Described
from .job import Import
from .keys import Ledger, Row
from .kinds import EXTENSIONS, translator
from .report import printed, written
from .settle import Settled, Settler, overlay_name, path_from

_MARK = "written by sdkpress import"
_MARKED = re.compile(rf"\A[^\n]*{_MARK} [^\n]*\(([0-9a-f]+)\)[^\n]*\n")
REPORT = "import.md"


class ImportRefusedError(Exception):
    """What was asked for is not done: a file is in the way."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What to import, as the command line says it."""

    kind: str
    files: tuple[Path, ...]
    spec: Path
    out: Path


def bring(asked: Asked) -> int:
    """Import, print what is open, and return the exit status: 1 where something is.

    Raises:
        DescriptionError: A file or the description cannot be read.
        ImportRefusedError: A file in the directory was not written by an import.
        OSError: The file system refused.
    """
    target = asked.out / "sdk.toml"
    places = (target, asked.out / overlay_name(target), asked.out / REPORT)
    for place in places:
        _check_ours(place)
    ledgers = tuple(map(_opened, asked.files))
    root = read(asked.spec, ReadOptions(), Problems()).root
    prefix = EXTENSIONS.get(asked.kind)
    description = replace(_opened(asked.spec), prefix=prefix) if prefix else None
    job = Import(ledgers, Described(root), description)
    job.settings.put(("description", "path"), path_from(asked.out, asked.spec))
    translator(asked.kind)(job)
    title = f"{asked.kind}: {', '.join(file.name for file in asked.files)}"
    settled = Settler(job.settings, asked.spec, target, f"From {title}").settle(_head())
    told = [*ledgers, *([description] if description else [])]
    rows = [row for ledger in told for row in ledger.rows()]
    _write(asked, places, settled, rows)
    print(printed(rows))
    for refused in job.settings.refused:
        print(f"{target}: {refused}")
    if settled.problems:
        print(DescriptionError(settled.problems))
    print(f"{target}: written; {REPORT} beside it has all")
    is_open = any(row.fate.kind == "open" for row in rows)
    return 1 if is_open or settled.problems or job.settings.refused else 0


def _head() -> list[str]:
    return [
        "The configuration of the old generator said what stands here; import.md says where.",
        "Paths are relative to this file. Say as `version` in [package] which version comes next.",
    ]


def _opened(path: Path) -> Ledger:
    """A vendor's file, read."""
    problems = Problems()
    try:
        raw = read_regular(path, Limits().bytes + 1)
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        problems.error(f"cannot be read: {reason}", at=Location(str(path)))
        problems.raise_if_errors()
        raise
    source = parse_source(str(path), str(path.resolve()), raw, Limits(), problems)
    problems.raise_if_errors()
    assert source is not None
    return Ledger(source)


def _check_ours(place: Path) -> None:
    """Make sure that a file is not there, or is as an import wrote it."""
    if not place.exists():
        return
    text = read_regular(place).decode("utf-8", "replace").replace("\r\n", "\n")
    mark = _MARKED.match(text)
    if mark is None or digest(text[mark.end() :].encode()) != mark[1]:
        raise ImportRefusedError(
            f"{place} is there and not as an import wrote it: name another directory, or move it"
        )


def _marked(kind: str, text: str, begin: str = "# ", end: str = "") -> str:
    """A text below a line that says what wrote it, by which it is known again."""
    return f"{begin}{_MARK} {kind} ({digest(text.encode())}){end}\n{text}"


def _write(asked: Asked, places: tuple[Path, ...], settled: Settled, rows: list[Row]) -> None:
    target, overlay, report = places
    text = written(rows, f"What became of {', '.join(file.name for file in asked.files)}")
    texts = {target: _marked(asked.kind, settled.text.text)}
    texts[report] = _marked(asked.kind, text, "<!-- ", " -->")
    if settled.overlay:
        texts[overlay] = _marked(asked.kind, settled.overlay)
    created = not asked.out.exists()
    asked.out.mkdir(parents=True, exist_ok=True)
    try:
        write_all(texts)
    except BaseException:
        if created:
            asked.out.rmdir()
        raise
    if not settled.overlay:  # of an import before this one
        overlay.unlink(missing_ok=True)
