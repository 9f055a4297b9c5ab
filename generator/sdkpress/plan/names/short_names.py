"""An operationId in, what it says beyond the path and the resource that it stands in out."""

from __future__ import annotations

import re

from .identifiers import depluralized, words

_COLLECTION = frozenset({"count", "find", "list", "search"})
"""Verbs for what a resource holds: `list_files` of `files` is `list`; `delete_files` is not
`delete`, which is what `delete_file` is.
"""

_VERB_TEXT = """
accept activate add approve archive assign attach authorize ban block cancel check clone close
complete confirm convert copy count create deactivate decline delete describe destroy detach
disable download duplicate edit enable execute export fetch finalize find fork generate get import
insert invite join leave link list lock make merge modify move open patch pause pin post preview
process publish put read refresh register reject remove rename reopen replace reset restart restore
resume retrieve retry revoke rotate run save search send set share show start stop submit subscribe
sync test track transfer trigger unarchive unassign unblock unlink unlock unpin unpublish
unsubscribe update upload upsert validate verify view void
"""
_VERBS = frozenset(_VERB_TEXT.split())
"""The verbs of methods; what is not among them may be a noun (`user_activity` of `activity`)."""

_SEPARATED = re.compile(r"([^/.:#]+)[/.:#](.+)")
_CAMEL_PREFIX = re.compile(r"([A-Z][A-Za-z0-9]*)_([A-Za-z0-9]+)")
_VERSION = re.compile(r"[vV]\d+")
_KINDS = frozenset({"api", "controller", "resource", "service"})


def without_path(identifier: str, method: str, path: str) -> str:
    """`identifier` without a path and a method at its end, as FastAPI makes them.

    `read_task_tasks__task_id__get` is `read_task`. A path with a version needs no method behind it,
    since no one means a version by a name. What is nothing else stays as it is.
    """
    found = words(identifier) if identifier else []
    placed = words(path) if path.strip("/") else []
    has_version = any(map(_VERSION.fullmatch, placed))
    for end in [[*placed, method], *([placed] if has_version else [])]:
        if [word.lower() for word in found[-len(end) :]] == [word.lower() for word in end]:
            return "_".join(found[: -len(end)]) or identifier
    return identifier


def within(identifier: str, resource: str) -> list[str]:
    """What an operation may be called in `resource` (dotted), the shortest name first.

    What is left out is the resource's name: before a separator (`files/list`,
    `FilesController_list`) or a verb (`files_list`), or as all that a verb has for an object
    (`list_files`).
    """
    nouns = [_noun(resource.rpartition(".")[2]), _noun(resource.replace(".", "_"))]
    head, rest = _split_prefix(identifier)
    texts = [rest, identifier] if rest and _noun(_without_kind(head)) in nouns else [identifier]
    if not rest and (led := _after_noun(identifier, nouns)):
        texts.insert(0, led)
    if routed := _after_version(identifier, nouns):
        texts.insert(0, routed)
    found: list[str] = []
    for text in texts:
        verb, *object_ = [word.lower() for word in words(text)]
        is_many = bool(object_) and depluralized(object_[-1]) != object_[-1]
        says_more = not object_ or _noun("_".join(object_)) not in nouns
        if not says_more and verb in (_COLLECTION if is_many else _VERBS):
            found.append(verb)
        found.append(text)
    return list(dict.fromkeys(found))


def _split_prefix(identifier: str) -> tuple[str, str]:
    match = _SEPARATED.match(identifier) or _CAMEL_PREFIX.fullmatch(identifier)
    return (match[1], match[2]) if match else (identifier, "")


def _after_noun(identifier: str, nouns: list[tuple[str, ...]]) -> str:
    """What follows the resource, if that has a verb: `users_list`, `usersPartialUpdate`."""
    found = words(identifier)
    for noun in nouns:
        head, rest = found[: len(noun)], found[len(noun) :]
        ends = {rest[0].lower(), rest[-1].lower()} if rest else frozenset[str]()
        if ends & _VERBS and _noun("_".join(head)) == noun:
            return "_".join(rest)
    return ""


def _after_version(identifier: str, nouns: list[tuple[str, ...]]) -> str:
    """What follows a version and the resource, as routers have it: `agents_api_v1_agents_list`."""
    found = words(identifier)
    starts = [place + 1 for place, word in enumerate(found) if _VERSION.fullmatch(word)]
    ends = [(start, start + len(noun)) for start in starts for noun in nouns]
    rests = [found[end:] for start, end in ends if _noun("_".join(found[start:end])) in nouns]
    return "_".join(rests[0]) if rests else ""


def _without_kind(head: str) -> str:
    """A prefix without what says that it is a class: `TasksController` is of tasks."""
    *first, last = words(head)
    return "_".join(first) if first and last.lower() in _KINDS else head


def _noun(text: str) -> tuple[str, ...]:
    """The words of a name, in the singular."""
    found = [word.lower() for word in words(text)]
    return (*found[:-1], depluralized(found[-1])) if found else ()
