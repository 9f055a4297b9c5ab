"""The configuration of openapi-python-client in, settings out; no other module knows its keys."""

from __future__ import annotations

from ..data import as_object
from ..plan.names.identifiers import pascal
from .flat import Table
from .job import Handler, Import
from .keys import Key

_TABLE = Table(
    settings={
        "project_name_override": ("package", "distribution"),
        "package_name_override": ("package", "name"),
        "package_version_override": ("package", "version"),
    },
    reasons={
        "post_hooks": "files are formatted and their imports sorted",
        "generate_all_tags": "an operation is in each resource that it has a tag of",
        "http_timeout": "descriptions are files: save yours as one",
        "literal_enums": "enums are literals",
        "docstrings_on_attributes": "what a field is stands below it",
        "use_path_prefixes_for_title_model_names": "names that two want are told apart anyway",
    },
    off={},
    on={},
)


def translate(job: Import) -> None:
    """Say what the files mean."""
    for root in job.roots:
        handlers: dict[str, Handler] = {
            "class_overrides": lambda key: _classes(key, job),
            "content_type_overrides": _content_types,
            "field_prefix": _prefix,
        }
        _TABLE.read(root, job, handlers)
        name = root.get("project_name_override")
        if name is not None and name.text and root.get("package_name_override") is None:
            job.settings.put(("package", "name"), name.text.replace("-", "_"), name)


def _classes(key: Key, job: Import) -> None:
    """`class_overrides`: by the name that a class would have had."""
    schemas = as_object(as_object(job.described.root.get("components")).get("schemas"))
    known = {pascal(name): name for name in schemas}
    known |= {pascal(title): name for name, one in schemas.items() if (title := _title(one))}
    for one in key.members() if key.is_map else ():
        named, module = one.get("class_name"), one.get("module_name")
        schema = known.get(pascal(one.name)) or (one.name if one.name in schemas else "")
        if module is not None:
            module.unneeded("models are imported from `models`")
        if named is None or not named.text:
            continue
        if schema:
            job.settings.put(("models", "schemas", schema, "name"), named.text, named)
        else:
            named.open('name the schema by its place: [models.schemas."#/paths/…/schema"]')


def _title(schema: object) -> str:
    title = as_object(schema).get("title")
    return title if isinstance(title, str) else ""


def _content_types(key: Key) -> None:
    for one in key.members() if key.is_map else ():
        one.open("name the media type so in the description, or in an overlay")


def _prefix(key: Key) -> None:
    if key.text in ("field_", ""):
        key.unneeded("it is their default")
    else:
        key.open("fields that begin with a digit are called value_…: give them `x-name`")
