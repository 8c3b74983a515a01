"""Front matter and what it says about the work."""
