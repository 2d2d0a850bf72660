"""Rules of one camera, drawn on its picture: zones, lines, and where nothing counts."""
