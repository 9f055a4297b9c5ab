"""Configuration: ``sdk.toml`` goes in, a :class:`Config` of frozen dataclasses comes out."""

from .load import load_config
from .schema import (
    AcceptConfig,
    ClientConfig,
    Config,
    CredentialConfig,
    DescriptionConfig,
    GlobalConfig,
    IdempotencyConfig,
    ModelsConfig,
    OperationConfig,
    OptionConfig,
    PackageConfig,
    PaginationConfig,
    ReleaseConfig,
    RenamedConfig,
    ResourceConfig,
    RetriesConfig,
    WebhooksConfig,
)

__all__ = [
    "AcceptConfig",
    "ClientConfig",
    "Config",
    "CredentialConfig",
    "DescriptionConfig",
    "GlobalConfig",
    "IdempotencyConfig",
    "ModelsConfig",
    "OperationConfig",
    "OptionConfig",
    "PackageConfig",
    "PaginationConfig",
    "ReleaseConfig",
    "RenamedConfig",
    "ResourceConfig",
    "RetriesConfig",
    "WebhooksConfig",
    "load_config",
]
