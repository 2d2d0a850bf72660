"""The wall: one window a screen, a grid of tiles, each of which tells the truth about its picture.

Runs on the GUI thread. It pulls pictures from the feeds' slots by one timer and never waits.
Knows the engine's values and feeds; imports no other part of the windows.
"""
