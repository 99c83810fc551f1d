"""Shares of answers: intervals, waves, change."""
