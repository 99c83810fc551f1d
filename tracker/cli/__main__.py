"""python -m tracker.cli: the console script `tracker` where it is not installed."""

import sys

from tracker.cli import main

sys.exit(main())
