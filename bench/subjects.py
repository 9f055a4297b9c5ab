"""Who is measured: a folder of scripts, and the virtual environment that they run in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).with_name("subjects")
LIBRARY = FOLDER / "_lib"


@dataclass(frozen=True, slots=True)
class Subject:
    """Something that is measured.

    Attributes:
        name: As tables call it.
        folder: Where its scripts are, one for each figure.
        client: The virtual environment, as in peers.toml.
    """

    name: str
    folder: str
    client: str

    def script(self, figure: str) -> Path:
        """Return what measures it."""
        return FOLDER / self.folder / f"{figure}.py"


SUBJECTS = {
    subject.name: subject
    for subject in (
        Subject("sdkpress", "sdkpress", "sdkpress"),
        Subject("sdkpress, fast", "sdkpress_fast", "sdkpress"),
        Subject("sdkpress, msgspec", "sdkpress", "sdkpress-msgspec"),
        Subject("sdkpress, fast, msgspec", "sdkpress_fast", "sdkpress-msgspec"),
        Subject("speakeasy", "speakeasy", "speakeasy"),
        Subject("openai", "openai_sdk", "openai"),
        Subject("openapi-python-client", "openapi_python_client", "openapi-python-client"),
        Subject("openapi-generator", "openapi_generator", "openapi-generator"),
        Subject("datamodel-code-generator", "datamodel_code_generator", "datamodel-code-generator"),
        Subject("bare httpx2", "httpx2_bare", "bare"),
        Subject("bare pyreqwest", "pyreqwest_bare", "bare"),
        Subject("bare pydantic, our models", "pydantic_bare", "sdkpress"),
        Subject("bare pydantic", "pydantic_plain", "bare"),
        Subject("bare JSON", "json_bare", "bare"),
    )
}

ABSENT = {
    ("openai", "cold_activity"): "its API has no analytics",
    ("openai", "call_sync"): "its API has no analytics",
    ("openai", "call_async"): "its API has no analytics",
    ("openai", "decode"): "its API has no analytics",
    ("openapi-python-client", "cold_chat"): "it leaves the chat operation out",
    ("openapi-python-client", "call_chat"): "it leaves the chat operation out",
    ("openapi-python-client", "stream"): "it leaves the chat operation out",
    ("openapi-generator", "call_async"): "its default client has no async methods",
    ("openapi-generator", "stream"): "it has no event streams",
    ("openapi-generator", "concurrency"): "its default client has no async methods",
    ("datamodel-code-generator", "stream"): "it types events only by a protocol file of one's own",
}
"""Why a subject has no script for a figure, where that needs to be said."""
