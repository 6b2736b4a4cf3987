"""`python -m metroapp`: the same as the command `metroapp`."""

import sys
from pathlib import Path

# A folder `data/` or `forms/` where the program is started must not take the place of the program's own.
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from metroapp.cli import main

sys.exit(main())
