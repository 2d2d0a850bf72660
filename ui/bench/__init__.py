"""The bench's windows: the real wall, and the same wall as others build it."""
