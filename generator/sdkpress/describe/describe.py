"""A document in, its description out: lift, validate, check."""

from __future__ import annotations

from ..problems import Problems
from ..read.collector import paused_collector
from ..read.document import Document
from .annotations import set_aside_annotations
from .checks import check
from .description import Description
from .lift import lift
from .validate import validate


@paused_collector()
def describe(document: Document, problems: Problems) -> Description:
    """Return the typed description of ``document``, whose data is lifted to OpenAPI 3.1 in place.

    Raises :class:`sdkpress.problems.DescriptionError` with all problems, those of the reader too.
    """
    lift(document, problems)
    api, complaints = validate(document.root)
    if complaints:
        complaints = set_aside_annotations(document.root, complaints, problems)
        api = api if complaints else validate(document.root)[0]
    for complaint in complaints:
        problems.error(complaint.message, complaint.pointer, complaint.hint)
    check(document.root, problems)
    problems.raise_if_errors()
    assert api is not None
    return Description(document, api)
