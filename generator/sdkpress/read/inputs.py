"""The files of one description: opens each by name or URL, once, and guards what may be read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote, urljoin

from ..problems import Location, Problems
from ..regular_files import read_regular
from .options import Limits
from .source import Source, parse_source, text_source
from .suggest import nearest
from .unreadable import UnreadableError

_REMOTE = re.compile(r"https?://", re.IGNORECASE)
# What other tools read: standard input, and web addresses, of which a path keeps one slash.
_NO_FILE = re.compile(r"(?:^|/)(?:-$|https?:/)", re.IGNORECASE)
# One letter and a colon is a drive of Windows.
_OTHER_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")


def is_remote(uri: str) -> bool:
    """Whether ``uri`` is fetched over the network."""
    return _REMOTE.match(uri) is not None


@dataclass(slots=True)
class Files:
    """All files read so far, by their URI.

    No local file outside ``root`` is opened; ``folder`` is this one with links resolved.
    """

    main: Path
    root: Path
    allow_remote: bool
    limits: Limits
    problems: Problems
    folder: Path = field(init=False)
    opened: dict[str, Source | None] = field(default_factory=dict[str, "Source | None"])
    texts: dict[str, Source] = field(default_factory=dict[str, Source])

    def __post_init__(self) -> None:
        self.folder = self.root.resolve()

    def open_path(self, path: Path, origin: str = "") -> Source | None:
        """Return a file named by the user, or ``None`` after reporting that it is unreadable.

        ``origin`` is what the user named where that is another thing, and what references in it
        are relative to.
        """
        uri = origin if is_remote(origin) else str((Path(origin) if origin else path).resolve())
        if uri not in self.opened:
            try:
                raw = _read(path, self.limits)
            except UnreadableError as error:
                self.problems.error(error.message, hint=error.hint, at=Location(str(path)))
                return None
            name = origin or str(path)
            self.opened[uri] = parse_source(name, uri, raw, self.limits, self.problems)
        return self.opened[uri]

    def resolve(self, base: Source, reference: str) -> str:
        """Return the URI of what ``reference``, written in ``base``, names (without a fragment).

        Raises :class:`UnreadableError` when it must not be opened.
        """
        if is_remote(reference) or is_remote(base.uri):
            uri = _joined(base.uri, reference) if is_remote(base.uri) else reference
            if not self.allow_remote:
                raise UnreadableError(
                    f'the reference "{reference}" is remote, and remote references are refused',
                    hint="save the file beside the description, or pass --allow-remote",
                )
            return uri
        return self._resolve_path(base, reference)

    def _resolve_path(self, base: Source, reference: str) -> str:
        if _OTHER_SCHEME.match(reference):
            raise UnreadableError(
                f'the reference "{reference}" is neither a file nor a web address'
            )
        path = self._inside(base, reference)
        if "%" in reference and not path.is_file():
            path = self._inside(base, unquote(reference))
        return str(path)

    def _inside(self, base: Source, reference: str) -> Path:
        try:
            path = (Path(base.uri).parent / reference).resolve()
        except (OSError, ValueError, RuntimeError) as error:
            raise UnreadableError(f"{reference!a} is no file name: {error}") from None
        if not path.is_relative_to(self.folder):
            raise UnreadableError(
                f'the reference "{reference}" leaves the folder of the description',
                hint="move the file there, or name a folder that holds all files with --root",
            )
        return path

    def open_uri(self, uri: str) -> Source | None:
        """Return the file of a URI from :meth:`resolve`.

        What is wrong inside of it is reported, once, and gives ``None``. Raises
        :class:`UnreadableError` when it cannot be had at all.
        """
        if uri not in self.opened:
            name, raw = self._name(uri), self._raw(uri)
            self.opened[uri] = parse_source(name, uri, raw, self.limits, self.problems)
        return self.opened[uri]

    def open_text(self, uri: str) -> Source:
        """Return the file of a URI from :meth:`resolve`, of which only the text counts.

        Raises :class:`UnreadableError` when it cannot be had, or is no text.
        """
        if uri not in self.texts:
            self.texts[uri] = text_source(self._name(uri), uri, self._raw(uri), self.limits)
        return self.texts[uri]

    def _raw(self, uri: str) -> bytes:
        if len(self.opened) + len(self.texts) >= self.limits.files:
            raise UnreadableError(f"more than {self.limits.files:,} files are referred to")
        return _fetch(uri, self.limits) if is_remote(uri) else _read(Path(uri), self.limits)

    def _name(self, uri: str) -> str:
        if is_remote(uri):
            return uri
        return str(self.root / Path(uri).relative_to(self.folder))

    def local_paths(self) -> tuple[Path, ...]:
        """Return the local files that were read, in a fixed order."""
        uris = sorted({*self.opened, *self.texts})
        return tuple(Path(uri) for uri in uris if not is_remote(uri))

    def sha256(self) -> str:
        """Return the digest of all that was read; of one file alone it is that file's own."""
        texts = [source for uri, source in self.texts.items() if uri not in self.opened]
        sources = [source for source in (*self.opened.values(), *texts) if source is not None]
        if len(sources) == 1:
            return sources[0].sha256
        digests = sorted((source.name, source.sha256) for source in sources[1:])
        listing = [sources[0].sha256, *(digest for _, digest in digests)] if sources else []
        return sha256("\n".join(listing).encode()).hexdigest()


def _joined(base: str, reference: str) -> str:
    try:
        uri = urljoin(base, reference)
    except ValueError as error:
        raise UnreadableError(f"{reference!a} is no web address: {error}") from None
    if not is_remote(uri):
        raise UnreadableError(f'a remote file may not refer to "{reference}"')
    return uri


def _fetch(url: str, limits: Limits) -> bytes:
    # The HTTP modules take longer to import than most descriptions take to read.
    from .fetch import fetch

    answer = fetch(url, limits)
    assert answer is not None, "no conditions were sent"
    return answer.content


def _read(path: Path, limits: Limits) -> bytes:
    try:
        return read_regular(path, limits.bytes + 1)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        hint = _instead(path) if isinstance(error, FileNotFoundError) else ""
        raise UnreadableError(f"cannot be read: {reason}", hint=hint) from None
    except ValueError as error:
        raise UnreadableError(f"cannot be read: {error}") from None


def _instead(path: Path) -> str:
    """Return a hint that says what to name in place of ``path``, which is no file."""
    if _NO_FILE.search(path.as_posix()):
        return "only files are read here: save it as one, and name that"
    folder = path.parent
    names = [entry.name for entry in folder.iterdir()] if folder.is_dir() else []
    name = nearest(path.name, names)
    return f'did you mean "{name}"?' if name else ""
