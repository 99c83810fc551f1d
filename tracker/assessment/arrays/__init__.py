"""The engine on many series at once: what a matrix of periods is, and an answer per row."""
