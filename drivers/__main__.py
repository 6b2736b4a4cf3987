"""`python -m drivers`: what a technician uses to see what a cable really sends."""

from __future__ import annotations

import sys
from pathlib import Path

# A folder `metroapp/` where the command is typed must not take the place of the program's own.
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from drivers.technician import main

if __name__ == "__main__":
    sys.exit(main())
