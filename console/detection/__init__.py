"""Persons and vehicles in full frames: models, tracker, the worker pool of threads in the desk's process."""
