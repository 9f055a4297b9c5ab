"""`client.webhooks.unwrap`: signatures, times and repetitions; and the typed events behind them."""

from __future__ import annotations

import asyncio
import hmac
import json
import pickle
import re
import subprocess
import sys
import time
import traceback
from base64 import b64encode
from datetime import UTC, datetime
from types import ModuleType
from typing import Any

import pytest
from standardwebhooks import Webhook

from sdkpress.problems import DescriptionError
from support.checkers import mypy, pyright
from support.models import with_both_libraries
from support.pressing import Press, PressFiles

API = """
info: {title: Inline, version: 1.0.0}
webhooks:
  pet_born: {post: {requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Born'}}}}, responses: {'200': {description: ok}}}}
  pet-sold:
    post:
      requestBody:
        content:
          application/json:
            schema:
              type: object
              required: [type, price]
              properties: {type: {const: pet.sold}, price: {type: number}}
      responses: {'200': {description: ok}}
  pet-lost: {post: {requestBody: {content: {application/json: {schema: {type: object, required: [type], properties: {type: {const: pet.lost}, since: {type: string, format: date}}}}}}, responses: {'200': {description: ok}}}}
components:
  schemas:
    Born: {type: object, required: [type, name], properties: {type: {const: pet.born}, name: {type: string}}}
"""
SECRET = "whsec_" + b64encode(b"a secret of the API, 24+").decode()
BORN = b'{"type": "pet.born", "name": "Mia \xc3\xa4"}'
HMAC = """
[webhooks]
scheme = "hmac"
header = "X-Signature-256"
prefix = "sha256="
event_header = "X-Event"
"""
STRIPE = """
[webhooks]
scheme = "hmac"
header = "Stripe-Signature"
prefix = "v1="
timestamp_prefix = "t="
signed = "{timestamp}.{body}"
tolerance = 60
"""
SLACK = """
[webhooks]
scheme = "hmac"
header = "X-Slack-Signature"
encoding = "base64"
algorithm = "sha512"
prefix = "v0="
timestamp_header = "X-Slack-Request-Timestamp"
id_header = "X-Id"
signed = "v0:{id}:{timestamp}:{body}"
"""


def signed(body: bytes = BORN, identifier: str = "msg_1", age: float = 0.0) -> dict[str, str]:
    """The header fields of Standard Webhooks, by its own library."""
    sent = int(time.time() - age)
    signature = Webhook(SECRET).sign(identifier, datetime.fromtimestamp(sent, UTC), body.decode())
    return {
        "webhook-id": identifier,
        "webhook-timestamp": str(sent),
        "webhook-signature": signature,
    }


def digest(content: bytes, algorithm: str = "sha256", secret: str = SECRET) -> bytes:
    return hmac.digest(secret.encode(), content, algorithm)


