"""HTTP by pyreqwest."""
