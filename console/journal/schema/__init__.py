"""The journal's tables, every column explained: v1.sql, then one upgrade a file; run by database.py."""
