"""What stands beside a verdict: many tests at once, the rest of the municipality, fragility."""
