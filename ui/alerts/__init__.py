"""The alert queue and its cards."""
