"""JSON-like data, whatever library models are made of."""
