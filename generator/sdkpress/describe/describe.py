"""A document in, its description out: mend, lift, validate, settle, check."""

from __future__ import annotations

from typing import Any

from openapi_pydantic.v3 import v3_1

from ..problems import Problems
from ..read.check import ReferenceCheck
from ..read.document import Document
from .checks import check
from .description import Description
from .lift import lift
from .mend import mend
from .settle import settle
from .translate import Complaint
from .validate import validate

_PASSES = 5
"""What is put right may show what is wrong in it; a mistake lies no deeper than this."""


def describe(document: Document, problems: Problems) -> Description:
    """Return the typed description of ``document``, whose data is lifted to OpenAPI 3.1 in place.

    Raises :class:`sdkpress.problems.DescriptionError` with all problems, those of the reader too.
    """
    found = len(problems)
    mend(document.root, problems)
    lift(document, problems)
    api, complaints = _validated(document.root, problems)
    if len(problems) > found:
        # What was moved or removed may have been referred to.
        ReferenceCheck(document, problems).run()
    for complaint in complaints:
        problems.error(complaint.message, complaint.pointer, complaint.hint)
    check(document, problems)
    problems.raise_if_errors()
    assert api is not None
    return Description(document, api)


def _validated(
    root: dict[str, Any], problems: Problems
) -> tuple[v3_1.OpenAPI | None, list[Complaint]]:
    """Return the model of ``root``, once all is settled that can be, and the other complaints."""
    api, complaints = validate(root)
    for _ in range(_PASSES):
        remaining = settle(root, complaints, problems) if complaints else []
        if remaining or not complaints:
            complaints = remaining
            break
        api, complaints = validate(root)
    return api, complaints
