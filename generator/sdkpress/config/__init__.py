"""Configuration: ``sdk.toml`` goes in, a :class:`Config` of frozen dataclasses comes out."""

from .load import load_config
from .schema import (
    ClientConfig,
    Config,
    CredentialConfig,
    DescriptionConfig,
    GlobalConfig,
    IdempotencyConfig,
    ModelsConfig,
    OperationConfig,
    PackageConfig,
    PaginationConfig,
    ResourceConfig,
    RetriesConfig,
    WebhooksConfig,
)

__all__ = [
    "ClientConfig",
    "Config",
    "CredentialConfig",
    "DescriptionConfig",
    "GlobalConfig",
    "IdempotencyConfig",
    "ModelsConfig",
    "OperationConfig",
    "PackageConfig",
    "PaginationConfig",
    "ResourceConfig",
    "RetriesConfig",
    "WebhooksConfig",
    "load_config",
]
