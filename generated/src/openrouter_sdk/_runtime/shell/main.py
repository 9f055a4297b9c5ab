"""`python -m <package>`: the operations of the API searched, shown and called."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Sequence

from ..base.options import nearest
from .completion import COMMANDS, SHELLS, candidates, script
from .failure import DONE, STATUSES, USAGE, Usage
from .given import arguments
from .index import Entry, Index, read_index
from .show import parameters, shown


def main(package: str, words: Sequence[str] | None = None) -> int:
    """Do what a command line says.

    Args:
        package: Import name of the package.
        words: The command line; None for the process's own.

    Returns:
        The exit status: see `STATUSES`.
    """
    index = read_index(package)
    words = sys.argv[1:] if words is None else list(words)
    if words[:1] == ["complete"]:
        print("\n".join(candidates(index, words[2:])))
        return DONE
    try:
        return _do(index, words)
    except Usage as error:
        print(f"{index.program}: {error}", file=sys.stderr)
        return USAGE
    except BrokenPipeError:  # whoever read it has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        return 130


def _do(index: Index, words: Sequence[str]) -> int:
    parser = _parser(index)
    if words[:1] == ["call"] and (entry := next(filter(None, map(index.entry, words)), None)):
        return _call(index, entry, words, parser)
    asked = parser.parse_args(words)
    if asked.command == "call":
        raise Usage(f"there is no operation {asked.name}; {index.hint(asked.name)}")
    if asked.command == "search":
        found = index.search(" ".join(asked.words), asked.most)
        print("\n".join(entry.line for entry in found) or "nothing is like that")
        return DONE if found else 1
    if asked.command == "mcp":
        return _serve(index)
    print(shown(index, asked.name) if asked.command == "show" else script(index, asked.shell))
    return DONE


def _serve(index: Index) -> int:
    try:
        from .mcp import serve
    except ImportError as error:
        raise Usage(f"{error}; install {index.program}[mcp]") from None
    serve(index)
    return DONE


def _call(index: Index, entry: Entry, words: Sequence[str], parser: ArgumentParser) -> int:
    """Call an operation; behind its name, its arguments come before the options of commands."""
    from .call import Asked, call

    place = words.index(entry.call) + 1
    known = parameters(index, entry)
    given, left = arguments(words[place:], known)
    if {"-h", "--help"}.intersection(left):
        print(shown(index, entry.call))
        return DONE
    asked, unknown = parser.parse_known_args([*words[:place], *left])
    if unknown:
        name = unknown[0].partition("=")[0].lstrip("-").replace("-", "_")
        raise Usage(f"{entry.call} has no argument {unknown[0]}{nearest(name, tuple(known))}")
    how = Asked(
        json=asked.json,
        raw=asked.raw,
        dry_run=asked.dry_run,
        server_url=asked.server_url,
        timeout=asked.timeout,
        headers=dict(map(_header, asked.header)),
    )
    return call(index, entry, given, how)


def _header(text: str) -> tuple[str, str]:
    name, colon, value = text.partition(":")
    if not colon:
        raise Usage(f"--header {text}: must be such as 'X-Name: value'")
    return name.strip(), value.strip()


def _parser(index: Index) -> ArgumentParser:
    statuses = "\n".join(f"  {status}  {meaning}" for status, meaning in STATUSES)
    parser = ArgumentParser(
        prog=index.program,
        description=f"{index.title}: {len(index.entries)} operations to search, show and call.",
        epilog=f"exit status:\n{statuses}",
        formatter_class=RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="|".join(COMMANDS))
    search = commands.add_parser("search", help="find operations by what they do")
    search.add_argument("words", nargs="+")
    search.add_argument("--most", type=int, default=10, help="how many to list (10)")
    show = commands.add_parser(
        "show", help="an operation (signature, types, errors, an example), a resource, or a type"
    )
    show.add_argument("name", help="such as analytics.get_user_activity")
    _add_call(commands.add_parser("call", help="call an operation", allow_abbrev=False))
    commands.add_parser("mcp", help="the same for agents: a server of the Model Context Protocol")
    completion = commands.add_parser("completion", help="what a shell reads to complete words")
    completion.add_argument("shell", choices=SHELLS)
    return parser


def _add_call(parser: ArgumentParser) -> None:
    parser.usage = "%(prog)s NAME [--ARGUMENT VALUE]… [options]"
    parser.epilog = "Credentials are those of the environment. Arguments are those that show tells."
    parser.add_argument("name", help="such as analytics.get_user_activity")
    parser.add_argument("--json", metavar="BODY", help="the body: JSON, @file, or - for stdin")
    parser.add_argument("--raw", action="store_true", help="write the response's body as it is")
    parser.add_argument(
        "--dry-run", action="store_true", help="write the request, secrets hidden; send nothing"
    )
    parser.add_argument("--server-url", help="base URL in place of the API's own")
    parser.add_argument("--timeout", type=float, metavar="SECONDS", help="for each attempt")
    parser.add_argument("--header", action="append", default=[], metavar="'NAME: VALUE'")
