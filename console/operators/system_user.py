"""Who works here where nobody has said so: the system's own user."""

from __future__ import annotations

import getpass
import os


def system_user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user may have no name
        return f"uid {os.getuid()}"
