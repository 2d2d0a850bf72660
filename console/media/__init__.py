"""Pictures from cameras: decoder processes, shared slots, feed states. The host is the desk's."""
