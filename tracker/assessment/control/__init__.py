"""Control charts and rare counts: signals to look at, never a verdict."""
