"""What every other room may use; it uses none of them."""
