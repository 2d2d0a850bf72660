"""The desk: cameras, the large picture, alerts, the bar."""
