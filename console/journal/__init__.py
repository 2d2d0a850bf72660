"""The chained journal: entries, evidence, verification, search, export. One writer thread."""
