"""The clients and what they hand out: resources, functions, pages."""