@pytest.fixture
def package(press: Press, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.delenv("INLINE_WEBHOOK_SECRET", raising=False)
    return press(API)


def refused(package: ModuleType, client: Any, body: Any, headers: Any) -> str:
    """Why a webhook is refused; neither message nor traceback have the secret."""
    with pytest.raises(package.errors.WebhookVerificationError) as caught:
        client.webhooks.unwrap(body, headers)
    error = caught.value
    assert isinstance(error, package.errors.InlineError)
    shown = traceback.TracebackException.from_exception(error, capture_locals=True)
    assert SECRET not in "".join(shown.format()) + repr(error) + repr(client)
    copy = pickle.loads(pickle.dumps(error))
    assert (copy.reason, str(copy)) == (error.reason, str(error))
    return f"{error.reason}: {error.message.removeprefix('the webhook is refused: ')}"


@with_both_libraries
def test_an_event_is_typed(package: ModuleType) -> None:
    models = package.models
    client = package.Inline(webhook_secret=SECRET)
    born = client.webhooks.unwrap(BORN, signed())
    assert born == models.Born(type="pet.born", name="Mia ä")
    sold = b'{"type": "pet.sold", "price": 2.5}'
    event = client.webhooks.unwrap(sold.decode(), [*signed(sold, "2").items()])
    assert type(event).__name__ == "PetSoldWebhook"
    assert event.price == 2.5
    pairs = [(name.upper().encode(), value.encode()) for name, value in signed(sold, "3").items()]
    assert client.webhooks.unwrap(sold, pairs) == event

    async def unwrapped() -> Any:
        async with package.AsyncInline(webhook_secret=lambda: SECRET) as other:
            return other.webhooks.unwrap(BORN, signed())

    assert asyncio.run(unwrapped()) == born


@with_both_libraries
def test_an_event_that_is_not_described_is_drift(package: ModuleType) -> None:
    found: list[Any] = []
    client = package.Inline(webhook_secret=SECRET, on_drift=found.append)
    new = b'{"type": "pet.new", "age": 3}'
    event = client.webhooks.unwrap(new, signed(new))
    assert event["age"] == 3 if isinstance(event, dict) else event.model_extra["age"] == 3
    assert found[0].operation == "webhooks.unwrap"
    strict = client.with_options(strict=True)
    with pytest.raises(package.errors.ResponseValidationError, match=r"webhooks\.unwrap"):
        strict.webhooks.unwrap(new, signed(new, "2"))
    with pytest.raises(package.errors.ResponseValidationError, match="not JSON"):
        client.webhooks.unwrap(b"<html>", signed(b"<html>", "3"))


def test_what_is_not_known_to_come_from_the_api_is_refused(package: ModuleType) -> None:
    client = package.Inline(webhook_secret=SECRET)
    good = signed()
    other = Webhook(b64encode(b"another secret, as long").decode())
    wrong = other.sign("msg_1", datetime.now(UTC), BORN.decode())
    for headers, reason in [
        ({**good, "webhook-signature": wrong}, "signature: "),
        ({**good, "webhook-signature": "v1"}, "signature: "),
        ({**good, "webhook-signature": "v1,%%% v2,abc"}, "signature: "),
        ({**good, "webhook-id": "msg_2"}, "signature: "),
        ({**good, "webhook-timestamp": str(int(good["webhook-timestamp"]) + 1)}, "signature: "),
        ({**good, "webhook-timestamp": "soon"}, "header: the timestamp is no number"),
        ({**good, "webhook-timestamp": "1e9"}, "header: the timestamp is no number"),
        ({**good, "webhook-id": " "}, "header: the header webhook-id is missing"),
        ({}, "header: the header webhook-id is missing"),
        ([*good.items(), ("Webhook-Signature", wrong)], "header: the header webhook-signature is"),
        (signed(age=301), "timestamp: the timestamp is 30"),
        (signed(age=-310), "timestamp: the timestamp is in 3"),
    ]:
        assert refused(package, client, BORN, headers).startswith(reason)
    assert refused(package, client, BORN + b" ", good).startswith("signature")
    assert refused(package, client, b"\xff", good).startswith("signature")
    rotated = {**good, "webhook-signature": f"{wrong} v1a,x {good['webhook-signature']}"}
    assert client.webhooks.unwrap(BORN, rotated).name == "Mia ä", "refusals are not remembered"
    for body, headers in [(json.loads(BORN), good), (BORN, {"webhook-id": 3})]:
        with pytest.raises(TypeError):
            client.webhooks.unwrap(body, headers)


def test_a_webhook_comes_once(package: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    client = package.Inline(webhook_secret=SECRET)
    headers = signed()
    client.webhooks.unwrap(BORN, headers)
    again = "replay: it has come before"
    assert refused(package, client, BORN, headers) == again
    derived = client.with_options(timeout=3.0)
    assert refused(package, derived, BORN, headers) == again, "they remember together"
    client.webhooks.unwrap(BORN, signed(age=1)), "one that is sent again has another time"
    package.Inline(webhook_secret=SECRET).webhooks.unwrap(BORN, headers)
    replays = sys.modules[f"{package.__name__}._runtime.auth.replays"]
    monkeypatch.setattr(replays, "_MOST", 2)
    for number in range(3):
        client.webhooks.unwrap(BORN, signed(identifier=str(number)))
    now = replays.clock.monotonic()
    monkeypatch.setattr(replays.clock, "monotonic", lambda: now + 601)
    seen = client._client.kept["webhooks.unwrap"]
    assert seen.is_new(("later",), 600)
    assert len(seen._seen) == 1


def test_the_secret_is_a_credential(package: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    client = package.Inline()
    missing = package.errors.MissingCredentialsError
    with pytest.raises(missing, match=r"webhook_secret \(or INLINE_WEBHOOK_SECRET in the env"):
        client.webhooks.unwrap(BORN, signed())
    assert client.with_options(webhook_secret=SECRET).webhooks.unwrap(BORN, signed())
    assert refused(package, package.Inline(webhook_secret="no base64"), BORN, signed()).startswith(
        "secret: "
    )
    monkeypatch.setenv("INLINE_WEBHOOK_SECRET", SECRET)
    assert package.Inline().webhooks.unwrap(BORN, signed())


def test_the_library_is_an_extra(press_files: PressFiles) -> None:
    pressed = press_files(API)
    assert '\nwebhooks = ["standardwebhooks>=1.1,<2"]\n' in pressed.files["pyproject.toml"]
    assert "standardwebhooks" not in press_files(API, HMAC).files["pyproject.toml"]
    program = (
        "import sys; sys.modules['standardwebhooks'] = None; from inline import Inline\n"
        "client = Inline(webhook_secret='x'); assert not [n for n in sys.modules if 'signat' in n]\n"
        "client.webhooks.unwrap(b'', {})"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"PYTHONPATH": str(pressed.source)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "pip install 'inline[webhooks]'" in done.stderr


@with_both_libraries
def test_an_hmac_by_configuration(press: Press) -> None:
    package = press(API, HMAC)
    client = package.Inline(webhook_secret=SECRET)
    good = {"X-Signature-256": "sha256=" + digest(BORN).hex(), "x-event": "pet_born"}
    assert client.webhooks.unwrap(BORN, good).name == "Mia ä"
    assert refused(package, client, BORN, good).startswith("replay")
    assert refused(package, client, BORN + b" ", good).startswith("signature")
    bare = {"X-Signature-256": digest(BORN).hex()}
    assert refused(package, client, BORN, bare).startswith("signature")
    assert refused(package, client, BORN, {}).startswith("header: the header X-Signature-256 is")
    lost = b'{"type": "pet.lost", "since": "2020-02-03"}'
    for event, body in [("pet", lost + b" "), ("pet_lost", lost), ("unknown", lost + b"\n")]:
        headers = {"X-Signature-256": "sha256=" + digest(body).hex(), "X-Event": event}
        assert type(client.webhooks.unwrap(body, headers)).__name__ == "PetLostWebhook"


def test_a_signature_with_the_time_beside_it(press: Press) -> None:
    package = press(API, STRIPE)
    client = package.Inline(webhook_secret=SECRET)

    def headers(age: int = 0) -> dict[str, str]:
        sent = int(time.time()) - age
        signature = digest(f"{sent}.".encode() + BORN).hex()
        return {"Stripe-Signature": f"t={sent},v1={'0' * 64},v1={signature},v0=x"}

    assert client.webhooks.unwrap(BORN, headers())
    assert refused(package, client, BORN, headers(61)).startswith("timestamp")
    without = {"Stripe-Signature": headers()["Stripe-Signature"].partition(",")[2]}
    assert refused(package, client, BORN, without).startswith("header: the header Stripe-Signature")


def test_a_signature_of_more_than_the_body(press: Press) -> None:
    package = press(API, SLACK)
    client = package.Inline(webhook_secret=SECRET)
    sent = str(int(time.time()))
    content = b"v0:i:" + sent.encode() + b":" + BORN
    good = {
        "X-Slack-Signature": "v0=" + b64encode(digest(content, "sha512")).decode(),
        "X-Slack-Request-Timestamp": sent,
        "X-Id": "i",
    }
    assert refused(package, client, BORN, {**good, "X-Id": "j"}).startswith("signature")
    assert refused(package, client, BORN, {**good, "X-Id": ""}).startswith(
        "header: the header X-Id"
    )
    assert client.webhooks.unwrap(BORN, good)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ('header = "X"', "header is for an HMAC"),
        ('scheme = "hmac"', "no header has the signature"),
        ('scheme = "hmac"\nheader = "X"\nsigned = "{timestamp}.{body}"', "is in no header"),
        ('scheme = "hmac"\nheader = "X"\nsigned = "{id}.{body}"', "is in no header"),
        ('scheme = "hmac"\nheader = "X"\ntimestamp_header = "T"', "the timestamp is not signed"),
        ('scheme = "hmac"\nheader = "X"\nsigned = "{boby}"', "must hold {body}"),
        ('scheme = "hmac"\nheader = "X"\nalgorithm = "md5"', "sha256"),
    ],
)
def test_what_does_not_go_together_is_refused(
    press_files: PressFiles, settings: str, message: str
) -> None:
    with pytest.raises(DescriptionError) as caught:
        press_files(API, f"[webhooks]\n{settings}\n")
    (problem,) = caught.value.problems
    assert message in f"{problem.message} {problem.hint}"


def test_a_resource_of_that_name_goes_on(press: Press) -> None:
    package = press(
        API
        + """
paths:
  /webhooks:
    get: {operationId: listWebhooks, tags: [webhooks], responses: {'204': {description: ok}}}
    post: {operationId: unwrap, tags: [webhooks], responses: {'204': {description: ok}}}
"""
    )
    testing = __import__(f"{package.__name__}.testing").testing
    fake = testing.FakeInline(webhook_secret=SECRET)
    assert fake.webhooks.list() is None
    assert fake.webhooks.unwrap_() is None
    assert fake.webhooks.unwrap(BORN, signed()).name == "Mia ä"


@pytest.mark.parametrize("config", ["", HMAC])
def test_the_example_in_the_readme_runs(press_files: PressFiles, config: str) -> None:
    pressed = press_files(API, config)
    (section,) = re.findall(r"## Webhooks\n(.*?)\n## ", pressed.files["README.md"], re.DOTALL)
    (code,) = re.findall(r"```python\n(.*?)```", section, re.DOTALL)
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": str(pressed.source)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert done.stdout.startswith("header the webhook is refused: the header ")
    assert ("pip install" in section) is not bool(config)


def test_without_webhooks_there_is_nothing(press_files: PressFiles) -> None:
    files = press_files("paths: {}").files
    own = [text for path, text in files.items() if "_runtime" not in path and path[-4:] != "json"]
    assert not any("webhook" in text.lower() for text in own)
    described = press_files("paths: {}", HMAC).files["src/inline/resources/webhooks.py"]
    assert "-> Any:" in described


USAGE = """
from typing import assert_type

from PACKAGE import AsyncInline, Inline, errors, models

def read(client: Inline, other: AsyncInline, body: bytes, headers: dict[str, str]) -> None:
    event = client.webhooks.unwrap(body, headers)
    assert_type(event, models.Born | models.PetSoldWebhook | models.PetLostWebhook)
    if event.type == "pet.born":
        assert_type(event, models.Born)
    assert_type(other.webhooks.unwrap(body.decode(), [("a", b"b")]), models.WebhookEvent)
    client.webhooks.unwrap({}, headers)  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
    assert_type(errors.WebhookVerificationError().reason, str)
"""


def test_checkers_know_events(press_files: PressFiles, tmp_path: Any) -> None:
    pressed = press_files(API)
    assert pyright(tmp_path, pressed, USAGE) == []
    assert mypy(tmp_path, pressed, USAGE) == []
