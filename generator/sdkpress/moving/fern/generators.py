"""``generators.yml`` in, settings of the package and the client out."""

from __future__ import annotations

from ...data import as_list
from ...spdx import by_name, expression
from ..job import Handler, Import, dispatch, todo, unneeded
from ..keys import Key
from ..versions import requirement

_PYTHON = ("python-sdk", "fern-python-sdk")
_PIPELINE = "their pipeline is not used: docs/releases.md says how releases are made here"
_TYPES = "pydantic's models are as docs/decisions.md says"
_API_REASONS = {
    "api": "the description is named with --spec",
    "default-group": "one SDK is made",
    "$schema": "it is about their editor",
    "metadata": "it is about their pipeline",
    "default-url": "servers are the description's",
}
_GENERATOR_REASONS = {
    "name": "it says that this is Python",
    "version": "it is a version of their generator",
    "smart-casing": "names are made of words as the description has them",
    "snippets": "examples are in the documentation that is generated",
    "disable-examples": "examples are in the documentation that is generated",
    "keywords": "keywords are not written",
}
_GITHUB_REASONS: dict[str, str] = dict.fromkeys(
    ("branch", "mode", "host", "reviewers", "push", "pull"), _PIPELINE
)
_OUTPUT_REASONS: dict[str, str] = dict.fromkeys(
    ("location", "token", "url", "username", "password"), _PIPELINE
)
_CONFIG_REASONS = {
    "improved_imports": "modules are imported on first use",
    "inline_request_params": "requests are arguments, and a TypedDict",
    "follow_redirects_by_default": "the client follows redirects",
    "use_typeddict_requests": "requests are TypedDicts, too",
    "pyproject_python_version": "Python 3.11 is the oldest",
    "flat_layout": "the package lies in src/",
    "include_union_utils": _TYPES,
    "inline_path_params": "arguments of paths are arguments",
    "pyproject_toml": "pyproject.toml is made",
    "exclude_types_from_init_exports": "names are resolved on first use",
    "use_inheritance_for_extended_models": _TYPES,
    "skip_formatting": "files are formatted",
    "include_legacy_wire_tests": "it is about tests that they generate",
    "enable_wire_tests": "it is about tests that they generate",
    "should_generate_websocket_clients": "there are no websockets",
}
_OWN = "import it from a file of your own: files beside the generated ones are never touched"


