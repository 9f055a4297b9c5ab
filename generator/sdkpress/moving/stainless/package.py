"""`organization`, `targets`, `settings` and `readme` in, settings of the package out."""

from __future__ import annotations

from ...data import as_list
from ...spdx import by_name, expression
from ..job import Handler, Import, dispatch, unneeded
from ..keys import Key
from .casing import Casing
from .languages import OTHERS, OURS

_GENERATOR = "it is a version of their generator"
_LANGUAGE = "it is about another language"
_OWN_FILE = "SECURITY.md is a file of your own"
_ORGANIZATION_REASONS = {
    "security_contact": _OWN_FILE,
    "security_policy_url": _OWN_FILE,
    "security_policy_terms": _OWN_FILE,
    "github_org": "each target names its repository",
    "upload_spec": "descriptions are not uploaded",
}
_TARGET_REASONS = {
    "staging_repo": "their pipeline is not used",
    "publish": "`make publish` and docs/releases.md are for that",
    "edition": _GENERATOR,
    "generator_version": _GENERATOR,
    "screencast": "READMEs have none",
    "readme_title": "the README is called after the package",
    "keep_files": "files of your own are never touched",
}
_OPTION_REASONS = {
    "use_uv": "the package has one pyproject.toml, which uv reads",
    "disable_pydantic_namespace_protection": "fields that begin with model_ warn of nothing",
    "websockets_extra_name": "there are no websockets",
}
_SETTING_REASONS = {
    "sort_schema_properties": "properties stay in the order of the description",
    "disable_mock_tests": "it is about tests that they generate",
    "python": "the classifier follows from the licence",
    **dict.fromkeys(OTHERS, _LANGUAGE),
}
_PRINTED = "examples print what comes back"
_EXAMPLE_REASONS = {
    "type": "it is a request, as any",
    **dict.fromkeys(("response_property", "assign_to", "example_properties"), _PRINTED),
}
_README_REASONS = {
    "include_stainless_attribution": "it is about theirs",
    "example_types": "models are shown in the documentation",
}


class Package:
    """Reads what is said of the package as a whole. ``unwrapped`` are fields of all responses."""

    def __init__(self, job: Import, casing: Casing) -> None:
        self.job = job
        self.casing = casing
        self.unwrapped: list[str] = []

    def organize(self, key: Key) -> None:
        """`organization`."""
        handlers: dict[str, Handler] = {
            "name": self._name,
            "docs": self.job.say(("package", "documentation"), str),
            "contact": self.job.say(("package", "contact"), str),
        }
        dispatch(key, handlers, _ORGANIZATION_REASONS)

    def _name(self, key: Key) -> None:
        if key.text:
            self.job.settings.put(("client", "name"), self.casing.pascal(key.text), key)
            self.job.settings.put(("package", "organization"), self.casing.title(key.text), key)

    def target(self, key: Key) -> None:
        """`targets`."""
        others = dict.fromkeys(OTHERS, _LANGUAGE)
        dispatch(key, {OURS: self._python}, others)

    def _python(self, key: Key) -> None:
        names = [key.find("publish", "pypi", "package_name"), key.get("project_name")]
        names = [one for one in (*names, key.get("package_name")) if one is not None and one.text]
        if names:
            self.job.settings.put(("package", "distribution"), names[0].text, names[0])
        handlers: dict[str, Handler] = {
            "package_name": self._package_name,
            "project_name": unneeded("what is uploaded is called otherwise"),
            "production_repo": self._repository,
            "options": lambda one: dispatch(one, {}, _OPTION_REASONS),
            "skip": _skip,
        }
        dispatch(key, handlers, _TARGET_REASONS)

    def _package_name(self, key: Key) -> None:
        if key.text:
            self.job.settings.put(("package", "name"), key.text.replace("-", "_"), key)

    def _repository(self, key: Key) -> None:
        if key.text:
            url = f"https://github.com/{key.text.partition('#')[0]}"
            self.job.settings.put(("package", "repository"), url, key)
        elif key.value is None:
            key.unneeded("no repository is named")

    def set(self, key: Key) -> None:
        """`settings`."""
        handlers: dict[str, Handler] = {
            "license": self._license,
            "file_header": self.job.say(("package", "file_header"), str),
            "unwrap_response_fields": self._unwrap,
            "positional_params": self._positional,
        }
        dispatch(key, handlers, _SETTING_REASONS)

    def _license(self, key: Key) -> None:
        named = key.get("name") if key.is_map else key
        if named is not None and named.text:
            found = named.text if expression(named.text) else by_name(named.text)
            if found:
                self.job.settings.put(("package", "license"), found, named)
            else:
                named.open("give an SPDX expression as `license` in [package]")
        reason = "a LICENSE of your own, beside pyproject.toml, is never touched"
        dispatch(key, {}, {"contents": reason, "extension": reason})

    def _unwrap(self, key: Key) -> None:
        names = as_list(key.value)
        self.unwrapped = [one for one in names if isinstance(one, str)]
        if names and self.unwrapped == names:
            self.job.settings.put(("responses", "unwrap"), names, key)
        elif not names:
            key.unneeded("nothing is unwrapped")

    def _positional(self, key: Key) -> None:
        if key.value is False:
            self.job.settings.put(("surface", "path_arguments"), "keyword", key)
        elif key.value is True:
            key.unneeded("parameters of paths are positional anyway")

    def readme(self, key: Key) -> None:
        """`readme`."""
        dispatch(key, {"example_requests": self._examples}, _README_REASONS)

    def _examples(self, key: Key) -> None:
        for example in key.members() if key.is_map else ():
            place = ("readme", "examples", example.name)
            handlers: dict[str, Handler] = {
                "endpoint": lambda one, place=place: self._operation(one, place),
                "params": lambda one, place=place: self._arguments(one, place),
            }
            dispatch(example, handlers, _EXAMPLE_REASONS)

    def _operation(self, key: Key, place: tuple[str, ...]) -> None:
        found = self.job.described.endpoint(key.text)
        if found is not None:
            self.job.settings.put((*place, "operation"), found.name, key)
        elif key.text:
            key.open(f'the description has no operation "{key.text}"')

    def _arguments(self, key: Key, place: tuple[str, ...]) -> None:
        if key.is_map and key.value:
            self.job.settings.put((*place, "arguments"), key.value, key)
        elif key.is_map or key.value is None:
            key.unneeded("there are no arguments")


def _skip(key: Key) -> None:
    if key.value is True:
        key.open("the configuration does not want Python: nothing was to be generated")
    elif key.value is False:
        key.unneeded("Python is wanted")
