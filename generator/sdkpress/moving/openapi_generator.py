"""The configuration of openapi-generator's Python in, settings out; no other module knows it."""

from __future__ import annotations

from collections.abc import Iterable

from ..data import as_object, text
from ..plan.names.identifiers import pascal, snake
from .described import Endpoint
from .flat import Table
from .job import Handler, Import, todo
from .keys import Key

_GENERATOR = "it is about their templates"
_ARGUMENT = "the command line says it"
_FILES = "files of your own are never touched; ours have no templates to replace"
_TABLE = Table(
    settings={
        "packageVersion": ("package", "version"),
        "packageUrl": ("package", "repository"),
        "infoName": ("package", "organization"),
        "infoEmail": ("package", "contact"),
    },
    reasons={
        "inputSpec": _ARGUMENT,
        "outputDir": _ARGUMENT,
        "library": "clients are over httpx2; pyreqwest is an extra",
        "asyncio": "both clients are there",
        "hideGenerationTimestamp": "files have no time in them",
        "generateSourceCodeOnly": "the package has a pyproject.toml",
        "useOneOfDiscriminatorLookup": "unions are told apart by what the description says",
        "disallowAdditionalPropertiesIfNotPresent": "further properties are the description's",
        "legacyDiscriminatorBehavior": "unions are told apart by what the description says",
        "sortParamsByRequiredFlag": "what has to be given comes first",
        "sortModelPropertiesByRequiredFlag": "fields are keywords",
        "ensureUniqueParams": "arguments have names of their own",
        "allowUnicodeIdentifiers": "names are as the description has them",
        "prependFormOrBodyParameters": "arguments are keywords",
        "skipValidateSpec": "`sdkpress lint` reports problems of the description",
        "validateSpec": "`sdkpress lint` reports problems of the description",
        "lazyImports": "names are resolved on first use",
        "poetry1": "pyproject.toml is read by all package managers",
        "buildSystem": "pyproject.toml is read by all package managers",
        "mapNumberTo": "numbers are floats",
        "floatStrictType": "numbers are floats",
        "setEnsureAsciiToFalse": "text is sent as UTF-8",
        "recursionLimit": "there is none",
        "enablePostProcessFile": "files are formatted",
        "verbose": _GENERATOR,
        "skipOperationExample": "examples are in the documentation that is generated",
        "generateAliasAsModel": "aliases are plain types",
        "gitHost": "repositories are at GitHub, unless `repository` in [package] says otherwise",
        "releaseNote": "docs/releases.md says how releases are made here",
        "generateApiDocumentation": "documentation is made",
        "generateModelDocumentation": "documentation is made",
        "generateApiTests": "it is about tests that they generate",
        "generateModelTests": "it is about tests that they generate",
        "dryRun": _GENERATOR,
        "minimalUpdate": "equal files are not written again",
        "$schema": "it is about their editor",
    },
    off={
        "removeEnumValuePrefix": "values are what is sent",
    },
    on={},
)
_ALIKE = "say it in the description, or in an overlay"
_OPEN = {
    "templateDir": _FILES,
    "files": _FILES,
    "templatingEngineName": _FILES,
    "typeMappings": "types follow from formats: docs/decisions.md says which",
    "importMappings": "types follow from formats: docs/decisions.md says which",
    "schemaMappings": _ALIKE,
    "inlineSchemaNameMappings": 'name it by its place: [models.schemas."#/paths/…/schema"]',
    "inlineSchemaOptions": 'name schemas by their place: [models.schemas."#/paths/…/schema"]',
    "openapiNormalizer": _ALIKE,
    "nameMappings": "give properties `x-name`, in an overlay",
    "parameterNameMappings": "give parameters `x-name`, in an overlay",
    "enumNameMappings": "enums are literals: their values are what is sent",
    "reservedWordsMappings": "give what is called so `x-name`, in an overlay",
    "languageSpecificPrimitives": "types follow from formats: docs/decisions.md says which",
    "httpUserAgent": "give the header User-Agent to the client",
    "globalProperties": "all is made: skip operations with `skip = true`",
    "apiPackage": "resources lie where docs/architecture.md says",
    "modelPackage": "models are imported from `models`",
    "invokerPackage": "the package is called by `name` in [package]",
    "apiNameSuffix": "resources are called after their tags: `resource` of the operation",
    "dateFormat": "days are sent as RFC 3339 has them",
    "datetimeFormat": "times are sent as RFC 3339 has them",
    "serverVariables": "say them in the description",
    "auth": "the description is a file: save yours as one",
}


def translate(job: Import) -> None:
    """Say what the files mean."""
    for root in job.roots:
        _read(root, job)


