"""HTTP: requests and responses, their limits, and the libraries that carry them."""
