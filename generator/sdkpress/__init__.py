"""sdkpress reads an OpenAPI description and presses a typed Python SDK out of it."""

__version__ = "0.1.0"
