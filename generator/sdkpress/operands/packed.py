"""A wheel or an sdist in, the surface that is in it out."""

from __future__ import annotations

import tarfile
import zipfile
from pathlib import Path, PurePosixPath

from ..surface import SURFACE
from .error import OperandError

_LARGEST = 1 << 28
"""Bytes of a surface that is read."""


def packed_surface(path: Path) -> bytes:
    """The surface in a wheel or an sdist, as it is written.

    Raises:
        OperandError: There is none.
    """
    read = _from_wheel if path.suffix == ".whl" else _from_sdist
    try:
        found = read(path)
    except FileNotFoundError:
        raise OperandError(f"{path}: no such file") from None
    except (zipfile.BadZipFile, tarfile.TarError, EOFError, OSError) as error:
        raise OperandError(f"{path}: cannot be read: {error}") from None
    if found is None:
        raise OperandError(f"{path}: holds no {SURFACE}; press it with this version of sdkpress")
    return found


def _from_wheel(path: Path) -> bytes | None:
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            if _is_surface(info.filename, info.file_size):
                return archive.read(info)
    return None


def _from_sdist(path: Path) -> bytes | None:
    with tarfile.open(path) as archive:
        for member in archive:
            if _is_surface(member.name, member.size) and (file := archive.extractfile(member)):
                return file.read()
    return None


def _is_surface(name: str, size: int) -> bool:
    return PurePosixPath(name).name == SURFACE and size <= _LARGEST
