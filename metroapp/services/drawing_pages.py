"""What the child process says of a drawing: the sizes of its pages, their text, the picture of one, or why not.

`metroapp.services.render_page` is that child, or `bound_pages` where pages are to be bound; nothing here parses a
drawing.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from types import ModuleType

from metroapp.domain.drawing import PageSize, rounded
from metroapp.domain.message import Refusal
from metroapp.services import bound_pages, render_page

Wanted = Callable[[], bool]
UNCHECKED = "-"
TIME_LIMIT_S = 20.0
_POLL_S = 0.1


def always() -> bool:
    """For what nobody will give up."""
    return True


def command(verb: str, path: Path, digest: str, *rest: str, child: ModuleType = render_page) -> list[str]:
    """How to start the child: the program, then its arguments."""
    # -P: neither the folder of the script nor the present one may lend it a module.
    return [sys.executable, "-P", str(child.__file__), verb, str(path.absolute()), digest, *rest]


def page_command(path: Path, digest: str, page: int, scale: float, *, is_paper: bool = False) -> list[str]:
    """The command of one page, `scale` pixels for each point; `is_paper` as for `page_sizes`."""
    return command("paper-page" if is_paper else "page", path, digest, str(page), f"{scale:.4f}")


def page_sizes(
    path: Path, digest: str = UNCHECKED, wanted: Wanted = always, *, is_paper: bool = False
) -> tuple[PageSize, ...]:
    """The sizes of the pages as they are seen, in points; `is_paper`: a paper of the program, which may be longer than
    a drawing. Refuses as `refusal_of`, `drawing.slow`, `drawing.given_up`."""
    said = json.loads(_ask(command("paper-facts" if is_paper else "facts", path, digest), path.name, wanted))
    return tuple(PageSize(*(rounded(Decimal(repr(side))) for side in size)) for size in said["sizes"])


def paper_words(path: Path) -> tuple[str, list[str]]:
    """The keywords of a PDF, and the text of each of its pages. Refuses as `page_sizes`."""
    said = json.loads(_ask(command("words", path, UNCHECKED), path.name, always))
    return str(said["keywords"]), [str(page) for page in said["pages"]]


def page_picture(
    path: Path,
    digest: str,
    page: int,
    scale: float,
    wanted: Wanted = always,
    *,
    called: str = "",
    is_paper: bool = False,
) -> bytes:
    """One page as PNG. Refuses as `page_sizes`, by the name that the user knows it by (`called`)."""
    return _ask(page_command(path, digest, page, scale, is_paper=is_paper), called or path.name, wanted)


def pages_to_bind(path: Path, digest: str, wanted: Wanted = always, *, called: str = "") -> bytes:
    """The pages of a PDF or of a picture, upright, as a PDF that has nothing else. Refuses as `page_picture`."""
    return _ask(command("bound", path, digest, child=bound_pages), called or path.name, wanted)


def refusal_of(code: int, file: str) -> Refusal:
    """Why the child gave nothing, from its code of exit."""
    match code:
        case render_page.ABSENT:
            return Refusal("drawing.absent", file=file)
        case render_page.NOT_A_DRAWING:
            return Refusal("drawing.not_a_drawing", file=file)
        case render_page.ENCRYPTED:
            return Refusal("drawing.encrypted", file=file)
        case render_page.MANY_PAGES:
            return Refusal("drawing.many_pages", file=file, most=render_page.MOST_PAGES)
        case render_page.PAGE_SIZE:
            return Refusal("drawing.page_size", file=file)
        case render_page.CHANGED:
            return Refusal("drawing.changed", file=file)
        case render_page.TOO_LARGE:
            return Refusal("drawing.too_large", file=file, most=render_page.MOST_BYTES // 2**20)
        case render_page.NO_MEMORY:
            return Refusal("drawing.too_heavy", file=file)
    return Refusal("drawing.damaged", file=file)  # DAMAGED, or a child that its parser brought down


def _ask(asked: list[str], file: str, wanted: Wanted) -> bytes:
    deadline = time.monotonic() + TIME_LIMIT_S
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
    with subprocess.Popen(asked, stdin=nowhere, stdout=pipe, stderr=nowhere) as child:
        try:
            while True:
                try:
                    said, _ = child.communicate(timeout=_POLL_S)
                    break
                except subprocess.TimeoutExpired:
                    if not wanted():
                        raise Refusal("drawing.given_up", file=file) from None
                    if time.monotonic() > deadline:
                        raise Refusal("drawing.slow", file=file) from None
        except BaseException:
            child.kill()
            raise
    if child.returncode != 0:
        raise refusal_of(child.returncode, file)
    return said
