"""What may be changed for one call: the rows that README and every operation's table share."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OptionRow:
    """A key of `RequestOptions`; type and meaning are Markdown for a table's cell."""

    name: str
    type: str
    meaning: str


PAGES_ROW = OptionRow(
    "resume_token", "`str`", "Where to go on: what `resume_token()` of a page gave."
)
"""For what has its results in pages."""

OPTION_ROWS = (
    OptionRow("headers", "`Mapping[str, str]`", "Header fields; they win over all others."),
    OptionRow("query", "`Mapping[str, Any]`", "Query parameters beside the operation's own."),
    OptionRow("body", "`Mapping[str, Any]`", "Properties added to a JSON body, by wire name."),
    OptionRow(
        "timeout",
        r"`float \| httpx2.Timeout \| None`",
        "Seconds that one attempt may take; None waits for ever.",
    ),
    OptionRow(
        "retries",
        r"`RetryOptions \| RetryPolicy \| Literal[False]`",
        "Changes to the retry policy; False switches retries off.",
    ),
    OptionRow("retries.max_attempts", "`int`", "Tries in all; 1 switches retries off."),
    OptionRow("retries.initial_delay", "`float`", "Seconds before the second try."),
    OptionRow("retries.factor", "`float`", "Growth of the delay from one try to the next."),
    OptionRow("retries.max_delay", "`float`", "Longest delay in seconds."),
    OptionRow("retries.statuses", "`Sequence[str]`", 'Retried statuses, such as "503" or "5XX".'),
    OptionRow(
        "retries.connection_errors",
        "`bool`",
        "Whether refused, broken and timed out connections are retried.",
    ),
    OptionRow(
        "retries.writes",
        "`bool`",
        "Whether writes are retried after all of these, even if they may have been done.",
    ),
    OptionRow(
        "deadline", r"`float \| None`", "Seconds for the whole call, all attempts and pauses."
    ),
    OptionRow("server_url", "`str`", "Base URL in place of the client's."),
    OptionRow(
        "idempotency_key",
        "`str`",
        "Sent as the API's idempotency key; a write with one is retried as a read is.",
    ),
    OptionRow(
        "strict", "`bool`", "Whether a response that differs from the description raises an error."
    ),
    OptionRow(
        "reconnect",
        "`bool`",
        "Whether a stream of events that breaks off goes on, by the same request once more.",
    ),
)
