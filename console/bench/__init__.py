"""Figures about this machine: streams of its own, bare decoding beside them, processor time and memory.

Runs on the main thread of `munara bench`; knows no Qt and nothing of a desk.
"""
