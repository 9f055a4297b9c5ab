"""`sdkpress release`: what changed since the last release in, the files of the next one out."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from . import pipeline
from .changes import Change, compare
from .config import Config, load_config
from .describe import Description
from .job import Job, read_options, settings_of, spec_of
from .operands import Operand, OperandError, Released, committed, last_release, newest, read_operand
from .plan.client.old_names import refused_names
from .plan.client.package import plan_package
from .plan.model.sdk import Package
from .problems import Problems
from .progress import Progress
from .publish.lock import exclusive
from .regular_files import read_regular
from .release.accept import Judged, accepted
from .release.changelog import CHANGELOG
from .release.draft import Past, chosen_version, drafted, first_version
from .release.migrating import MIGRATING
from .release.old_names import old_names
from .release.settings import with_renamed, with_version
from .release.summary import summary
from .release.versions import ReleaseError, Stage, parsed
from .release.write import write_all
from .store import Store
from .surface import SURFACE, Surface

DONE, EDITED = 0, 1


@dataclass(frozen=True, slots=True)
class Asked:
    """What `sdkpress release` is asked for.

    Attributes:
        out: The directory that the SDK is generated into; None for where its surface is.
        since: What to compare with; empty for the last release.
        pre: The stage of a pre-release.
        version: The version to release; empty for the one that the changes take.
        keep_old_names: Whether what was renamed gets entries in `[renamed]`.
        dry_run: Whether all is shown and nothing written.
    """

    out: Path | None = None
    since: str = ""
    pre: Stage | None = None
    version: str = ""
    keep_old_names: bool = False
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class _Sdk:
    """The SDK that is to be released: its description, its settings, and their text."""

    description: Description
    config: Config
    path: Path
    text: str
    store: Store = field(default_factory=Store)

    @property
    def folder(self) -> Path:
        """Where the settings are."""
        return self.path.resolve().parent

    @property
    def package(self) -> Package:
        """The distribution that comes of it."""
        return plan_package(self.description.root, self.config, Problems())

    @property
    def names(self) -> tuple[str, str]:
        """What that is called, imported and installed."""
        return self.package.name, self.package.distribution

    def surface(self) -> Surface:
        problems = Problems()
        sdk = pipeline.plan_sdk(self.description, self.config, problems, Progress())
        return pipeline.surface_of(sdk, self.store)

    def refused(self) -> frozenset[str]:
        """The old names in the settings for which there is no place."""
        config = replace(self.config, renamed={})
        sdk = pipeline.plan_sdk(self.description, config, Problems(), Progress())
        return refused_names(sdk, self.config)

    def with_text(self, text: str) -> _Sdk:
        """The same with other settings, which are not written yet."""
        problems = Problems()
        config = load_config(self.path, problems, text)
        problems.raise_if_errors()
        return replace(self, config=config, text=text)


@dataclass(frozen=True, slots=True)
class _Since:
    """What is compared with, and the newest release."""

    base: Released
    newest: Released

    @property
    def past(self) -> Past:
        return Past(self.newest.version, self.base.version)


@dataclass(frozen=True, slots=True)
class _Next:
    """The release to make: `sdk` has its version, `past` is None for the first one."""

    sdk: _Sdk
    version: str
    judged: Judged
    past: Past | None


def prepare(asked: Asked, job: Job) -> int:
    """Write the next version and what is said of it; 1 where something edited was left as it is.

    Raises:
        OperandError: There is no telling what was released before, or where the SDK is.
        ReleaseError: There can be no such release.
        DescriptionError: The description or `sdk.toml` has errors.
        OSError: A file cannot be written; all are what they were.
    """
    sdk = _read(job)
    since = _since(asked, job, sdk)
    made = _next(asked, sdk, since) if since else _first(asked, sdk)
    for remark in made.judged.remarks:
        print(f"sdkpress: {remark}", file=sys.stderr)
    if since and parsed(made.version) == parsed(since.newest.version):
        print(f"nothing has changed for users since {since.newest.version} ({since.newest.name})")
        return DONE
    out = _out(asked, sdk, since)
    with exclusive(out):
        return _write(asked, sdk, made, out)


def _read(job: Job) -> _Sdk:
    problems = Problems()
    path = job.config or Path("sdk.toml")
    if not path.exists():
        raise ReleaseError(f"{path}: no such file; the version of a release is written there")
    job = replace(job, config=path)
    config = settings_of(job)
    spec, options = spec_of(job, config, problems), read_options(job, config)
    description = pipeline.read_description(spec, options, problems, Progress.for_terminal())
    return _Sdk(description, config, path, _text(path))


def _since(asked: Asked, job: Job, sdk: _Sdk) -> _Since | None:
    """What to compare with; None where nothing was released."""
    named = read_operand(asked.since, replace(job, config=sdk.path)) if asked.since else None
    if named and _is_dated(named):
        found = Released(named.name, named.surface.package.version, named.surface)
        return _Since(found, found)
    last = newest(sdk.folder, sdk.names)
    if named:
        if last is None:
            raise OperandError(
                f"{named.name}: says no version that was released; name a generated directory, "
                "a wheel, an sdist or git:REV"
            )
        return _Since(Released(named.name, last.version, named.surface), last)
    if last is None:
        return None
    final = None if asked.pre else last_release(sdk.folder, sdk.names, final=True)
    return _Since(final or last, last)


def _is_dated(operand: Operand) -> bool:
    """Whether it has a version of its own: a description alone has what sdk.toml says today."""
    return not operand.root or operand.name.startswith("git:") or operand.name.endswith(".toml")


def _first(asked: Asked, sdk: _Sdk) -> _Next:
    version = first_version(sdk.package.version, asked.pre, asked.version)
    return _Next(sdk.with_text(with_version(sdk.text, version)), version, Judged(()), None)


def _next(asked: Asked, sdk: _Sdk, since: _Since) -> _Next:
    """The release with what changed: old names stand or not by its version, and that by them."""
    last, entries = since.newest.version, sdk.config.release.accept
    made, version = sdk.with_text(with_version(sdk.text, last)), ""
    changes = compare(since.base.surface, made.surface())
    renamed = _kept(made, changes, last) if asked.keep_old_names else {}
    changes = tuple(one for one in changes if one.where not in renamed)
    while True:  # the version rises from round to round, if it changes at all
        judged = accepted(changes, entries, since.base.version, date.today())
        chosen = chosen_version(judged, since.past, asked.pre, asked.version)
        if chosen == version:
            return _Next(made, version, judged, since.past)
        version = chosen
        text = with_renamed(with_version(sdk.text, version), renamed, last, version)
        made = sdk.with_text(text)
        changes = compare(since.base.surface, made.surface())


def _kept(sdk: _Sdk, changes: Iterable[Change], last: str) -> dict[str, str]:
    """The old names that can stand: where something else is called so by now, one cannot."""
    renamed = old_names(changes)
    while True:
        refused = sdk.with_text(with_renamed(sdk.text, renamed, last, last)).refused()
        if refused.isdisjoint(renamed):
            return renamed
        # What stood in those has no place now, either.
        renamed = {old: new for old, new in renamed.items() if old not in refused}


def _out(asked: Asked, sdk: _Sdk, since: _Since | None) -> Path:
    """The directory of the package: its changelog is published with it."""
    if asked.out and not asked.out.is_dir():
        raise ReleaseError(f"{asked.out}: no such directory; generate the SDK first")
    there = committed(sdk.folder, sdk.names)
    folders = (since.newest.folder if since else None, there.folder if there else None, sdk.folder)
    known = (folder for folder in folders if folder and (folder / SURFACE).is_file())
    found = asked.out or next(known, None)
    if found is None:
        raise ReleaseError("say with --out which directory the SDK is generated into")
    return found


def _write(asked: Asked, before: _Sdk, made: _Next, out: Path) -> int:
    old = {name: _text(out / name) for name in (CHANGELOG, MIGRATING)}
    written = drafted(old, made.judged, made.version, made.past, date.today())
    texts = {out / name: item.text for name, item in written.items() if item.text != old[name]}
    if made.sdk.text != before.text:
        texts[before.path] = made.sdk.text
    _tell(made, before.package.version, texts, dry_run=asked.dry_run)
    kept = [out / name for name, item in written.items() if item.kept]
    for path in kept:
        print(
            f"sdkpress: {_shown(path)}: edited since it was written, and left so", file=sys.stderr
        )
    if asked.dry_run:
        sys.stdout.writelines(_difference(texts))
    else:
        write_all(texts)
    return EDITED if kept else DONE


def _tell(made: _Next, configured: str, texts: Mapping[Path, str], *, dry_run: bool) -> None:
    if made.past is None:
        print(f"next version: {made.version} (the first)")
    else:
        print(summary(made.judged, made.past.version, made.version))
    if parsed(configured) > parsed(made.version):
        print(f"sdk.toml said {configured}; --as {configured} releases that", file=sys.stderr)
    verb = "would be written" if dry_run else "written"
    print(f"{verb}: {', '.join(map(_shown, texts)) or 'nothing, all is there already'}")


def _shown(path: Path) -> str:
    """A path as people are used to it: from where they are."""
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()


def _text(path: Path) -> str:
    try:
        return read_regular(path).decode("utf-8") if path.exists() else ""
    except UnicodeDecodeError as error:
        raise ReleaseError(f"{path}: is not UTF-8 text ({error.reason})") from None


def _difference(texts: Mapping[Path, str]) -> Iterable[str]:
    for path, text in texts.items():
        name = _shown(path)
        before = _text(path).splitlines(keepends=True)
        yield from difflib.unified_diff(before, text.splitlines(keepends=True), name, name)
