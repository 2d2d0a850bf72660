"""A decoder process: addresses to packets to tiles in shared memory. It knows no desk, no database, no Qt."""
