"""Every rule: what a kind of change means for a version, whom it breaks, and what to do then.

`docs/changes.md` has a section for each; a change that none names is `unknown`, and never passed
over. Sentences are format strings over `where`, `before`, `after` and `new`.
"""

from __future__ import annotations

from dataclasses import dataclass

from .change import Change, Level


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of change: its level, which programs no longer work, and what to write instead."""

    level: Level
    breaks: str = ""
    remedy: str = ""


_READS = "Programs that take `{where}` for {before}"
_LOOK = "See that they can do with {after}."
_SENDS = "Calls that give what is no longer accepted"

RULES: dict[str, Rule] = {
    # Names
    "name-removed": Rule("major", "Programs that use `{where}`.", "Nothing replaces it."),
    "name-renamed": Rule("major", "Programs that use `{where}`.", "Write `{new}`."),
    "name-added": Rule("minor"),
    "name-deprecated": Rule("minor", "", "Write `{new}`; the old name goes with the next break."),
    "resource-moved": Rule("major", "Calls of methods of `{where}`.", "Write `{new}`."),
    "method-moved": Rule("major", "Calls of `{where}`.", "Write `{new}`."),
    "module-moved": Rule("none"),
    "deprecated": Rule("minor", "", "{after}"),
    "deprecation-withdrawn": Rule("patch"),
    # Arguments, and properties of what callers send
    "argument-required-added": Rule("major", "Calls without `{new}`.", "Give `{new}`."),
    "argument-added": Rule("minor"),
    "argument-removed": Rule("major", "Calls that give `{new}`.", "Leave it out."),
    "argument-renamed": Rule("major", "Calls that give it by its old name.", "Write `{new}`."),
    "argument-required": Rule("major", "Calls without `{new}`.", "Give `{new}`."),
    "argument-optional": Rule("minor"),
    "argument-position": Rule(
        "major", "Calls that give `{new}` by its position.", "Give it by name, or check the order."
    ),
    "argument-order": Rule("none"),
    "argument-narrowed": Rule("major", f"{_SENDS}.", "Give {after}."),
    "argument-widened": Rule("minor"),
    "argument-changed": Rule("major", "Calls that give {before}.", "Give {after}."),
    "argument-value-removed": Rule("major", "Calls that give {before}.", "Give another value."),
    "argument-value-added": Rule("minor"),
    "property-required-added": Rule(
        "major", "Objects made without `{new}`, as models or as dicts.", "Give `{new}`."
    ),
    "property-added": Rule("minor"),
    "property-removed": Rule("major", "Objects made with `{new}`.", "Leave it out."),
    "property-renamed": Rule("major", "Programs that use the old name.", "Write `{new}`."),
    "property-required": Rule(
        "major", "Objects made without `{new}`, as models or as dicts.", "Give `{new}`."
    ),
    "property-optional": Rule("minor"),
    # Attributes of what is received, and results of calls
    "attribute-removed": Rule("major", "Programs that read `{where}`.", "Nothing replaces it."),
    "attribute-renamed": Rule("major", "Programs that read it.", "Write `{new}`."),
    "attribute-added": Rule("minor"),
    "attribute-optional": Rule(
        "major", "Programs that read it where it is None now.", "Ask for None first."
    ),
    "attribute-required": Rule("minor"),
    "attribute-changed": Rule("major", f"{_READS}.", _LOOK),
    "attribute-widened": Rule("major", f"{_READS} alone.", _LOOK),
    "attribute-narrowed": Rule("minor"),
    "value-added": Rule("minor"),
    "value-removed": Rule("minor"),
    "closed-value-added": Rule(
        "major", "Programs that are complete for the values that there were.", "Handle {after}."
    ),
    "variant-added": Rule(
        "major", "Programs that are complete for the variants that there were.", "Handle {after}."
    ),
    "open-variant-added": Rule("minor"),
    "variant-removed": Rule("minor"),
    "result-changed": Rule("major", "Programs that use what `{where}` gives.", _LOOK),
    "result-widened": Rule("major", "Programs that use what `{where}` gives.", _LOOK),
    "result-narrowed": Rule("minor"),
    "result-optional": Rule(
        "major", "Programs that use what `{where}` gives.", "Ask for None first."
    ),
    "result-required": Rule("minor"),
    "result-added": Rule("minor"),
    "result-removed": Rule(
        "major", "Programs that use what `{where}` gave.", "Nothing comes back."
    ),
    "stream-added": Rule("minor"),
    "stream-lost": Rule("major", "Programs that read its stream.", "Use the whole value."),
    "pages-added": Rule("minor"),
    "pages-lost": Rule("major", "Programs that iterate over its pages.", "Ask for each page."),
    # Errors
    "error-base-changed": Rule(
        "major", "`except` clauses with {before}, or what is below it.", "Catch {after}."
    ),
    "error-moved": Rule("major", "`except` clauses with {before}.", "Catch {after}."),
    "error-declared": Rule("minor"),
    "error-undeclared": Rule("major", "`except` clauses with {before}.", "Catch {after}."),
    # The client
    "environment-changed": Rule("major", "Programs that set {before}.", "Set {after}."),
    "environment-added": Rule("minor"),
    "default-server-changed": Rule(
        "major", "Programs that mean the server that was the default.", "Give `server_url`."
    ),
    "server-added": Rule("minor"),
    "server-removed": Rule("major", "Programs that choose it.", "Choose another one."),
    "behaviour-changed": Rule("minor"),
    "authentication-required": Rule("major", "Calls without credentials.", "Give {after}."),
    "authentication-lost": Rule("major", "Calls that authenticate with {before}.", "Give {after}."),
    "authentication-added": Rule("minor"),
    "authentication-optional": Rule("minor"),
    # The wire, and words
    "wire-changed": Rule("patch"),
    "default-changed": Rule("patch"),
    "type-rewritten": Rule("patch"),
    "docs-changed": Rule("patch"),
    # The package
    "package-renamed": Rule("major", "Who installs or imports {before}.", "Use {after}."),
    "models-library-changed": Rule("major", "Programs that use models as {before}'s.", _LOOK),
    "python-raised": Rule(
        "major", "Who runs a Python below {after}.", "Stay with the old version."
    ),
    "python-lowered": Rule("minor"),
    "dependency-raised": Rule("minor"),
    "dependency-major": Rule("major", "Who needs {before}.", "Move to {after}."),
    "dependency-added": Rule("minor"),
    "dependency-removed": Rule("patch"),
    "extra-removed": Rule("major", "Who installs the extra.", "Install what it had."),
    "typing-lost": Rule("major", "Type checkers take the package for untyped.", ""),
    "signature-changed": Rule("major", "Programs that use `{where}` as it was.", "See {after}."),
    "unknown": Rule(
        "major",
        "Nobody knows: no rule names this change.",
        "Look at it, and accept it in `[release.accept]` if it breaks nobody.",
    ),
}


def change(rule: str, where: str, before: str = "", after: str = "", new: str = "") -> Change:
    """A change by `rule`; `new` is the name that sentences say, that of the new surface."""
    known = RULES[rule]
    words = {"where": where, "before": before or "nothing", "after": after or "nothing", "new": new}
    renamed = new if rule in _RENAMES else ""
    return Change(
        rule=rule,
        level=known.level,
        where=where,
        before=before,
        after=after,
        breaks=known.breaks.format_map(words),
        remedy=known.remedy.format_map(words),
        renamed=renamed,
    )


_RENAMES = frozenset(
    [
        *("name-renamed", "name-deprecated", "resource-moved", "method-moved"),
        *("argument-renamed", "property-renamed", "attribute-renamed"),
    ]
)
