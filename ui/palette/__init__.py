"""One field that finds every camera, place, layout and command."""
