"""Copies of evidence that may leave the desk: masks filled, persons blurred who were not chosen.

Runs in a process of its own, of low priority and one thread, so that neither windows nor detectors wait for
it; the desk starts it and hears its progress. The original is only read. Knows nothing of the journal, which
records what was made here and who approved it; imports no Qt.
"""
