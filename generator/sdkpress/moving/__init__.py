"""Moving in: another generator's configuration goes in, an ``sdk.toml`` and an overlay come out.

Each vendor has a module that knows the vendor's file and nothing of ours but the names of settings;
all that is written, checked and told is done once, for all of them.
"""
