"""What becomes of a response: a value, a stream, a download or an error."""
