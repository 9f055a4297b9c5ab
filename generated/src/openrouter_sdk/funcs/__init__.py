"""Every operation as a function of its own, sync and async: import only what you call."""
