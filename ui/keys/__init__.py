"""The window in which a desk chooses its keys."""
