"""What the desk lets people hear: which sound when, how it is made, and the device that plays it."""
