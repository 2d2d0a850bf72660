"""The forms in which people say what a violation was: shared by the alert queue and the journal's window.

Thread: GUI. They know the engine's values alone, no queue and no table.
"""
