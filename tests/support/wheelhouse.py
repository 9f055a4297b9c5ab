"""Distributions of this environment as wheels again, for an index on loopback."""

from __future__ import annotations

import base64
import hashlib
import zipfile
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, PackageNotFoundError, PackagePath, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

_LEFT_OUT = ("RECORD", "INSTALLER", "REQUESTED", "direct_url.json")
"""What installers write, not wheels."""


def write_wheels(requirements: Iterable[str], folder: Path) -> None:
    """Write a wheel of each distribution that is installed here and that `requirements` need."""
    for found in _closure(requirements):
        write_wheel(found, folder)


def _closure(requirements: Iterable[str]) -> Iterator[Distribution]:
    known: set[str] = set()
    waiting = [Requirement(one) for one in requirements]
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        environments = [{"extra": extra} for extra in ("", *requirement.extras)]
        if name in known:
            continue
        known.add(name)
        try:
            found = distribution(requirement.name)
        except PackageNotFoundError:
            continue  # needed elsewhere: on another system, or by another Python
        yield found
        for text in found.requires or ():
            needed = Requirement(text)
            if needed.marker is None or any(map(needed.marker.evaluate, environments)):
                waiting.append(needed)


def write_wheel(found: Distribution, folder: Path) -> Path:
    """Write the wheel that a distribution was installed from, without what installers add."""
    name = f"{found.metadata['Name'].replace('-', '_')}-{found.version}"
    path = folder / f"{name}-{_tag(found)}.whl"
    record = f"{name}.dist-info/RECORD"
    rows: list[str] = []
    with zipfile.ZipFile(path, "w") as archive:
        for file in found.files or ():
            source, target = Path(str(file.locate())), _target(name, file)
            if not target or not source.is_file():
                continue
            content = source.read_bytes()
            entry = zipfile.ZipInfo(target)
            entry.external_attr = source.stat().st_mode << 16
            archive.writestr(entry, content)
            digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest())
            rows.append(f"{target},sha256={digest.rstrip(b'=').decode()},{len(content)}")
        archive.writestr(record, "\n".join([*rows, f"{record},,", ""]))
    return path


def _target(name: str, file: PackagePath) -> str:
    """Where a file is in the wheel; "" for what installers make, scripts of entry points, too."""
    place = file.as_posix()
    if file.suffix == ".pyc" or file.name in _LEFT_OUT:
        return ""
    if ".dist-info/" in place:
        return f"{name}.dist-info/{place.partition('.dist-info/')[2]}"
    if not place.startswith("../"):
        return place
    is_program = "bin/" in place and file.read_binary()[:2] != b"#!"
    return f"{name}.data/scripts/{file.name}" if is_program else ""


def _tag(found: Distribution) -> str:
    """The compressed tag set of its file name (PEP 425)."""
    lines = (found.read_text("WHEEL") or "").splitlines()
    parts = [line[len("Tag: ") :].split("-") for line in lines if line.startswith("Tag: ")]
    return "-".join(".".join(dict.fromkeys(part[place] for part in parts)) for place in range(3))
