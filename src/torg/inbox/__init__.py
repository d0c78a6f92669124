"""What concerns one member and waits to be read."""
