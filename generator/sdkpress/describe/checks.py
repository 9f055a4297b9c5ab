"""The data of a description in; what is well-formed and still makes no sense is reported.

Where only one thing can be meant, that is put in its place, with a warning.
"""

from __future__ import annotations

from typing import Any

from ..problems import Problems
from ..read.document import Document
from .operation_checks import OperationChecks
from .path_checks import check_paths
from .path_items import PathItem, path_items
from .schema_checks import check_schemas
from .security_checks import check_requirements


def check(document: Document, problems: Problems) -> None:
    """Report what contradicts itself in ``document``, whether or not it is well-formed."""
    root = document.root
    _check_root(root, problems)
    items: list[PathItem] = list(path_items(root))
    check_paths(root, items, problems)
    operations = OperationChecks(document, problems)
    for item in items:
        operations.check_item(item)
    check_requirements(root, root, (), problems)
    check_schemas(root, problems)


def _check_root(root: dict[str, Any], problems: Problems) -> None:
    if not any(name in root for name in ("paths", "webhooks", "components")):
        problems.error('one of "paths", "webhooks", "components" is needed', ())
    elif "paths" not in root and str(root.get("openapi")).startswith("3.0"):
        problems.warning('the field "paths" is missing', (), 'write "paths: {}"')
