"""All that knows what models are made of: here pydantic."""
