"""Building of requests: an operation, arguments and options in, a `RequestTemplate` out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from ..auth.security import put
from ..base.errors import InvalidRequest
from ..base.headers import Fields, field, merge
from ..base.operation import Parameter
from ..base.unset import UNSET
from ..http.transport import HTTPRequest
from ..wire.content import NO_BODY, EncodedBody
from ..wire.encode import cookie_pairs, header_text, path_text, query_pairs
from ..wire.servers import check_url

if TYPE_CHECKING:
    from ..auth.security import Placed
    from ..base.operation import Body
    from ..base.options import RequestOptions, Timeout
    from .endpoint import Endpoint
    from .prepared import PreparedOperation

_DOT_SEGMENTS = (".", "..")


class RequestTemplate:
    """A request but for what each attempt adds: fresh credentials, a time limit, body chunks."""

    __slots__ = (
        "body",
        "cookies",
        "defaults",
        "fields",
        "foreign",
        "has_key",
        "method",
        "query",
        "secrets",
        "url",
    )

    def __init__(
        self,
        prepared: PreparedOperation,
        endpoint: Endpoint,
        arguments: Mapping[str, Any],
        options: RequestOptions | None,
        link: str = "",
    ) -> None:
        """Encode the arguments; a link, if there is one, says where to send them.

        Raises:
            InvalidRequest: They cannot be encoded, a required one is missing, or the server_url of
                the options is no URL.
        """
        self.method = prepared.operation.method
        self.fields: Fields = endpoint.fields.copy()
        self.cookies: list[str] = list(endpoint.cookies)
        self.query: list[str] = list(endpoint.query)
        base = endpoint.base
        values = _Values(arguments, endpoint.global_arguments)
        path = _path(prepared, values)
        self._add_parameters(prepared, values)
        self.body = _body(prepared, arguments, options)
        if self.body.media_type:
            self.fields["content-type"] = field("Content-Type", self.body.media_type)
        if options is not None:
            base = self._add_options(options, base, endpoint.key_header)
        if endpoint.more_query:
            from .more_query import add

            add(self.query, endpoint.more_query)
        self._add_key(prepared, endpoint.key_header)
        if endpoint.missing is not None:
            endpoint.missing.check(self.fields, self.query, self.cookies)
        if self.body.length is not None:
            self.fields["content-length"] = field("Content-Length", str(self.body.length))
        self.url = base + path
        self.foreign = False
        if link:
            self._follow(link, endpoint)
        self.secrets = endpoint.secrets
        self.defaults = tuple(
            name for name, pair in endpoint.defaults.items() if self.fields.get(name) is pair
        )
        if values.missing:
            message = f"missing required argument(s): {', '.join(values.missing)}"
            raise InvalidRequest(message)

    def _add_parameters(self, prepared: PreparedOperation, values: _Values) -> None:
        if prepared.fixed_query:
            self.query.append(prepared.fixed_query)
        for parameter in prepared.query:
            value = values.get(parameter)
            if value is not UNSET:
                self.query.extend(query_pairs(value, parameter))
        for parameter in prepared.headers:
            value = values.get(parameter)
            if value is not UNSET:
                name = parameter.name
                self.fields[name.lower()] = field(name, header_text(value, parameter))
        for parameter in prepared.cookies:
            value = values.get(parameter)
            if value is not UNSET:
                self.cookies.extend(cookie_pairs(value, parameter))

    def _add_key(self, prepared: PreparedOperation, header: str) -> None:
        """Give the call a key of its own, unless the caller has, where the server looks for one."""
        name = header.lower()
        if prepared.operation.keyed and name not in self.fields:
            from uuid import uuid4

            self.fields[name] = field(header, str(uuid4()))
        self.has_key = name in self.fields

    def _add_options(self, options: RequestOptions, base: str, key_header: str) -> str:
        key = options.get("idempotency_key")
        if key is not None:
            if key == "":
                message = "idempotency_key must not be empty"
                raise InvalidRequest(message)
            self.fields[key_header.lower()] = field(key_header, key)
        for name, value in (options.get("query") or {}).items():
            if value is not None:
                self._set_query(name, value)
        headers = options.get("headers")
        if headers:
            merge(self.fields, headers)
            if self.body.media_type.startswith("multipart/"):  # no one else knows its boundary
                self.fields["content-type"] = field("Content-Type", self.body.media_type)
        url = options.get("server_url")
        if url is None:
            return base
        try:
            base, _, query = check_url(url).partition("?")
        except (TypeError, ValueError) as error:
            raise InvalidRequest(str(error)) from None
        if query:
            self.query.insert(0, query)
        return base.rstrip("/")

    def _follow(self, link: str, endpoint: Endpoint) -> None:
        """Go where a link leads; to another origin without what sounds like a credential."""
        from ..http.redirect import is_credential
        from .link_target import link_target

        self.url, self.query, self.foreign = link_target(link, self.url, endpoint)
        if self.foreign:
            self.cookies = []
            self.fields = {
                name: pair
                for name, pair in self.fields.items()
                if not is_credential(pair[0], endpoint.secrets)
            }

    def _set_query(self, name: str, value: Any) -> None:
        """Add a query parameter, in place of the operation's own of the same name."""
        start = quote(name, safe="") + "="
        self.query = [pair for pair in self.query if not pair.startswith(start)]
        self.query.extend(query_pairs(value, Parameter(name, name, "query")))

    def request(self, placed: list[Placed], timeout: Timeout, *, stream: bool) -> HTTPRequest:
        """Make the request of one attempt.

        Args:
            placed: Credentials that were asked for just now.
            timeout: Limit of this attempt.
            stream: Whether the body of the response is read later.

        Raises:
            InvalidRequest: A credential cannot be sent.
        """
        fields, query, cookies = self.fields, self.query, self.cookies
        if placed:
            fields, query, cookies = fields.copy(), query.copy(), cookies.copy()
            for one in placed:
                if one.location != "header" or one.name.lower() not in self.fields:
                    put(one, fields, query, cookies)
        if cookies:
            own = fields.get("cookie")
            parts = cookies if own is None else [own[1].decode("latin-1"), *cookies]
            fields = {**fields, "cookie": field("Cookie", "; ".join(parts))}
        url = self.url + (("&" if "?" in self.url else "?") + "&".join(query) if query else "")
        request = HTTPRequest(
            self.method,
            url,
            list(fields.values()),
            self.body.open(),
            timeout,
            stream,
            self.defaults,
            self.secrets,
        )
        request.foreign = request.redirected = self.foreign
        return request


