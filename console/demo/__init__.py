"""The simulated city: its cameras, its footage, its written script. Imported by the demo command alone."""