class Generators:
    """Reads who is generated, and how. ``audiences`` are those that the Python SDK is for."""

    def __init__(self, job: Import) -> None:
        self.job = job
        self.audiences: list[str] = []

    def organization(self, key: Key) -> None:
        """`organization` of fern.config.json."""
        self.job.say(("package", "organization"), str)(key)

    def read(self, root: Key) -> None:
        """Read the whole file."""
        dispatch(root, {"groups": self._groups, "api": self._api}, _API_REASONS)

    def _api(self, key: Key) -> None:
        overrides = [key.get("overrides"), *(one.get("overrides") for one in _specs(key))]
        key.unneeded(_API_REASONS["api"])
        for one in filter(None, overrides):
            given = {ledger.source.name.rpartition("/")[2] for ledger in self.job.ledgers}
            names = [text for text in (one.text, *as_list(one.value)) if isinstance(text, str)]
            if all(name.rpartition("/")[2] in given for name in names if name):
                one.unneeded("it is read: it was named beside this file")
            else:
                one.open("name the file, too: sdkpress import fern generators.yml overrides.yml …")

    def _groups(self, key: Key) -> None:
        for group in key.members() if key.is_map else ():
            listed = group.get("generators")
            ours = [one for one in listed.members() if _is_python(one)] if listed else []
            if listed is None:
                continue
            if not ours:
                group.unneeded("nothing of it is for Python")
                continue
            for one in listed.members():
                if not _is_python(one):
                    one.unneeded("it is another language")
            self._group(group, ours[0])
            for other in ours[1:]:
                other.open("two SDKs for Python: import each from a file of its own")

    def _group(self, group: Key, generator: Key) -> None:
        audiences = group.get("audiences")
        if audiences is not None:
            self.audiences = [one for one in as_list(audiences.value) if isinstance(one, str)]
            audiences.carried("`skip` of operations that are for others")
        reasons = {"reviewers": _PIPELINE, "metadata": _PIPELINE}
        dispatch(group, {"generators": lambda key: None}, reasons)
        handlers: dict[str, Handler] = {
            "output": self._output,
            "github": self._github,
            "config": self._config,
            "publish-metadata": self._metadata,
            "metadata": self._metadata,
        }
        dispatch(generator, handlers, _GENERATOR_REASONS)

    def _output(self, key: Key) -> None:
        dispatch(
            key, {"package-name": self._package_name, "metadata": self._metadata}, _OUTPUT_REASONS
        )

    def _package_name(self, key: Key) -> None:
        if key.text:
            self.job.settings.put(("package", "distribution"), key.text, key)
            if ("package", "name") not in self.job.settings.values:
                name = key.text.replace("-", "_")
                self.job.settings.put(("package", "name"), name, key)

    def _github(self, key: Key) -> None:
        handlers: dict[str, Handler] = {"repository": self._repository, "license": self._license}
        dispatch(key, handlers, _GITHUB_REASONS)

    def _repository(self, key: Key) -> None:
        if key.text:
            url = key.text if "://" in key.text else f"https://github.com/{key.text}"
            self.job.settings.put(("package", "repository"), url, key)

    def _license(self, key: Key) -> None:
        found = key.text if expression(key.text) else by_name(key.text)
        if found:
            self.job.settings.put(("package", "license"), found, key)
        elif key.value is not None:
            key.open("put your LICENSE beside pyproject.toml, and say `license` in [package]")

    def _metadata(self, key: Key) -> None:
        handlers: dict[str, Handler] = {
            "author": self.job.say(("package", "organization"), str),
            "email": self.job.say(("package", "contact"), str),
            "package-description": self.job.say(("package", "description"), str),
            "description": self.job.say(("package", "description"), str),
            "reference-url": self.job.say(("package", "documentation"), str),
            "documentation-link": self.job.say(("package", "documentation"), str),
        }
        dispatch(key, handlers, {"keywords": "keywords are not written"})

    # config

    def _config(self, key: Key) -> None:
        handlers: dict[str, Handler] = {
            "client_class_name": self.job.say(("client", "name"), str),
            "package_name": self._import_name,
            "client": self._client,
            "timeout_in_seconds": self._timeout,
            "default_max_retries": self._retries,
            "extra_dependencies": lambda one: self._dependencies(one, key.get("extras")),
            "extra_dev_dependencies": unneeded("a file of your own says what tests need"),
            "extras": lambda one: None,
            "pydantic_config": self._pydantic,
            "additional_init_exports": todo(_OWN),
            "tcp_keepalive": todo("give the client a transport of your own that keeps alive"),
        }
        dispatch(key, handlers, _CONFIG_REASONS)

    def _import_name(self, key: Key) -> None:
        if key.text:
            self.job.settings.values.pop(("package", "name"), None)
            self.job.settings.put(("package", "name"), key.text.replace("-", "_"), key)

    def _client(self, key: Key) -> None:
        exported, own = key.get("exported_class_name"), key.get("class_name")
        if exported is not None and exported.text:
            self.job.settings.put(("client", "name"), exported.text, exported)
            if own is not None:
                own.unneeded("users see what is exported")
        elif own is not None:
            self.job.say(("client", "name"), str)(own)
        reason = "modules are called as their package has them"
        dispatch(key, {}, {"filename": reason, "exported_filename": reason})

    def _timeout(self, key: Key) -> None:
        if isinstance(key.value, int | float) and not isinstance(key.value, bool):
            self.job.settings.put(("client", "timeout"), key.value, key)
        elif key.text == "infinity":
            key.open("a client waits for ever with timeout=None; `timeout` in [client] is seconds")

    def _retries(self, key: Key) -> None:
        if isinstance(key.value, int) and not isinstance(key.value, bool):
            self.job.settings.put(("retries", "max_attempts"), key.value + 1, key)

    def _pydantic(self, key: Key) -> None:
        for member in key.members() if key.is_map else ():
            member.unneeded(_TYPES)

    def _dependencies(self, key: Key, extras: Key | None) -> None:
        named = {
            one: extra
            for extra in (extras.members() if extras is not None and extras.is_map else ())
            for one in as_list(extra.value)
        }
        for member in key.members() if key.is_map else ():
            written = requirement(member.name, member.value)
            if not written:
                member.open("say it in `dependencies` of [package], as PEP 508 has it")
            elif member.name in named:
                extra = named[member.name]
                place = ("package", "optional-dependencies", extra.name)
                self.job.settings.append(place, written, member, extra)
            else:
                self.job.settings.append(("package", "dependencies"), written, member)


def _specs(key: Key) -> list[Key]:
    specs = key.get("specs")
    listed = specs if specs is not None else key
    return [one for one in listed.members() if one.is_map]


def _is_python(generator: Key) -> bool:
    name = generator.get("name")
    return name is not None and name.text.rpartition("/")[2] in _PYTHON
