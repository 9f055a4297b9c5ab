"""What is hidden of a URL, and of text with URLs in it, and what is not."""

from __future__ import annotations

import pytest
from sdk_runtime.base.redact import redact_url


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("GET http://me:pw@a.test/x failed", "GET http://a.test/x failed"),
        ("http://a.test/?token=t&n=2#key=k", "http://a.test/?token=***&n=2#key=***"),
        ("http://a.test/a;token=t;n=2/b?app=s", "http://a.test/a;token=***;n=2/b?app=***"),
        ("/x?token=", "/x?token=***"),
        ("/x;token=/y", "/x;token=***/y"),
        ("/x?next=http%3A//a.test/%3Fto%6ben%3Dt&n=%31", "/x?next=***&n=%31"),
        ("/x?next=/y?token=t", "/x?next=***"),
        ("me@a.test/x", "me@a.test/x"),
    ],
)
def test_what_is_secret_is_hidden(text: str, shown: str) -> None:
    assert redact_url(text, {"app"}) == shown
