"""From detections to alerts: zones, rules, the judge, the inbox. Imports nothing of the journal."""