def _read(key: Key, job: Import) -> None:
    handlers: dict[str, Handler] = {
        "generatorName": _generator,
        "packageName": lambda one: _package(one, job),
        "projectName": job.say(("package", "distribution"), str),
        "additionalProperties": lambda one: _read(one, job),
        "configOptions": lambda one: _read(one, job),
        "modelNameMappings": lambda one: _models(one, job),
        "operationIdNameMappings": lambda one: _operations(one, job),
        "modelNamePrefix": lambda one: _affixed(one, job),
        "modelNameSuffix": lambda one: _affixed(one, job),
        "removeOperationIdPrefix": lambda one: _without_prefix(one, key, job),
        "removeOperationIdPrefixDelimiter": lambda one: _with(one, "removeOperationIdPrefix"),
        "removeOperationIdPrefixCount": lambda one: _with(one, "removeOperationIdPrefix"),
        "gitUserId": lambda one: _repository(key, job),
        "gitRepoId": lambda one: _with(one, "gitUserId"),
        **{name: todo(what) for name, what in _OPEN.items()},
    }
    _TABLE.read(key, job, handlers)


def _generator(key: Key) -> None:
    if key.text.startswith("python"):
        key.unneeded("it says that this is Python")
    elif key.text:
        key.open("the configuration is for another language")


def _package(key: Key, job: Import) -> None:
    if key.text:
        job.settings.put(("package", "name"), key.text.replace("-", "_"), key)
        if ("package", "distribution") not in job.settings.values:
            parent = key.ledger.root
            project = parent.get("projectName") or parent.find(
                "additionalProperties", "projectName"
            )
            if project is None:
                job.settings.put(("package", "distribution"), key.text, key)


def _models(key: Key, job: Import) -> None:
    for one in key.members() if key.is_map else ():
        schema = job.described.schema_at(one.name)
        if schema is None:
            one.open(f'no schema is called "{one.name}"')
        else:
            job.say(("models", "schemas", one.name, "name"), str)(one)


def _operations(key: Key, job: Import) -> None:
    for one in key.members() if key.is_map else ():
        ids = {text(each.node.get("operationId")): name for name, each in _endpoints(job)}
        if one.name in ids:
            job.settings.put(("operations", ids[one.name], "method"), snake(one.text), one)
        else:
            one.open(f'no operation has the id "{one.name}"')


def _affixed(key: Key, job: Import) -> None:
    """`modelNamePrefix`, `modelNameSuffix`: of every component that has no name of its own."""
    parent = key.ledger.root if len(key.pointer) == 1 else None
    owner = parent or key.ledger.root.get(str(key.pointer[0])) or key.ledger.root
    prefix, suffix = owner.get("modelNamePrefix"), owner.get("modelNameSuffix")
    if not key.text or (key.name == "modelNameSuffix" and prefix is not None and prefix.text):
        reason = "it is empty" if not key.text else "it is in the names with the prefix"
        key.unneeded(reason)
        return
    schemas = as_object(as_object(job.described.root.get("components")).get("schemas"))
    before, after = (one.text if one is not None else "" for one in (prefix, suffix))
    for name in schemas:
        place = ("models", "schemas", name, "name")
        if place not in job.settings.values:
            job.settings.put(place, pascal(f"{before}_{name}_{after}"), key)
    if not schemas:
        key.unneeded("there are no models")


def _without_prefix(key: Key, owner: Key, job: Import) -> None:
    if key.value not in (True, "true"):
        key.unneeded("ids are taken whole, as far as they say more than the resource")
        return
    delimiter, count = (
        owner.get(f"removeOperationIdPrefix{name}") for name in ("Delimiter", "Count")
    )
    mark = delimiter.text if delimiter is not None and delimiter.text else "_"
    number = count.value if count is not None and isinstance(count.value, int) else 1
    for name, endpoint in _endpoints(job):
        identifier = text(endpoint.node.get("operationId"))
        parts = identifier.split(mark)
        rest = mark.join(parts[number:] if number >= 0 else parts[-1:])
        place = ("operations", name, "method")
        if rest and rest != identifier and place not in job.settings.values:
            job.settings.put(place, snake(rest), key)
    if not any(place[0] == "operations" for place in job.settings.values):
        key.unneeded("no id has a prefix")


def _endpoints(job: Import) -> Iterable[tuple[str, Endpoint]]:
    return job.described.endpoints.items()


def _with(key: Key, other: str) -> None:
    key.unneeded(f"it goes with {other}")


def _repository(owner: Key, job: Import) -> None:
    user, repository = owner.get("gitUserId"), owner.get("gitRepoId")
    if user is not None and user.text and repository is not None and repository.text:
        url = f"https://github.com/{user.text}/{repository.text}"
        job.settings.put(("package", "repository"), url, user)
    elif user is not None:
        user.open("say `repository` in [package]")
