"""The title of a description in, what its SDK is called out."""

from __future__ import annotations

import re

from .identifiers import snake, words

_FILLER_TEXT = """
api apis docs documentation official openapi rest restful spec specification specifications specs
swagger
"""
_FILLERS = frozenset(_FILLER_TEXT.split())
"""Words that say only that there is an API."""

_OPENERS = frozenset({"a", "an", "for", "of", "the"})
_LONGEST = 5
"""Words of a title; of a longer one, which is a sentence, the first ones are taken."""


def short_title(title: str) -> str:
    """The words of a title that tell it from others: `Pet Store API v2` is a pet store.

    Left out are what is in brackets or follows a plus sign, versions, and what is said of any API.
    """
    whole = re.sub(r"['’]s\b", "", title)
    head = re.sub(r"\([^()]*\)|\[[^\[\]]*\]", " ", whole).partition(" + ")[0]
    for candidate in (head, whole):
        kept = [word for word in candidate.split() if _says_more(word)]
        named = [word for word in kept if not _is_version(word)]
        found = _without_openers(named or kept)
        if any(map(str.isalnum, "".join(found))):
            return " ".join(found[:_LONGEST])
    return title or "api"


def _says_more(word: str) -> bool:
    return any(map(str.isalnum, word)) and _core(word) not in _FILLERS


def _core(word: str) -> str:
    return word.lower().strip(".,:;!?-–—")


def _is_version(word: str) -> bool:
    return re.sub(r"[.\-]", "", _core(word).removeprefix("v")).isdigit()


def _without_openers(found: list[str]) -> list[str]:
    while len(found) > 1 and found[0].lower() in _OPENERS:
        found = found[1:]
    return found


def joined(text: str) -> str:
    """A name in lower case in which a brand is one word: `GitHub Actions` is `github_actions`.

    A word with more than one capital inside is no brand: `MyPetStore` is `my_pet_store`.
    """
    parts = re.findall(r"[^\W_]+", text)
    brands = [part.lower() if len(words(part)) <= 2 else part for part in parts]
    return snake(" ".join(brands), "api") if brands else snake(text, "api")


def package_title(text: str) -> str:
    """A name for a package. That of a brand is left to its own package: `github_sdk`."""
    name = joined(text)
    return name if name == snake(text, "api") else f"{name}_sdk"
