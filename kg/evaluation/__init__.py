"""Measuring accuracy and speed against annotated data."""
