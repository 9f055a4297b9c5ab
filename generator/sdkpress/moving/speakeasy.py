"""``gen.yaml`` and ``workflow.yaml`` in, settings out; no other module knows their keys.

The extensions of a description, ``x-speakeasy-*``, are read where it is planned (docs/dialects.md).
"""

from __future__ import annotations

from pathlib import Path

from ..plan.dialects import KNOWN
from ..spdx import by_name, expression
from .flat import Table
from .job import Handler, Import, dispatch, unneeded
from .keys import Key
from .versions import requirement

_FIX = "it keeps old mistakes of theirs: names are as docs/dialects.md says"
_TESTS = "it is about tests that they generate"
_SAMPLES = "it is about samples that they generate"
_LANGUAGES = "it is another language"
_PIPELINE = "their pipeline is not used: docs/releases.md says how releases are made here"
_LAYOUT = "models lie where docs/architecture.md says"
_SHAPE = "methods take keywords, functions a request: both are there"
_GENERATION = {
    "maintainOpenAPIOrder": "the order is the description's",
    "usageSnippets": _SAMPLES,
    "useClassNamesForArrayFields": "fields are called as the description has them",
    "fixes": _FIX,
    "auth": "schemes of OAuth 2.0 are the description's",
    "inferSSEOverload": "methods that stream have overloads",
    "schemas": "allOf is merged",
    "requestBodyFieldName": "what is the whole body is called body",
    "versioningStrategy": "versions follow from what changes: docs/releases.md",
    "persistentEdits": "files that were edited are left alone",
    "tests": _TESTS,
    "mockServer": _TESTS,
    "baseServerUrl": "servers are the description's",
    "tagNamespacingDisabled": "tags nest by full stops",
    "devContainers": "there are none",
    "telemetryEnabled": "nothing is told to anybody",
    "skipResponseBodyAssertions": _TESTS,
    "sdkHooksConfigAccess": "hooks are docs of the generated package: README, Hooks",
    "sdkFlattening": _SHAPE,
    "singleTagPerOp": "an operation is in each of its resources",
    "comments": "comments are the description's",
}
_PYTHON = Table(
    settings={
        "version": ("package", "version"),
        "packageName": ("package", "distribution"),
        "description": ("package", "description"),
        "homepage": ("package", "documentation"),
        "documentationUrl": ("package", "documentation"),
        "baseErrorName": ("client", "base_error"),
        "defaultErrorName": ("client", "default_error"),
        "envVarPrefix": ("client", "env_prefix"),
        "clientName": ("client", "name"),
    },
    reasons={
        "allowedRedefinedBuiltins": "arguments are called as the description has them",
        "constFieldCasing": "constants are literals",
        "enumFormat": "enums are literals, open ones take any text",
        "fixFlags": _FIX,
        "flatAdditionalProperties": "further properties are attributes",
        "flattenGlobalSecurity": "credentials are arguments of the client",
        "flattenRequests": _SHAPE,
        "flatteningOrder": _SHAPE,
        "forwardCompatibleEnumsByDefault": "enums of responses take what is new",
        "forwardCompatibleUnionsByDefault": "unions take what is new",
        "imports": _LAYOUT,
        "inferUnionDiscriminators": "unions are told apart by what the description says",
        "inputModelSuffix": "what is sent is a TypedDict, or the model itself",
        "outputModelSuffix": "what is sent is a TypedDict, or the model itself",
        "maxMethodParams": _SHAPE,
        "methodArguments": "what has not to be given has a default",
        "multipartArrayFormat": "parts of forms are written as the description says",
        "packageManager": "pyproject.toml is read by all of them",
        "preApplyUnionDiscriminators": "unions are told apart by what the description says",
        "projectUrls": "say `repository` and `documentation` in [package]",
        "pyprojectTomlPathConfig": _LAYOUT,
        "pytestFilterWarnings": _TESTS,
        "pytestTimeout": _TESTS,
        "templateVersion": "it is a version of their generator",
        "legacyPyright": "types are strict",
        "typeErrorsSuppression": "types are strict",
        "useAsyncHooks": "hooks are plain functions or coroutines",
        "asyncPaginationSep2025": _FIX,
        "author": "the authors are named",
    },
    off={
        "enableCustomCodeRegions": "put code of your own into files of your own: they stay",
        "sseFlatResponse": "events have `data`: write `event.data`",
    },
    on={
        "clientServerStatusCodesAsErrors": "statuses of errors are errors, always",
    },
)
_WORKFLOW = {
    "workflowVersion": "it is a version of their command",
    "speakeasyVersion": "it is a version of their command",
}
_TARGET = {
    "target": "it says that this is Python",
    "source": "the description is named with --spec",
    "output": "the directory is named with --out",
    "publish": _PIPELINE,
    "codeSamples": _SAMPLES,
    "testing": _TESTS,
    "deployment": _PIPELINE,
}
_TERRAFORM = "it is about Terraform"
_EXTENSIONS = {
    "error-message": "the message of an error is made of what its body says",
    "usage-example": "the first examples are those of [readme.examples]",
    "example": _SAMPLES,
    "docs": "it is about their documentation",
    "enums": "enums are literals: their values are what is sent",
    "enum-descriptions": "enums are literals: their values are what is sent",
    "enum-display-names": "enums are literals: their values are what is sent",
    "enum-format": "enums are literals, open ones take any text",
    "entity": _TERRAFORM,
    "entity-operation": _TERRAFORM,
    "entity-description": _TERRAFORM,
    "match": _TERRAFORM,
    "param-readonly": _TERRAFORM,
    "param-sensitive": _TERRAFORM,
    "mcp": "it is about their MCP server",
    "react-hook": _LANGUAGES,
    "test": _TESTS,
    "include": "what is not referred to is not made",
    "model-namespace": _LAYOUT,
    "type-override": "types follow from formats: docs/decisions.md says which",
}
_OTHERS = frozenset(
    [
        *("typescript", "go", "java", "csharp", "ruby", "php", "terraform", "swift", "unity"),
        *("postman", "mcp-typescript", "cli", "docs"),
    ]
)


