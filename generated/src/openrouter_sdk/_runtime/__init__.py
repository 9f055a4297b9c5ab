"""Runtime of the generated client: takes operations as data, sends them over HTTP, gives typed values back."""
