"""The window that shows what alerts ask of the shift."""
