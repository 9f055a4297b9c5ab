"""Configuration and description in, the client's classes, globals and defaults out."""

from __future__ import annotations

from collections.abc import Sequence

from ...config import Config
from ...data import Json, as_object, text
from .. import dialects
from ..model.manners import Manners
from ..model.operation import Retries
from ..model.sdk import Client
from ..names.identifiers import pascal
from ..names.reserved import error_classes, package_attributes
from ..names.scope import Claim, itself, settle
from ..names.titles import joined, short_title
from ..operations.idempotency import key_header
from ..operations.raw_operation import RawOperation
from ..operations.retries import plan_retries
from ..operations.security import plan_requirements, plan_scopes, sent_schemes, without_optional
from ..operations.webhooks import has_webhooks
from ..schemas.schemas import Schemas
from .constructor import claim, constructor_arguments
from .credentials import credential_claims, plan_security_schemes
from .globals import declared_globals, global_claim, plan_globals
from .manners import plan_manners
from .servers import client_servers
from .variables import plan_variables, server_variables, variable_claims
from .webhooks import SECRET, webhook_secret

DEFAULT_TIMEOUT = 60.0
"""Seconds that one attempt may take."""


def plan_client(
    root: dict[str, Json], raw: Sequence[RawOperation], config: Config, schemas: Schemas
) -> Client:
    """What the client classes are called and configured with."""
    title = short_title(text(as_object(root.get("info")).get("title")))
    manners = plan_manners(config)
    name = config.client.name or _client_name(title, manners)
    schemes, variables = sent_schemes(root), server_variables(root, raw, config)
    declared = declared_globals(root, config, variables)
    secrets = [claim("credential", "", SECRET, ["webhook_secret"])]
    secrets = secrets if has_webhooks(root, config) else []
    arguments = constructor_arguments(
        [
            *credential_claims(schemes, config),
            *(global_claim(item) for item in declared),
            *variable_claims(variables, config),
            *secrets,
        ],
        manners,
    )
    base_error, default_error = _error_names(name, config, manners)
    prefix = config.client.env_prefix or _prefix(title, config)
    return Client(
        name=name,
        env_prefix=prefix,
        base_error=base_error,
        default_error=default_error,
        timeout=config.client.timeout or DEFAULT_TIMEOUT,
        retries=plan_retries(config, dialects.retries(root, Retries())),
        servers=client_servers(root, config),
        security_schemes=(
            *plan_security_schemes(schemes, arguments, prefix, config),
            *(webhook_secret(arguments[one.owner], prefix) for one in secrets),
        ),
        security=without_optional(plan_requirements(root.get("security"), root), config) or (),
        globals=plan_globals(declared, arguments, schemas),
        scopes=plan_scopes(root.get("security"), root),
        variables=plan_variables(variables, arguments, config),
        key_header=key_header(config),
        keyed=config.idempotency.header is not None,
        server_env=config.client.server_env or "",
    )


def _client_name(title: str, manners: Manners) -> str:
    """The name of the client, where nothing of the package is called as it or its kinds are."""
    name = pascal(title, "Client")
    claims = [Claim("", (name, f"{name}Client"))]
    return settle(claims, package_attributes(manners), client_family)[""]


def client_family(name: str) -> tuple[str, ...]:
    """The classes of a client of this name."""
    return (name, f"Async{name}", f"{name}Core", f"Async{name}Core")


def _error_names(name: str, config: Config, manners: Manners) -> tuple[str, str]:
    """The base of all errors, and the one of what operations do not declare."""
    given = config.client
    claims = [
        Claim("base", (given.base_error or f"{name}Error", f"{name}ClientError")),
        Claim("default", (given.default_error or f"{name}DefaultError",)),
    ]
    taken = error_classes(manners) | package_attributes(manners) | {*client_family(name)}
    names = settle(claims, taken, itself)
    return names["base"], names["default"]


def _prefix(title: str, config: Config) -> str:
    """What the names of environment variables begin with: `OPENAI`, `PET_STORE`."""
    given = config.client.name
    is_derived = given in (None, pascal(title, "Client"))
    return joined(title if is_derived else given or "").upper().rstrip("_")
