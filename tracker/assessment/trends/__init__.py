"""Values without a known base: a monotone drift is all that can be told."""
