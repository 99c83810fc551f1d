"""Where a series stands against its target."""
