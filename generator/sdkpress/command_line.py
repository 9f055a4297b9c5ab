"""What the command line may say: commands, their arguments and what help tells of them."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from . import __version__
from .moving.kinds import KINDS


def make_parser() -> argparse.ArgumentParser:
    """The parser of the command line."""
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
        "--watch",
        action="store_true",
        help="go on after each change of the description or the settings (needs sdkpress[watch])",
    )
    generate.add_argument(
        "--overwrite",
        action="store_true",
        help="replace files that were edited since they were generated (left alone otherwise)",
    )
    _add_input_arguments(lint)
    _add_init(commands)
    commands.add_parser("schema", help="print the JSON Schema of sdk.toml, for editors")
    _add_diff(commands)
    _add_release(commands)
    _add_upload(commands)
    _add_import(commands)
    return parser


def _add_init(commands: Any) -> None:
    init = commands.add_parser("init", help="start a project for the SDK of a description")
    init.add_argument("spec", metavar="SPEC", type=_some, help=_SPEC)
    init.add_argument(
        "directory", metavar="DIR", type=_path, nargs="?", default=Path(), help="the project (here)"
    )
    _add_reading_arguments(init)


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
    release.add_argument("spec", metavar="SPEC", type=_some, nargs="?", help=_SPEC)
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


def _add_import(commands: Any) -> None:
    listed = "; ".join(f"{kind} ({files})" for kind, files in KINDS.items())
    bring = commands.add_parser(
        "import", help="write the sdk.toml that means what another generator's files say"
    )
    bring.add_argument("kind", metavar="KIND", choices=tuple(KINDS), help=listed)
    bring.add_argument("files", metavar="FILE", type=_path, nargs="+", help="its files")
    bring.add_argument(
        "--spec", metavar="SPEC", type=_path, required=True, help="the OpenAPI description"
    )
    bring.add_argument(
        "--out", metavar="DIR", type=_path, required=True, help="where sdk.toml is written"
    )


_SPEC = (
    "OpenAPI 3.x description, YAML or JSON: a file, a URL, or - for standard input; "
    "may be left out where --config names it"
)


def _add_input_arguments(command: argparse.ArgumentParser) -> None:
    lint = command.prog.endswith("lint")
    command.add_argument(
        "spec",
        metavar="SPEC",
        type=_some,
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
    return Path(_some(text))


def _some(text: str) -> str:
    if not text:  # a variable of a shell that is not set: "." is not what was meant
        raise argparse.ArgumentTypeError("a path may not be empty")
    return text
