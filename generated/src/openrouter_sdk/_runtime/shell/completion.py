"""What shells complete: the words that may come next."""

from __future__ import annotations

from collections.abc import Sequence

from .index import Index
from .show import parameters

COMMANDS = ("search", "show", "call", "mcp", "completion")
CALL_OPTIONS = ("--json", "--raw", "--dry-run", "--server-url", "--timeout", "--header")
SHELLS = {
    "bash": """\
_{function}() {{
    local IFS=$'\\n'
    COMPREPLY=($({program} complete -- "${{COMP_WORDS[@]:1:COMP_CWORD}}"))
}}
complete -o default -F _{function} {program}
""",
    "zsh": """\
#compdef {program}
_{function}() {{ compadd -- ${{(f)"$({program} complete -- "${{(@)words[2,CURRENT]}}")"}} }}
compdef _{function} {program}
""",
    "fish": """\
complete -c {program} -f -a '({program} complete -- (commandline -opc)[2..] (commandline -ct))'
""",
}


def script(index: Index, shell: str) -> str:
    """Return what a shell has to read to complete the program's words."""
    function = index.program.replace("-", "_").replace(".", "_")
    return SHELLS[shell].format(program=index.program, function=function)


def candidates(index: Index, words: Sequence[str]) -> list[str]:
    """Return what the last of some words may become."""
    *before, last = words or [""]
    return [one for one in _known(index, before) if one.startswith(last)]


def _known(index: Index, before: Sequence[str]) -> Sequence[str]:
    if not before:
        return COMMANDS
    if before[0] == "completion":
        return tuple(SHELLS)
    entry = next(filter(None, map(index.entry, before[1:])), None)
    if before[0] == "call" and entry:
        own = [f"--{name.replace('_', '-')}" for name in parameters(index, entry)]
        return [*own, *CALL_OPTIONS]
    calls = [one.call for one in index.entries] if before[0] in ("show", "call") else []
    return [*calls, *index.resources] if before[0] == "show" else calls
