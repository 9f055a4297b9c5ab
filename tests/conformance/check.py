"""One operation in; made, called, judged and compared; its `Outcome` out."""

from __future__ import annotations

import time
import warnings
import zlib
from collections.abc import Iterator, Mapping
from typing import Any

from .api import Api
from .arrival import request_errors
from .calls import Package
from .compare import differences, encoded
from .declared import misplaced
from .known import reason_for
from .media import STREAMED
from .outcome import Finding, Outcome
from .requests import RequestCase, RequestMaker
from .responses import ResponseCase, ResponseMaker
from .schemas import Schemas
from .server import Arrived, Loopback
from .switch import switch_of
from .validate import Judge

ASYNC_SAMPLE = 5
"""One operation in so many has its first case called asynchronously, too."""


class Checker:
    """Checks the operations of one description, one after another."""

    def __init__(self, name: str, api: Api, manifest: Mapping[str, Any]) -> None:
        self._name = name
        self._api = api
        schemas = Schemas(api)
        self._requests = RequestMaker(api, schemas)
        self._responses = ResponseMaker(api, schemas)
        self._server = Loopback()
        self._package = Package(manifest, self._server.url)

    def close(self) -> None:
        """Close clients and server."""
        self._package.close()
        self._server.close()

    def check(self, entry: Mapping[str, Any]) -> Outcome:
        """Check an operation of the manifest."""
        begin = time.perf_counter()
        outcome = Outcome(entry["id"], entry["method"], entry["path"])
        outcome.degraded = entry["status"] != "kept"
        try:
            self._check(entry, outcome)
        except Exception as error:
            self._find(outcome, Finding("call", "the judge itself", _said(error)))
        outcome.seconds = round(time.perf_counter() - begin, 3)
        return outcome

    def _check(self, entry: Mapping[str, Any], outcome: Outcome) -> None:
        operation = self._api.operations[entry["method"], entry["path"]]
        requests = self._requests.make(operation, entry)
        responses = self._responses.make(operation)
        outcome.wrong_examples = requests.wrong_examples + responses.wrong_examples
        problems = dict.fromkeys([*requests.problems, *responses.problems])
        if not requests.cases or not responses.cases:
            problems = problems or {"there is nothing to send or to answer with": None}
        for why in problems:
            self._find(outcome, Finding("make", "", why))
        if not requests.cases or not responses.cases:
            return
        judge = Judge(self._api, operation, self._server.url)
        kinds = [one.kind for one in responses.cases]
        switch = switch_of(self._api, operation, entry, kinds)
        sampled = zlib.crc32(entry["id"].encode()) % ASYNC_SAMPLE == 0
        for number in range(max(len(requests.cases), len(responses.cases))):
            request = requests.cases[number % len(requests.cases)]
            response = responses.cases[number % len(responses.cases)]
            if switch is not None:
                request = switch.turned(request, response.kind)
            for asynchronous in (False, True)[: 2 if sampled and number == 0 else 1]:
                for one in self._run(entry, judge, request, response, outcome, asynchronous):
                    self._find(outcome, one)

    def _run(
        self,
        entry: Mapping[str, Any],
        judge: Judge,
        request: RequestCase,
        response: ResponseCase,
        outcome: Outcome,
        asynchronous: bool,
    ) -> Iterator[Finding]:
        case = f"{request.label} → {response.label}{', async' if asynchronous else ''}"
        self._server.expect(response.reply)
        error: Exception | None = None
        value: Any = None
        try:
            value = self._package.call(
                entry, request.arguments, response.kind, asynchronous=asynchronous
            )
        except Exception as raised:
            error = raised
        arrived = self._server.arrived
        if arrived:
            outcome.calls += 1
            for why in request_errors(judge, request, arrived[0]):
                yield Finding("request", case, why, _shown(request, arrived[0]))
        if error is not None or len(arrived) != 1:
            why = _said(error) if error else f"{len(arrived)} requests arrived"
            stage = "response" if arrived else "call"
            yield Finding(stage, case, why, _sent(request, response, stage))
            return
        outcome.answers += 1
        for why in _response_errors(value, response, self._package.drift):
            yield Finding("response", case, why, _sent(request, response, "response"))

    def _find(self, outcome: Outcome, one: Finding) -> None:
        reason = reason_for(self._name, outcome.id, one.stage, one.why)
        outcome.findings.append(Finding(one.stage, one.case, one.why, one.sent, reason))


def _response_errors(value: Any, response: ResponseCase, drift: list[str]) -> Iterator[str]:
    """Yield where what was decoded is not what was sent."""
    yield from (f"drift at {one}" for one in drift)
    kind = response.kind
    if kind is None:
        if value is not None and value != b"" and not response.reply.redirected:
            yield f"None was expected, not {value!r}"[:300]
    elif kind in ("text", "binary"):
        text = response.reply.body if isinstance(value, bytes) else response.expected
        if value != text:
            yield f"{str(value)[:120]!r} is not what was sent"
    elif kind in STREAMED:
        if len(value) != 2:
            yield f"{len(value)} items came out of a stream of 2"
        for item in value[:1]:
            yield from _json_errors(item, response)
    else:
        yield from _json_errors(value, response)


def _json_errors(value: Any, response: ResponseCase) -> Iterator[str]:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            again = encoded(value)
        except Exception as error:
            yield f"cannot be encoded: {_said(error)}"
            return
    yield from (f"encoding warns: {one.message}"[:300] for one in caught)
    yield from differences(again, response.expected)
    if response.prepared is not None:
        for one in misplaced(value, response.expected, response.prepared):
            yield f"a declared property was not recognised: {one}"


def _said(error: BaseException) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())}"[:400]


def _sent(request: RequestCase, response: ResponseCase, stage: str) -> str:
    if stage == "response":
        return response.reply.body[:1000].decode("utf-8", "replace")
    return repr(dict(request.arguments))[:1000]


def _shown(request: RequestCase, arrived: Arrived) -> str:
    body = arrived.body[:800].decode("utf-8", "replace")
    return f"{arrived.method} {arrived.target[:400]} {arrived.header('content-type')} {body}"
