"""How often a property is tried: where each try takes long, few times in `make test` and many more in `make soak`."""

from __future__ import annotations

import os

from hypothesis import settings

TIMES_MORE = int(os.environ.get("METROAPP_TIMES_MORE_EXAMPLES", "1"))


def examples(count: int) -> settings:
    """The settings of a property that is tried `count` times."""
    return settings(max_examples=count * TIMES_MORE, deadline=None)
