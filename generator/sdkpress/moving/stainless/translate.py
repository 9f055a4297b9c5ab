"""The whole of ``stainless.yml``: each key of it has its reader."""

from __future__ import annotations

from ..job import Handler, Import, dispatch
from ..keys import Key
from .casing import Casing
from .client import Client
from .extensions import Extensions
from .package import Package
from .pages import Pages
from .resources import Resources
from .security import Security
from .transforms import Transforms
from .types import Types

_REASONS = {
    "$schema": "it is about their editor",
    "edition": "it is a version of their generator",
    "diagnostics": "`sdkpress lint` reports problems of the description",
    "codeflow": "their pipeline is not used: docs/releases.md says how releases are made here",
    "unspecified_endpoints": "only operations that are listed become methods",
    "multipart_settings": "parts of forms are written as the description says",
}
_DEFAULTS = {
    ("client", "timeout"): 60.0,
    ("retries", "max_attempts"): 3,
    ("retries", "initial_delay"): 0.5,
    ("retries", "max_delay"): 8.0,
    ("retries", "statuses"): ["408", "409", "429", "5XX"],
    ("retries", "connection_errors"): True,
    ("retries", "writes"): True,
    ("parameters", "arrays"): "comma",
    ("parameters", "objects"): "brackets",
}
_DEFAULT = "what they do where nothing is said"


def translate(job: Import) -> None:
    """Say what the configuration means."""
    for root in job.roots:
        _translate(job, root)
    settings = job.settings
    settings.put(("surface", "like"), "stainless")
    settings.put(("description", "operations"), "listed")
    for place, value in _DEFAULTS.items():
        if place not in settings.values:
            settings.put(place, value, comment=_DEFAULT)


def _translate(job: Import, root: Key) -> None:
    casing = _casing(root.get("custom_casings"))
    security = Security(job, root.get("security_schemes"))
    package, client = Package(job, casing), Client(job, casing, security)
    resources, pages, changes = Resources(job, casing), Pages(job, casing), Transforms(job)
    handlers: dict[str, Handler] = {
        "organization": package.organize,
        "targets": package.target,
        "settings": package.set,
        "readme": package.readme,
        "security": security.require,
        "security_schemes": security.scheme,
        "client_settings": client.set,
        "environments": client.environments,
        "query_settings": client.query,
        "openapi": changes.read,
        "streaming": changes.streaming,
        "pagination": pages.read,
        "resources": resources.read,
        "custom_casings": lambda key: None,
    }
    dispatch(root, handlers, _REASONS)
    Types(job, casing, pages.found, package.unwrapped).name(resources.found)
    extensions = Extensions(job, casing)
    for key in job.description.extensions if job.description is not None else ():
        extensions.read(key)
    name = root.find("organization", "name")
    if name is not None and name.text and ("client", "env_prefix") not in job.settings.values:
        prefix = casing.snake(name.text).upper()
        job.settings.put(("client", "env_prefix"), prefix, comment=_DEFAULT)


def _casing(key: Key | None) -> Casing:
    """How words are written: `custom_casings`."""
    given: dict[str, str] = {}
    plain: set[str] = set()
    for member in key.members() if key is not None and key.is_map else ():
        word, initialism = member.name.lower(), member.get("initialism")
        pascal = member.get("pascal") or member.find("singular", "pascal")
        if pascal is not None and pascal.text:
            given[word] = pascal.text
        elif initialism is not None and initialism.value is True:
            given[word] = word.upper()
        elif initialism is not None and initialism.value is False:
            plain.add(word)
        else:
            continue
        member.carried("the names of all that has the word in it")
    return Casing(given, frozenset(plain))
