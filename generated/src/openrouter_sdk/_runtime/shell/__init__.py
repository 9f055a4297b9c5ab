"""The API on the command line: operations searched, shown and called."""
