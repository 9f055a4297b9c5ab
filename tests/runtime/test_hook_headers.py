"""Header fields that hooks add: signatures of each attempt, and what cannot be added."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from sdk_runtime.base.hooks import HookRequest

from runtime.ears import ARGUMENTS, GOOD, hear
from runtime.lab import (
    GET,
    POST,
    FakeClock,
    RequestInvalid,
)
from runtime.script import Lab, reply


def test_they_add_header_fields_one_after_the_other(
    lab: Lab, caplog: pytest.LogCaptureFixture
) -> None:
    def sign(request: HookRequest) -> dict[str, str]:
        seen = request.unredacted()
        return {"X-Sum": f"{len(seen.body or b'')}:{seen.headers.get('x-first')}"}

    first = hear(lab, before_request={"X-First": "f1rst", "user-agent": "mine"})
    hooks = [first, hear(lab, before_request=sign), hear(lab)]
    with caplog.at_level(logging.DEBUG):
        raw = lab.run(lambda client: client.call_raw(POST, ARGUMENTS), GOOD, hooks=hooks)
    sent = lab.script
    assert sent.header("x-first") == ["f1rst"]
    assert sent.header("x-sum") == [f"{len(sent.sent[0].content or b'')}:f1rst"]
    assert (sent.header("user-agent"), sent.sent[0].defaults) == (["mine"], ("accept",))
    assert "f1rst" not in caplog.text
    assert raw.http_request.headers["x-first"] == "***"
    assert hooks[-1].of("before_request")[0].headers["X-Sum"] == "***"


@pytest.mark.parametrize(
    ("added", "problem"),
    [
        ({"Content-Length": "0"}, "must not set content-length"),
        ({"host": "evil.example"}, "must not set host"),
        ({"Transfer-Encoding": "chunked"}, "must not set transfer-encoding"),
        ({"X-A": "a\r\nX-B: b"}, "'X-A' holds a line break"),
        ({"X A": "a"}, "'X A' is not a valid header name"),
    ],
)
def test_what_cannot_be_added_is_refused(lab: Lab, added: Any, problem: str) -> None:
    with pytest.raises(RequestInvalid, match=problem):
        lab.call(GOOD, hooks=[hear(lab, before_request=added)])
    assert lab.script.sent == []
    with pytest.raises(TypeError, match="must return header fields by name, or None, not list"):
        lab.call(GOOD, hooks=[hear(lab, before_request=["X-A"])])


def test_each_attempt_and_each_hop_is_signed_anew(lab: Lab, clock: FakeClock) -> None:
    numbers = iter(range(10))
    ear = hear(lab, before_request=lambda _: {f"X-Odd-{next(numbers)}": "1"})
    there, elsewhere = "/v1/other", "https://other.example/x"
    answers = [
        *(reply({}, 503), reply({}, 307, location=there), reply({}, 307, location=elsewhere)),
        GOOD,
    ]
    lab.call(*answers, hooks=[ear])
    signed = [
        [name.decode() for name, _ in one.headers if name.lower().startswith(b"x-odd")]
        for one in lab.script.sent
    ]
    assert signed == [["X-Odd-0"], ["X-Odd-1"], ["X-Odd-2"], []]
    asked = ear.of("before_request")
    assert [one.is_foreign for one in asked] == [False, False, False, True]
    assert [one.call.attempt for one in asked] == [2] * 4  # the call's, by now
    assert "authorization" not in asked[-1].headers
    assert lab.script.urls[-1] == elsewhere
    assert len(ear.of("after_response")) == 4


def test_a_link_to_another_origin_is_not_signed(lab: Lab) -> None:
    ear = hear(lab, before_request={"X-Odd": "1"})
    link = "https://other.example/v1/items?page=2"
    lab.run(lambda client: client.call_raw(GET, {}, None, link), GOOD, hooks=[ear])
    assert lab.script.header("x-odd") == [None]
    assert ear.of("before_request")[0].is_foreign
