"""How a client shows a token endpoint who it is, in the header or the body; what errors tell."""

from __future__ import annotations

import pytest
from sdk_runtime.http.transport import TransportError

from runtime.lab import ConnectionFailed, DefaultError, FakeClock, SecurityScheme
from runtime.test_oauth import READ, Issuer, reply, token

REFUSED = reply({"error": "invalid_client"}, 401)


def ways(*answers: bool) -> list[str]:
    """Call until all answers are given, tokens or refusals; say how it was asked each time."""
    issuer = Issuer(*(token() if good else REFUSED for good in answers))
    client = issuer.client(retries=False)
    while len(issuer.asked) < len(answers):
        client.call(READ, {})
        client.oauth_tokens(client.spec.security_schemes[0], ("", "")).drop("t")
    return ["body" if "client_id" in form else "header" for form in issuer.forms()]


def test_the_header_comes_first_until_it_is_refused_twice_running(clock: FakeClock) -> None:
    no_header = [False, True]
    assert ways(*no_header, *no_header, True, True) == [
        *("header", "body", "header", "body"),
        *("body", "body"),
    ]


def test_a_header_that_is_taken_makes_earlier_refusals_count_no_more(clock: FakeClock) -> None:
    assert ways(False, True, True, False, True, True) == [
        *("header", "body", "header"),
        *("header", "body", "header"),
    ]


def test_a_body_that_is_refused_puts_the_header_first_again(clock: FakeClock) -> None:
    assert ways(False, True, False, True, False, True, True) == [
        *("header", "body", "header", "body"),
        *("body", "header", "header"),
    ]


def test_a_key_in_the_url_is_not_told(clock: FakeClock) -> None:
    scheme = SecurityScheme("oauth", "oauth", "oauth2", token_url="/x?key=S3CRET&a=/token")
    for answer, error in ((REFUSED, DefaultError), (TransportError("no"), ConnectionFailed)):
        client = Issuer(answer).client({"security_schemes": (scheme,)}, retries=False)
        with pytest.raises(error) as caught:
            client.call(READ, {})
        shown = f"{caught.value} {caught.value!r} {caught.value.request}"
        assert "/x?key=***&a=/token" in shown
        assert "S3CRET" not in shown
