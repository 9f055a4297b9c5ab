"""Rows of the response table: a status and a media type in, what describes such responses out."""

from __future__ import annotations

from ..base.media_type import essence, is_json
from ..base.operation import ResponseCase


def rows_for(cases: tuple[ResponseCase, ...], status: int) -> tuple[ResponseCase, ...]:
    """Return the rows of a status: those that name it, else its range, else the default."""
    for wanted in (str(status), f"{status // 100}XX", "default"):
        rows = tuple(case for case in cases if case.status.upper() == wanted.upper())
        if rows:
            return rows
    return ()


def nearest_rows(
    cases: tuple[ResponseCase, ...], status: int, media_type: str
) -> tuple[ResponseCase, ...]:
    """Return the rows by which an undeclared 2XX is read: those of the nearest declared one.

    Rows that fit the media type come before others, of which only those without content remain:
    what else has come is better told as what it is.
    """
    rows = [row for row in cases if row.error is None and row.status[:1] in "2dD"]
    fitting = [row for row in rows if _fitness(row, media_type) > 0] if media_type else rows
    full = [row for row in fitting if row.kind != "empty"]
    if not fitting and all(row.kind == "empty" for row in rows):
        fitting = rows
    candidates = full or fitting
    if not candidates:
        return ()
    best = min(candidates, key=lambda row: _distance(row.status, status)).status
    return tuple(row for row in candidates if row.status == best)


def _distance(declared: str, status: int) -> int:
    return abs(int(declared) - status) if declared.isdigit() else 100


def choose_media_type(
    rows: tuple[ResponseCase, ...], media_type: str
) -> tuple[ResponseCase | None, bool]:
    """Choose the row for a media type: the same, then alike JSON, then "type/*", then "*/*".

    Returns:
        The row, and whether it fits. A response without Content-Type fits the first row; one
        with another media type gets the first row, too, but does not fit it.
    """
    if not rows:
        return None, False
    if not media_type:
        return rows[0], True
    best = max(rows, key=lambda row: _fitness(row, media_type))
    fits = _fitness(best, media_type) > 0
    return (best if fits else rows[0]), fits


def _fitness(row: ResponseCase, media_type: str) -> int:
    declared = essence(row.media_type or "")
    if declared == media_type:
        return 4
    if is_json(declared) and is_json(media_type):
        return 3
    if declared == "*/*":
        return 1
    return 2 if declared.endswith("/*") and media_type.startswith(declared[:-1]) else 0
