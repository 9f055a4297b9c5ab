"""Us and the peers, measured side by side: `make bench`."""
