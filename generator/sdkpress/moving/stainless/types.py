"""Methods and models in, the names of request and response types out, by the vendor's rule.

What a method gives is called after a model, where its schema is one; otherwise
`<Resource><Method>Response`, after the first method where several give what is below a model. What
it takes is `<Resource><Method>Params`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ...data import as_list
from ...pointer import Pointer
from ..described import Schema
from ..job import Import
from .casing import Casing
from .methods import Method
from .pages import Scheme

_ENDINGS = {"response": "Response", "request": "Params"}


@dataclass(slots=True)
class Types:
    """Names types, one method after the other."""

    job: Import
    casing: Casing
    schemes: list[Scheme]
    unwrapped: list[str]
    named: set[Pointer] = field(default_factory=set[Pointer])
    models: set[str] = field(default_factory=set[str])

    def name(self, methods: list[Method]) -> None:
        """Say the names of all that methods take and give, and their pages."""
        places = [place for place in self.job.settings.values if place[:2] == ("models", "schemas")]
        models = [self.job.described.schema_at(place[2]) for place in places]
        self.named = {found.pointer for found in models if found}
        values = self.job.settings.values
        self.models = {values[place].value for place in places if place[-1] == "name"}
        homes: dict[str, Method] = {}
        for method in methods:
            home = homes.setdefault(method.endpoint.name, method)
            self._pages(method, home is method)
            if home is method:
                self._response(method)
                self._request(method)
            else:
                self._again(method, home)

    def _pages(self, method: Method, is_home: bool) -> None:
        key = method.key.get("paginated")
        place = ("operations", method.endpoint.name, "pagination")
        if key is None:
            return
        if not is_home:
            key.unneeded("the operation has pages, or none, where it is named first")
        elif key.value is False:
            self.job.settings.put(place, False, key)
        elif key.text:
            named = (one.name for one in self.schemes if one.title == key.text)
            self.job.settings.put(place, next(named, self.casing.pascal(key.text)), key)
        elif key.value is True and (fitting := self._scheme(method)):
            self.job.settings.put(place, fitting.name, key)
        elif key.value is True:
            key.open("no scheme of [pagination] has the shape of this operation: add one")

    def _scheme(self, method: Method) -> Scheme | None:
        """The scheme of the pages that a method gives."""
        key = method.key.get("paginated")
        if key is not None and key.value is False:
            return None
        wanted = key.text if key is not None else ""
        known = [one for one in self.schemes if wanted in ("", one.title)]
        return next((one for one in known if one.fits(method.endpoint, self.job.described)), None)

    def _response(self, method: Method) -> None:
        value = self._value(method)
        if value is None:
            return
        if value.pointer in self.named:
            self._alias(method, value)
            return
        whole = self.job.described.response(method.endpoint)
        if whole is not None and whole.pointer in self.named:
            self.named.add(value.pointer)  # what is below a model is one type for all
        self._put(method, "response")

    def _alias(self, method: Method, value: Schema) -> None:
        """The name by the rule for what is a model by now: it was called so before it was one."""
        whole, name = self.job.described.response(method.endpoint), self._named(method, "Response")
        if whole is not None and whole.pointer == value.pointer and name not in self.models:
            self._put(method, "response")

    def _value(self, method: Method) -> Schema | None:
        """The schema of what a method gives: items of pages, what is unwrapped, or all."""
        described = self.job.described
        scheme = self._scheme(method)
        if scheme is not None:
            return scheme.fits(method.endpoint, described)
        response = described.response(method.endpoint)
        if response is None:
            return None
        properties = described.properties(response)
        own = method.key.get("unwrap_response")
        if own is not None:
            return properties.get(own.text, response)
        wrapped = next((name for name in self.unwrapped if name in properties), None)
        if wrapped is None or len(properties) == 1:
            return properties[wrapped] if wrapped else response
        place = ("operations", method.endpoint.name, "unwrap")
        self.job.settings.put(place, False, comment="it has more than that")
        return response

    def _request(self, method: Method) -> None:
        parameters = self.job.described.parameters(method.endpoint)
        takes = any(one.get("in") != "path" for one in parameters)
        if takes or "requestBody" in method.endpoint.node:
            self._put(method, "request")

    def _again(self, method: Method, home: Method) -> None:
        """Further names of the same types, in the namespace of a further place."""
        space, own = (one.resource.rpartition(".")[0] for one in (method, home))
        for setting, ending in _ENDINGS.items():
            place = ("operations", method.endpoint.name, setting)
            known = self.job.settings.values.pop(place, None)
            if known is not None:
                name = self._named(method, ending)
                further = name if space == own else f"{space or 'shared'}.{name}"
                before = as_list(known.value) or [known.value]
                self.job.settings.put(place, [*before, further])

    def _put(self, method: Method, setting: str) -> None:
        name = self._named(method, _ENDINGS[setting])
        self.job.settings.put(("operations", method.endpoint.name, setting), name)

    def _named(self, method: Method, ending: str) -> str:
        *_, last = method.resource.split(".")
        return f"{self.casing.singular(last or 'client')}{self.casing.pascal(method.name)}{ending}"
