"""What is sent: parameters, bodies and base URLs, as the description says they are written."""
