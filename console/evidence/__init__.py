"""From an alert to what shows it: stills, boxes and clip, put aside at once and bound when it is confirmed.

The raiser runs on the detectors' threads and returns at once; the keeper's own thread `evidence` does
everything that waits for a disk. What lies on the disk, and what the journal says of it, is the business of
console.journal.
"""
