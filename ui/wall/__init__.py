"""The wall: one frameless window a screen, a grid of tiles."""
