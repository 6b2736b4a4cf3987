"""The command line, headless twin of the window: same services, French sentences, exact exit codes.

0: done; 1: the archive is not sound; 2: refused, with one sentence on the standard error.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from metroapp.cli.arguments import parser
from metroapp.domain.message import Refusal
from metroapp.wording import cli as words
from metroapp.wording.parsing import Misunderstood
from metroapp.wording.sentences import sentence

REFUSED = 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A console in another encoding still gets its Ø and ±, as well as it can show them.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        arguments = parser().parse_args(argv)
        code: int = arguments.run(arguments)
        sys.stdout.flush()
    except Misunderstood as misunderstood:
        print(misunderstood, file=sys.stderr)
        return REFUSED
    except Refusal as refusal:
        print(sentence(refusal), file=sys.stderr)
        return REFUSED
    except BrokenPipeError:
        # The reader of a pipe left (`| head`): nothing more to say, and nobody to say it to.
        sys.stdout = None
        return 0
    except KeyboardInterrupt:
        print(words.INTERRUPTED, file=sys.stderr)
        return REFUSED
    return code
