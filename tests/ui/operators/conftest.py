"""A desk at its very first start, over a real engine; its alerts are made up."""

from __future__ import annotations
