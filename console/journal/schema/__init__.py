"""The journal's tables, every column explained: v1.sql, its projections, then one upgrade a file."""
