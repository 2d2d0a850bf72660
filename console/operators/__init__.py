"""Who works at the desk. Any thread."""
