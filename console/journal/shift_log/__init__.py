"""The shift log: what a shift lead hands to a prosecutor, as PDF, as XLSX or as CSV.

`gather` reads the journal once and counts; what is written reads it again, row by row, so that a month takes
no more memory than a night. Runs on the journal's printing thread or in a command; knows nothing of the desk.
"""

from console.journal.shift_log.log import ShiftLogDone, ShiftLogOrder, ShiftLogProgress

__all__ = ["ShiftLogDone", "ShiftLogOrder", "ShiftLogProgress"]
