"""What there is once: the client, its constructor and resources, the package, sdk.toml's say."""
