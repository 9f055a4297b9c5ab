"""Runtime of the generated client: operations as data in, HTTP requests out, typed values back."""
