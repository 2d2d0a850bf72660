"""The bottom bar."""
