"""Fields and dialogs that windows of several parts share."""
