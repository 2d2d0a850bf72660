"""Layouts, salvos and tours as people call, keep and change them. GUI thread; the engine has the files."""
