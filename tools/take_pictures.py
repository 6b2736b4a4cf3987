"""Makes the pictures of the README from the program itself: `python -m tools.take_pictures`.

The demonstration runs in a folder of its own; its screens and the first page of its PDF are copied to `docs/pictures`.
"""

from __future__ import annotations

import io
import tempfile
from dataclasses import replace
from pathlib import Path

import pypdfium2
from PIL import Image

from metroapp.app import take_screens
from metroapp.cli import main
from metroapp.services import consultation
from metroapp.services.demonstration import Stage, demonstration_part
from metroapp.services.demonstration_people import read_codes
from metroapp.services.workshop import Workshop
from metroapp.services.workspace import Workspace
from metroapp.wording import demonstration as words

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
SCREENS = (
    "start-light", "measuring-light", "nonconforming-dark", "complete-light", "archives-light", "follow-up-light",
    "instruments-light",
)  # fmt: skip
PARTS = ("parts-light", "parts-dark", "sign-in-light", "settings-light")
MASTERY = ("chart-light", "capability-dark")  # of the process that is followed
PAPERS = ("bon-a-produire", "rapport-final")  # beside the relevé of the demonstration
WIDTH = 1280


def save(picture: Image.Image, name: str) -> None:
    """Write a picture, no wider than the page that shows it, in few colours: a repository keeps it for ever."""
    if picture.width > WIDTH:
        picture = picture.resize((WIDTH, picture.height * WIDTH // picture.width), Image.Resampling.LANCZOS)
    buffer = io.BytesIO()
    picture.convert("RGB").quantize(192, dither=Image.Dither.NONE).save(buffer, "PNG", optimize=True)
    (PICTURES / f"{name}.png").write_bytes(buffer.getvalue())


def show_parts(root: Path) -> None:
    """The page of the parts, with a validated revision and the draft of the next one."""
    workshop = Workshop(Workspace(root))
    workshop.open().result()
    try:
        part = demonstration_part()
        first = replace(part, revision="A", characteristics=part.characteristics[:-2])
        codes = read_codes(workshop.workspace)
        workshop.staff.sign_in(words.QUALITY_TECHNICIAN, codes[words.QUALITY_TECHNICIAN]).result()
        workshop.save_draft(first).result()
        workshop.validate_part((first.reference, first.drawing, first.revision)).result()
        workshop.staff.sign_in(words.TRAINER, codes[words.TRAINER]).result()
        workshop.save_draft(part).result()
        take_screens(workshop, workshop.workspace.screens, _stages)
    finally:
        workshop.close()


def _stages(stage: Stage) -> None:
    for name in ("parts", "sign-in", "settings"):
        stage(name)


def take() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder)
        if main(["demo", "--workspace", folder, "--seed", "6"]) != 0:
            raise SystemExit("the demonstration failed")
        show_parts(workspace)
        for name in (*SCREENS, *PARTS):
            with Image.open(workspace / "screens" / f"{name}.png") as picture:
                save(picture, name)
        (paper,) = (workspace / "exports").glob("*.pdf")
        show_page(paper, "releve-pdf", WIDTH)
        (record,) = consultation.record_lines(Workspace(workspace))
        for what in PAPERS:
            asked = ["--record", str(record.id), "--to", "pdf", "--what", what, "--out", folder, "--workspace", folder]
            if main(["export", *asked]) != 0:
                raise SystemExit(f"{what} was not written")
            (paper,) = workspace.glob(f"{what}-*.pdf")
            show_page(paper, what, WIDTH // 2)
    show_mastery()


def show_mastery() -> None:
    """The pages of a process that is followed, and the paper of its chart."""
    with tempfile.TemporaryDirectory() as folder:
        if main(["demo", "--scenario", "maitrise", "--workspace", folder]) != 0:
            raise SystemExit("the demonstration failed")
        for name in MASTERY:
            with Image.open(Path(folder) / "screens" / f"{name}.png") as picture:
                save(picture, name)
        (paper,) = (Path(folder) / "exports").glob("carte-*.pdf")
        show_page(paper, "carte-de-controle", WIDTH)


def show_page(paper: Path, name: str, width: int) -> None:
    """The first page of a PDF."""
    document = pypdfium2.PdfDocument(paper)
    save(document[0].render(scale=width / document[0].get_width()).to_pil(), name)
    document.close()


if __name__ == "__main__":
    take()
