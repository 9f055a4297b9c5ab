"""A path in, a :class:`Document` out: parse, bundle, overlay, check."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from ..problems import Location, Problems
from .bundle import Bundler
from .check import ReferenceCheck
from .document import Document
from .inputs import Files
from .options import ReadOptions
from .source_map import SourceMap
from .version import check_version


def read(path: Path, options: ReadOptions, problems: Problems) -> Document:
    """Read the OpenAPI description at ``path`` with its overlays and all files it refers to.

    Problems are collected in ``problems``, which can place pointers into the document from here
    on. Raises :class:`sdkpress.problems.DescriptionError` if it cannot be read at all; errors in
    references are left for the caller to raise, so that others can be found beside them.
    """
    if options.root and not options.root.is_dir():
        message = "is no folder, so no $ref may name a file in it"
        problems.error(message, hint="name a folder as root", at=Location(str(options.root)))
        problems.raise_if_errors()
    root_folder = options.root or (Path() if options.origin else path.parent)
    files = Files(path, root_folder, options.allow_remote, options.limits, problems)
    main = files.open_path(path, options.origin)
    if main is None:
        problems.raise_if_errors()
    assert main is not None
    source_map = SourceMap(main)
    problems.locate = main.locate
    check_version(main.data, problems)
    if not isinstance(main.data, dict):
        problems.raise_if_errors()
    root = cast("dict[str, Any]", main.data)
    document = Document(root, path, "", source_map)
    problems.locate = document.locate
    problems.raise_if_errors()
    bundler = Bundler(files, main, root, source_map, left_out=document.left_out)
    bundler.bundle()
    if options.overlays:
        _apply_overlays(options.overlays, root, files, source_map)
        # They may have brought references to other files.
        bundler = replace(bundler, targets={}, late=[], values=0, replaced=0)
        bundler.bundle()
    ReferenceCheck(document, problems, bundler.misfits).run()
    return replace(document, sha256=files.sha256(), files=files.local_paths())


def _apply_overlays(
    paths: tuple[Path, ...], root: dict[str, Any], files: Files, source_map: SourceMap
) -> None:
    # JSONPath is imported for those who use it only.
    from .overlay import apply_overlay

    for path in paths:
        apply_overlay(path, root, files, source_map)
