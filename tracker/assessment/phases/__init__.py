"""Evidence for phases: rules, hold and hysteresis, what has worsened since a decision."""
