"""What this machine can do for Munara, what it lacks, and how to get it.

Runs on the main thread of `munara doctor`, without Qt: what only Qt knows is asked of a process of its own
(ui/doctor_probe.py). Nothing here raises, whatever the machine is like. Nothing is
changed on it; the verdict on its hardware decoder is kept in the cache, for the desk.
"""
