"""`security` and `security_schemes` in, actions out that put them into the description."""

from __future__ import annotations

import json

from ...data import as_object, text
from ..job import Handler, Import, dispatch, todo
from ..keys import Key
from ..settings import Action

_ROLES = ("username", "password", "client_id", "client_secret")
_PAIR = (
    "both parts of the credential are one argument of the client, a pair: name it as `argument` in "
    "[client.credentials.<scheme>]"
)
_REQUIRED = "Who may call, as the old configuration said."
_SCHEME = "How calls are authorised, as the old configuration said."
_REASONS = {
    "type": "a credential is a text",
    "description": "the description of the scheme is shown",
    "example": "it is about examples that they generate",
    "examples": "it is about examples that they generate",
    "required_in_tests": "it is about tests that they generate",
}


class Security:
    """Reads who may call, and which credentials the client takes for it."""

    def __init__(self, job: Import, schemes: Key | None) -> None:
        self.job = job
        components = as_object(job.described.root.get("components"))
        self.known = as_object(components.get("securitySchemes"))
        self.schemes = self.known | (as_object(schemes.value) if schemes is not None else {})

    def require(self, key: Key) -> None:
        """`security`: what holds where an operation says nothing."""
        if key.value.__class__ is not list:
            return
        act = self.job.settings.act
        if "security" in self.job.described.root:
            act(Action("$.security", _REQUIRED, (key,), remove=True))
        act(Action("$", _REQUIRED, (key,), {"security": key.value}))

    def scheme(self, key: Key) -> None:
        """`security_schemes`: each in place of the one of its name."""
        for member in key.members() if key.is_map else ():
            if member.name in self.known:
                target = f"$.components.securitySchemes[{json.dumps(member.name)}]"
                self.job.settings.act(Action(target, _SCHEME, (member,), remove=True))
            update = {"components": {"securitySchemes": {member.name: member.value}}}
            self.job.settings.act(Action("$", _SCHEME, (member,), update))

    def credential(self, option: Key, scheme: Key, argument: str) -> None:
        """An option of the client that is the credential of a scheme, or a part of it."""
        place = ("client", "credentials", scheme.text)
        role = option.find("auth", "role")
        if role is not None and role.text in _ROLES:
            option.open(_PAIR)
            return
        if role is not None:
            role.unneeded("it is the value of the credential")
        self.job.settings.put((*place, "argument"), argument, scheme)
        handlers: dict[str, Handler] = {
            "auth": lambda key: None,
            "read_env": self.job.say((*place, "env"), str),
            "nullable": self.job.say((*place, "optional"), bool),
            "send_as_query_param": lambda key: self._sent(key, scheme.text, "query"),
            "send_in_header": lambda key: self._sent(key, scheme.text, "header"),
            "default": _default,
        }
        dispatch(option, handlers, _REASONS)

    def _sent(self, key: Key, scheme: str, location: str) -> None:
        node = as_object(self.schemes.get(scheme))
        if (text(node.get("in")), text(node.get("name"))) == (location, key.text):
            key.unneeded("the security scheme says so")
        else:
            key.open(f"the security scheme {scheme} sends it otherwise: mend that in an overlay")


def _default(key: Key) -> None:
    if key.value is None:
        key.unneeded("a credential has no default")
    else:
        todo("a credential is not kept in code: give it as an argument, or in the environment")(key)
