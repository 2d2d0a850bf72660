"""Shifts on the desk: the hand-over, notices and bulletins, the second look. Thread: GUI.

The windows show what the engine's facts say and ask through its intents; ui.shift_windows joins them.
"""
