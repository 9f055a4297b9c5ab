"""The command line: arguments in, an exit status out.

0: done; 1: a difference was found, or the description has errors; 2: the command line is wrong.
What is heavy is imported where it is needed, so that `--help`, a wrong argument and a repeated
run answer at once.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import traceback
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from .collector import paused_collector
from .command_line import make_parser

if TYPE_CHECKING:
    from .job import Job

_DEBUG = "SDKPRESS_DEBUG"
_WEB = ("https://", "http://")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: Those of the process when left out.
    """
    parser = make_parser()
    options = parser.parse_args(arguments)
    names_none = options.command in ("generate", "check") and options.spec is None
    if names_none and options.config is None:
        parser.error("name a description, or with --config a file that names one")
    if getattr(options, "watch", False) and _is_no_file(options.spec or ""):
        parser.error("--watch needs a file: nothing says when a URL or standard input changes")
    if reconfigure := getattr(sys.stdout, "reconfigure", None):
        reconfigure(errors="backslashreplace")  # a diff may hold any script
    try:
        status = _run(options)
        sys.stdout.flush()
        return status
    except BrokenPipeError:
        # Who reads the diff has seen enough; nothing must be flushed to them when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return 130
    except Exception as error:  # whatever it is, a user gets a sentence
        return _report_failure(error)


def _run(options: argparse.Namespace) -> int:
    if options.command == "import":
        return _import(options)
    if options.command == "schema":
        from .config.json_schema import json_schema

        print(json.dumps(json_schema(), indent=2, ensure_ascii=False))
        return 0
    with _given(options) as (spec, origin):
        return _do(options, _job(options, spec, origin))


def _is_no_file(named: str) -> bool:
    """Whether what was named is standard input or a URL."""
    return named == "-" or named.lower().startswith(_WEB)


@contextmanager
def _given(options: argparse.Namespace) -> Generator[tuple[Path | None, str]]:
    """The description as a file, and what was named where that is none."""
    named: str | None = getattr(options, "spec", None)
    if named is None or not _is_no_file(named):
        yield (None if named is None else Path(named)), ""
        return
    from .read.cached import STDIN_NAME, downloaded, from_stdin
    from .read.options import Limits

    if named != "-":
        yield downloaded(named, Limits()), named
        return
    path = from_stdin(sys.stdin.buffer, Limits())
    try:
        yield path, STDIN_NAME
    finally:
        path.unlink()


def _do(options: argparse.Namespace, job: Job) -> int:
    from . import run

    if options.command == "diff":
        return _diff(options, job)
    if options.command == "release":
        return _release(options, job)
    if options.command == "upload":
        from . import upload

        asked = upload.Asked(options.out, options.index, options.simple, options.dry_run)
        return upload.upload(asked, job)
    with paused_collector():
        if options.command == "init":
            from .init import init

            return init(job, options.directory)
        if options.command == "generate":
            return _generate(options, job)
        if options.command == "check":
            return run.check(job, options.out)
        return run.lint(job)


def _import(options: argparse.Namespace) -> int:
    from .moving.bring import Asked, ImportRefusedError, bring

    asked = Asked(options.kind, tuple(options.files), options.spec, options.out)
    try:
        with paused_collector():
            return bring(asked)
    except ImportRefusedError as error:
        print(f"sdkpress: {error}", file=sys.stderr)
        return 2


def _generate(options: argparse.Namespace, job: Job) -> int:
    from . import run

    if not options.watch:
        return run.generate(job, options.out, options.cache, overwrite=options.overwrite)
    from .watch import watch

    def once(cache: Path) -> int:
        try:
            return run.generate(job, options.out, cache, overwrite=options.overwrite)
        except Exception as error:  # the next change may mend it
            return _report_failure(error)

    return watch(job, options.out, options.cache, once)


def _diff(options: argparse.Namespace, job: Job) -> int:
    from .diff import Asked, diff
    from .operands import OperandError

    try:
        return diff(Asked(options.old, options.new, options.format, options.fail_on), job)
    except OperandError as error:  # 1 says that the limit is passed
        print(f"sdkpress: {error}", file=sys.stderr)
        return 2


def _release(options: argparse.Namespace, job: Job) -> int:
    from .prepare import Asked, prepare

    asked = Asked(
        out=options.out,
        since=options.since,
        pre=options.pre,
        version=options.version_wanted,
        keep_old_names=options.keep_old_names,
        dry_run=options.dry_run,
    )
    with paused_collector():
        return prepare(asked, job)


def _job(options: argparse.Namespace, spec: Path | None, origin: str) -> Job:
    from .job import Job

    return Job(
        spec=spec,
        config=options.config,
        overlays=tuple(options.overlay),
        allow_remote=options.allow_remote,
        root=options.root,
        fail_on_warning=getattr(options, "fail_on_warning", False),
        origin=origin,
    )


def _report_failure(error: Exception) -> int:
    """Print what happened as far as possible in the user's terms; the exit status is 1."""
    from .problems import DescriptionError

    if isinstance(error, DescriptionError):
        from .run import report

        report(error)
    elif isinstance(error, OSError) and error.strerror:
        place = f"{error.filename}: " if error.filename else ""
        print(f"sdkpress: {place}{error.strerror.lower()}", file=sys.stderr)
    elif isinstance(error, OSError) or _is_refusal(error):
        print(f"sdkpress: {error}", file=sys.stderr)
    elif os.environ.get(_DEBUG):
        traceback.print_exception(error)
    else:
        place = traceback.extract_tb(error.__traceback__)[-1]
        print(
            "sdkpress: a defect of sdkpress itself, please report it: "
            f"{type(error).__name__}: {error}\n"
            f"  in {Path(place.filename).name}:{place.lineno}; {_DEBUG}=1 shows the whole trace",
            file=sys.stderr,
        )
    return 1


def _is_refusal(error: Exception) -> bool:
    from .operands import OperandError
    from .publish import PublishError
    from .read.unreadable import UnreadableError
    from .release.versions import ReleaseError

    return isinstance(error, PublishError | OperandError | ReleaseError | UnreadableError)
