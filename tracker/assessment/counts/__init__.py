"""Counts and rates: windows, overdispersion, the exact test, many series at once."""
