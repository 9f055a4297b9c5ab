"""The command line: arguments in, an exit status out.

0: done; 1: a difference was found, or the description has errors; 2: the command line is wrong.
What is heavy is imported where it is needed, so that `--help`, a wrong argument and a repeated
run answer at once.
"""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import __version__
from .collector import paused_collector

if TYPE_CHECKING:
    from .job import Job

_DEBUG = "SDKPRESS_DEBUG"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: Those of the process when left out.
    """
    parser = _parser()
    options = parser.parse_args(arguments)
    names_none = options.command in ("generate", "check") and options.spec is None
    if names_none and options.config is None:
        parser.error("name a description, or with --config a file that names one")
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


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="sdkpress", description="Press a typed Python SDK out of an OpenAPI description."
    )
    parser.add_argument("--version", action="version", version=f"sdkpress {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    generate = commands.add_parser("generate", help="write the SDK into a directory")
    check = commands.add_parser("check", help="exit 1, with a diff, when generate would change it")
    lint = commands.add_parser("lint", help="report every problem of a description")
    for command in (generate, check):
        _add_input_arguments(command)
        command.add_argument("--out", metavar="DIR", type=_path, required=True)
    generate.add_argument(
        "--cache",
        metavar="DIR",
        type=_path,
        help="remember there what was generated from what, so that a repeated run does nothing",
    )
    generate.add_argument(
        "--overwrite",
        action="store_true",
        help="replace files that were edited since they were generated (left alone otherwise)",
    )
    _add_input_arguments(lint)
    _add_diff(commands)
    _add_release(commands)
    _add_upload(commands)
    return parser


def _add_diff(commands: Any) -> None:
    diff = commands.add_parser("diff", help="say what changed for users, and the next version")
    kinds = "generated directory, wheel, sdist, description, sdk.toml, git:REV[:PATH], or last"
    diff.add_argument("old", metavar="OLD", help=kinds)
    diff.add_argument("new", metavar="NEW", help="the same")
    diff.add_argument(
        "--format",
        choices=("text", "json", "markdown"),
        default="text",
        help="for people, for programs, for a pull request",
    )
    diff.add_argument(
        "--fail-on",
        metavar="LEVEL",
        choices=("major", "minor", "patch"),
        help="exit 1 where the changes are of this level (major, minor, patch) or above",
    )
    _add_reading_arguments(diff)


def _add_release(commands: Any) -> None:
    release = commands.add_parser(
        "release", help="write the next version, its changelog and its migration guide"
    )
    release.add_argument("spec", metavar="SPEC", type=_path, nargs="?", help=_SPEC)
    release.add_argument(
        "--out",
        metavar="DIR",
        type=_path,
        help="the generated SDK (where its surface is committed)",
    )
    release.add_argument(
        "--since",
        metavar="OPERAND",
        default="",
        help="what to compare with, as for diff (the newest release among the tags of Git)",
    )
    release.add_argument(
        "--pre",
        choices=("a", "b", "rc"),
        nargs="?",
        const="rc",
        help="make an alpha, a beta or, where nothing more is said, a release candidate",
    )
    release.add_argument(
        "--as", metavar="VERSION", dest="version_wanted", default="", help="release this version"
    )
    release.add_argument(
        "--keep-old-names",
        action="store_true",
        help="enter what was renamed into [renamed], so that old names stay until the next break",
    )
    release.add_argument(
        "--dry-run", action="store_true", help="show what would be written, and write nothing"
    )
    _add_reading_arguments(release)


def _add_upload(commands: Any) -> None:
    upload = commands.add_parser(
        "upload", help="publish what was built, unless its version may not be"
    )
    upload.add_argument("--out", metavar="DIR", type=_path, required=True, help="the generated SDK")
    where = upload.add_mutually_exclusive_group(required=True)
    where.add_argument("--index", metavar="URL", default="", help="where packages are uploaded to")
    where.add_argument(
        "--dry-run", action="store_true", help="only say whether the SDK may be published"
    )
    upload.add_argument(
        "--simple",
        metavar="URL",
        default="",
        help="the Simple API of the index (simple/ below it otherwise, if there is one)",
    )
    _add_reading_arguments(upload)


_SPEC = "OpenAPI 3.x description, YAML or JSON; may be left out where --config names it"


def _add_input_arguments(command: argparse.ArgumentParser) -> None:
    lint = command.prog.endswith("lint")
    command.add_argument(
        "spec",
        metavar="SPEC",
        type=_path,
        nargs=None if lint else "?",
        help=_SPEC,
    )
    command.add_argument(
        "--fail-on-warning", action="store_true", help="exit 1 when there are warnings, too"
    )
    _add_reading_arguments(command)


def _add_reading_arguments(command: argparse.ArgumentParser) -> None:
    """How descriptions are read."""
    command.add_argument(
        "--config",
        metavar="FILE",
        type=_path,
        help="sdk.toml: package, client, globals, retries, …",
    )
    command.add_argument(
        "--overlay",
        metavar="FILE",
        type=_path,
        action="append",
        default=[],
        help="OpenAPI Overlay to apply; may be given again, they are applied in order",
    )
    command.add_argument(
        "--root",
        metavar="DIR",
        type=_path,
        help="folder whose files $ref may name (that of the description otherwise)",
    )
    command.add_argument(
        "--allow-remote", action="store_true", help="follow $ref to other hosts (refused otherwise)"
    )


def _path(text: str) -> Path:
    if not text:  # a variable of a shell that is not set: "." is not what was meant
        raise argparse.ArgumentTypeError("a path may not be empty")
    return Path(text)


def _run(options: argparse.Namespace) -> int:
    from . import run

    job = _job(options)
    if options.command == "diff":
        return _diff(options, job)
    if options.command == "release":
        return _release(options, job)
    if options.command == "upload":
        from . import upload

        asked = upload.Asked(options.out, options.index, options.simple, options.dry_run)
        return upload.upload(asked, job)
    with paused_collector():
        if options.command == "generate":
            return run.generate(job, options.out, options.cache, overwrite=options.overwrite)
        if options.command == "check":
            return run.check(job, options.out)
        return run.lint(job)


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


def _job(options: argparse.Namespace) -> Job:
    from .job import Job

    return Job(
        spec=getattr(options, "spec", None),
        config=options.config,
        overlays=tuple(options.overlay),
        allow_remote=options.allow_remote,
        root=options.root,
        fail_on_warning=getattr(options, "fail_on_warning", False),
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
    from .release.versions import ReleaseError

    return isinstance(error, PublishError | OperandError | ReleaseError)
