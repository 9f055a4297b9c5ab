"""A revision of a Git repository in, its files in a directory out."""

from __future__ import annotations

import io
import tarfile
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ..surface import SURFACE
from .error import OperandError
from .git import git, toplevel


@dataclass(frozen=True, slots=True)
class Checkout:
    """The files of a revision.

    Attributes:
        revision: How the user called it.
        directory: Where they are, as long as they are there.
        root: The repository.
    """

    revision: str
    directory: Path
    root: Path

    def file(self, path: str) -> Path:
        """Where the file or folder at `path`, from the root of the repository, is.

        Raises:
            OperandError: The revision has none.
        """
        found = self.directory / path
        if not found.resolve().is_relative_to(self.directory) or not found.exists():
            raise OperandError(f"git:{self.revision}: has no {path}")
        return found

    def then(self, path: Path) -> Path:
        """A file of today as it was; that of today where there was none."""
        resolved = path.resolve()
        if not resolved.is_relative_to(self.root):
            return path
        was = self.directory / resolved.relative_to(self.root)
        return was if was.exists() else path

    def name(self, path: str) -> str:
        """What a file is called in the repository, with its revision."""
        place = Path(path)
        if not place.is_relative_to(self.directory):
            return path
        return f"{self.revision}:{place.relative_to(self.directory).as_posix()}"


@contextmanager
def checked_out(revision: str) -> Generator[Checkout]:
    """All files of a revision, since a description may refer to any, until the context ends.

    Raises:
        OperandError: There is no such revision, or no repository.
    """
    tree = _tree(revision)
    root = Path(toplevel(Path())).resolve()
    archive = git("-C", str(root), "archive", "--format=tar", tree)
    with tempfile.TemporaryDirectory(prefix="sdkpress-") as made:
        directory = Path(made).resolve()
        with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
            tar.extractall(directory, filter="data")
        yield Checkout(revision, directory, root)


def only_surface(revision: str) -> str:
    """The path of the surface that is committed at a revision.

    Raises:
        OperandError: There is none, or more than one.
    """
    found = surfaces(_tree(revision))
    if len(found) == 1:
        return found[0]
    if not found:
        raise OperandError(
            f"git:{revision}: has no {SURFACE}; say what to read, as in git:{revision}:openapi.yaml"
        )
    raise OperandError(
        f"git:{revision}: has several surfaces ({', '.join(found)}); "
        f"say which, as in git:{revision}:{found[0]}"
    )


def surfaces(tree: str, *where: str) -> list[str]:
    """The paths of the surfaces in a tree, from the root of the repository."""
    listed = git(*where, "ls-tree", "-r", "--name-only", "-z", "--full-tree", tree)
    names = listed.decode(errors="surrogateescape").split("\0")
    return sorted(name for name in names if PurePosixPath(name).name == SURFACE)


def _tree(revision: str) -> str:
    """The id of the tree of a revision, which no option of Git looks like."""
    if not revision:
        raise OperandError("git: names no revision; write git:REV or git:REV:PATH")
    name = f"{revision}^{{tree}}"
    return git("rev-parse", "--verify", "--end-of-options", name).decode().strip()