def request_template(
    prepared: PreparedOperation,
    endpoint: Endpoint,
    arguments: Mapping[str, Any],
    options: RequestOptions | None,
    link: str = "",
) -> RequestTemplate:
    """Make a template, whatever the arguments are: objects of foreign classes, circles, NaN.

    Raises:
        InvalidRequest: They cannot be encoded; the message has no value in it.
    """
    try:
        return RequestTemplate(prepared, endpoint, arguments, options, link)
    except (InvalidRequest, UnicodeError):
        raise
    except (ArithmeticError, RecursionError, TypeError, ValueError) as error:
        problem = type(error).__name__
    message = f"an argument cannot be encoded ({problem})"
    raise InvalidRequest(message)


class _Values:
    """Looks arguments up, falling back to the client's globals, and notes what is missing."""

    __slots__ = ("_arguments", "_globals", "missing")

    def __init__(self, arguments: Mapping[str, Any], global_arguments: Mapping[str, Any]) -> None:
        self._arguments = arguments
        self._globals = global_arguments
        self.missing: list[str] = []

    def get(self, parameter: Parameter) -> Any:
        """Return the value to be sent, or UNSET when the parameter is left out."""
        value = self._arguments.get(parameter.argument, UNSET)
        if value is None and not parameter.nullable:
            value = UNSET
        if value is UNSET and parameter.is_global:
            value = self._globals.get(parameter.argument)
            value = UNSET if value is None else value
        if value is UNSET and parameter.required:
            self.missing.append(parameter.argument)
        return value


def _path(prepared: PreparedOperation, values: _Values) -> str:
    literals = prepared.literals
    if len(literals) == 1:
        return literals[0]
    parts = [literals[0]]
    for parameter, literal in zip(prepared.path, literals[1:], strict=True):
        value = values.get(parameter)
        if value is UNSET:
            continue
        text = path_text(value, parameter)
        if not text:
            message = f"Expected a non-empty value for `{parameter.argument}` but received ''"
            raise InvalidRequest(message)
        parts += (text, literal)
    path = "".join(parts)
    if "." in path or "%2" in path:
        refuse_dot_segments(path)
    return path


def refuse_dot_segments(path: str) -> None:
    """Refuse "." and "..", which would lead to another operation; also percent-encoded ones.

    Raises:
        InvalidRequest: There is one.
    """
    plain = path.lower().replace("%25", "%").replace("%2e", ".").replace("%2f", "/")
    for segment in plain.replace("%5c", "/").split("/"):
        if segment in _DOT_SEGMENTS:
            message = "a path parameter must not make a path segment '.' or '..'"
            raise InvalidRequest(message)


def _body(
    prepared: PreparedOperation, arguments: Mapping[str, Any], options: RequestOptions | None
) -> EncodedBody:
    bodies = prepared.operation.bodies
    more = None if options is None else options.get("body")
    if not bodies:
        if more:
            message = "options['body'] adds to a body, and this operation has none"
            raise InvalidRequest(message)
        return NO_BODY
    body = bodies[0]
    if len(bodies) > 1 or prepared.operation.content_type:
        from ..wire.body_choice import choose

        body = choose(prepared.operation, arguments, options)
    value = _body_value(body, arguments)
    if more:
        from ..wire.body import encode_more

        return encode_more(body, value, more)
    if value is UNSET:
        if body.required:
            message = "missing required argument(s): body"
            raise InvalidRequest(message)
        return NO_BODY
    from ..wire.body import encode_body

    return encode_body(body, value)


def _body_value(body: Body, arguments: Mapping[str, Any]) -> Any:
    nullable = body.nullable_arguments
    if body.arguments is None:
        value = arguments.get("body", UNSET)
        return UNSET if value is None and "body" not in nullable else value
    properties = {name: arguments[name] for name in body.arguments if name in arguments}
    whole = arguments.get("body")
    if whole is not None and whole is not UNSET and "body" not in body.arguments:
        if not hasattr(whole, "model_fields_set"):
            return whole  # a dict, which says itself what is null; all else is refused
        if not isinstance(whole, body.type()):
            return whole  # what a response gave
        properties = _properties(whole)
    given = {
        name: value
        for name, value in properties.items()
        if value is not UNSET and (value is not None or name in nullable)
    }
    return given if given or body.required else UNSET


def _properties(model: Any) -> dict[str, Any]:
    """Return what is set on a model that was passed as the whole of a flattened body."""
    given: dict[str, Any] = {name: getattr(model, name) for name in model.model_fields_set}
    return {**given, **(model.model_extra or {})}
