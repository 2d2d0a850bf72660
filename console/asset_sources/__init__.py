"""Where models and footage are fetched from when no local folder has them: each source in its own module.

Runs before the windows stand, on the main thread, and tells its progress on standard error. What a source
brings is believed only by its SHA-256. Knows nothing of detectors, media or windows.
"""
