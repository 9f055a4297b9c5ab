"""The header field `Link`, as RFC 8288 has it and as servers should not write it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sdk_runtime.client.link_header import link_to


@pytest.mark.parametrize(
    ("value", "target"),
    [
        ('<https://a.example/?page=2>; rel="next"', "https://a.example/?page=2"),
        ("</x?a=1,2;3>; rel=next", "/x?a=1,2;3"),
        ('<a>; rel="prev", <b>; rel="next"', "b"),
        ('<a>;rel=prev,<b>;rel=next,<c>;rel="next"', "b"),
        ('<a>; rel="last next first"', "a"),
        ('<a>; REL="NeXt"', "a"),
        ('<a>; title="x, <b>; rel=\\"next\\""; rel=prev', ""),
        ('<a>; title="x; rel=next", <b>; rel=next', "b"),
        ('<a>; title="\\"", <b>; rel=next', "b"),
        ('<a>; rel=prev; rel="next"', ""),
        ("<a>; rel = next", "a"),
        ('<a>; rel="nextish"', ""),
        ('<a>; anchor="#part"; rel=next, <b>; rel=next', "b"),
        ("<a>; crossorigin; rel=next", "a"),
        ("<a>;;; rel=next;", "a"),
        (', ,<a>; rel="next",', "a"),
        ("< a >; rel=next", "a"),
        ("<>; rel=next", ""),
        ("<a> oops, <b>; rel=next", "b"),
        ("a; rel=next", ""),
        ("<a; rel=next", ""),
        ('<a>; rel="next', ""),
        ('<a>; title="never closed, <b>; rel=next', ""),
        ("", ""),
    ],
)
def test_targets(value: str, target: str) -> None:
    assert link_to("next", value) == target


@given(st.text(alphabet='<>;,=" \\relnxt\t', max_size=60))
def test_anything_may_be_sent(value: str) -> None:
    assert isinstance(link_to("next", value), str)


@pytest.mark.parametrize("piece", ["<", "<a", '"', ";", ",", "<a>;", '<a>;b="', '\\"', "<a>;rel"])
def test_long_values_take_no_long_time(piece: str) -> None:
    started = time.process_time()
    link_to("next", '<a>; t="' + piece * 20_000)
    link_to("next", "<a>" + piece * 20_000)
    link_to("next", piece * 20_000)
    assert time.process_time() - started < 1