def translate(job: Import) -> None:
    """Say what the files mean."""
    for root in job.roots:
        if root.get("sources") or root.get("targets"):
            handlers: dict[str, Handler] = {
                "sources": lambda key: _sources(key, job),
                "targets": _targets,
            }
            dispatch(root, handlers, _WORKFLOW)
        else:
            _generation(root, job)
    for key in job.description.extensions if job.description is not None else ():
        if key.name in KNOWN:
            key.carried("the description says it: docs/dialects.md")
        elif key.name.removeprefix("x-speakeasy-") in _EXTENSIONS:
            key.unneeded(_EXTENSIONS[key.name.removeprefix("x-speakeasy-")])
    job.settings.put(("surface", "like"), "speakeasy")


def _generation(root: Key, job: Import) -> None:
    def generation(key: Key) -> None:
        dispatch(key, {"sdkClassName": job.say(("client", "name"), str)}, _GENERATION)

    handlers: dict[str, Handler] = {
        "generation": generation,
        "python": lambda key: _python(key, job),
        "configVersion": unneeded("it is a version of their files"),
        "management": unneeded("it is about their files"),
        "features": unneeded("it is about their files"),
    }
    dispatch(root, handlers, dict.fromkeys(_OTHERS, _LANGUAGES))


def _python(key: Key, job: Import) -> None:
    name, module = key.get("packageName"), key.get("moduleName")
    handlers: dict[str, Handler] = {
        "moduleName": job.say(("package", "name"), str),
        "authors": lambda one: _authors(one, job),
        "license": lambda one: _license(one, job),
        "additionalDependencies": lambda one: _dependencies(one, job),
        "responseFormat": _response_format,
        "asyncMode": lambda one: _async_mode(one, job),
    }
    if (module is None or not module.text) and name is not None and name.text:
        job.settings.put(("package", "name"), name.text.replace("-", "_"), name)
    _PYTHON.read(key, job, handlers)


def _authors(key: Key, job: Import) -> None:
    first, *others = [one for one in key.members() if one.text] or [None]
    if first is not None:
        job.settings.put(("package", "organization"), first.text, first)
    for other in others:
        if other is not None:
            other.open("`organization` of [package] is one: name it otherwise, or leave it")


def _license(key: Key, job: Import) -> None:
    found = key.text if expression(key.text) else by_name(key.text)
    if found:
        job.settings.put(("package", "license"), found, key)
    elif key.value == "":
        key.unneeded("it is empty")
    else:
        key.open("give an SPDX expression as `license` in [package]")


def _dependencies(key: Key, job: Import) -> None:
    groups = {"main": ("package", "dependencies")}
    for group in key.members() if key.is_map else ():
        if group.name == "dev":
            group.unneeded("a file of your own says what tests need")
            continue
        place = groups.get(group.name, ("package", "optional-dependencies", group.name))
        for member in group.members() if group.is_map else ():
            written = requirement(member.name, member.value)
            if written:
                job.settings.append(place, written, member)
            else:
                member.open("say it in `dependencies` of [package], as PEP 508 has it")


def _response_format(key: Key) -> None:
    if key.text == "flat":
        key.unneeded("methods give the value")
    elif key.text:
        key.open("methods give the value: headers and status are with `with_raw_response`")


def _async_mode(key: Key, job: Import) -> None:
    if key.text == "split":
        job.settings.put(("surface", "async_methods"), "client", key)
    elif key.text == "both":
        job.settings.put(("surface", "async_methods"), "suffix", key)


def _sources(key: Key, job: Import) -> None:
    for source in key.members() if key.is_map else ():
        handlers: dict[str, Handler] = {
            "overlays": lambda overlays: _overlays(overlays, job),
        }
        reason = "the description is named with --spec"
        reasons = {"inputs": reason, "output": reason, "registry": _PIPELINE, "ruleset": _PIPELINE}
        dispatch(source, handlers, reasons)


def _overlays(key: Key, job: Import) -> None:
    """Overlays are applied before ours: those of the description that is there."""
    home = Path(key.ledger.source.uri).parent
    homes = (home, home.parent) if home.name == ".speakeasy" else (home,)
    for one in key.members():
        location = one.get("location") if one.is_map else one
        found = [
            path
            for path in (folder / (location.text if location else "") for folder in homes)
            if location is not None and location.text and path.is_file()
        ]
        if found:
            job.settings.lay_over(found[-1], one)
        else:
            one.open("the file is not there: name it in `overlays` of [description]")


def _targets(key: Key) -> None:
    targets = [one for one in key.members() if one.is_map]
    ours = [one for one in targets if (kind := one.get("target")) and kind.text == "python"]
    for target in targets:
        if target not in ours:
            target.unneeded(_LANGUAGES)
        else:
            dispatch(target, {}, _TARGET)
