"""A document in, its description out: mend, lift, validate, settle, check, link."""

from __future__ import annotations

from typing import Any

from ..problems import Problems
from ..read.check import ReferenceCheck
from ..read.document import Document
from .checks import check
from .description import Description
from .lift import lift
from .links import resolve_links
from .mend import mend
from .settle import settle
from .translate import Complaint
from .validate import validate

_PASSES = 5
"""What is put right may show what is wrong in it; a mistake lies no deeper than this."""


def describe(document: Document, problems: Problems) -> Description:
    """Return the description in ``document``, mended and lifted to OpenAPI 3.1 in a copy.

    ``problems`` places pointers into the copy from here on. Raises
    :class:`sdkpress.problems.DescriptionError` with all problems, those of the reader too.
    """
    found = len(problems)
    draft = document.copy()
    problems.locate = draft.locate
    mend(draft.root, problems)
    lift(draft, problems)
    complaints = _settled(draft.root, problems)
    if len(problems) > found:
        # What was moved or removed may have been referred to.
        ReferenceCheck(draft, problems).run()
    for complaint in complaints:
        problems.error(complaint.message, complaint.pointer, complaint.hint)
    check(draft, problems)
    problems.raise_if_errors()
    resolve_links(draft.root)
    return Description(draft)


def _settled(root: dict[str, Any], problems: Problems) -> list[Complaint]:
    """Settle in ``root`` all that can be; return the other complaints about it."""
    complaints = validate(root)
    for _ in range(_PASSES):
        remaining = settle(root, complaints, problems) if complaints else []
        if remaining or not complaints:
            return remaining
        complaints = validate(root)
    return complaints
