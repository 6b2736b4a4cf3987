"""Drawings that are kept, and files that are none: each hostile one gives its sentence, in time."""

from __future__ import annotations

import hashlib
import io
import struct
import time
import zlib
from decimal import Decimal
from pathlib import Path

import pypdf
import pytest
from PIL import Image

from metroapp.domain.drawing import DrawingSheet, PageSize
from metroapp.domain.message import Refusal
from metroapp.services import drawing_pages
from metroapp.services.drawing_pages import page_picture, page_sizes
from metroapp.services.drawings import copy_of, find_drawing, keep_drawing, keep_drawing_beside
from metroapp.services.workspace import Workspace
from metroapp.wording.sentences import sentence

PARTS = Path(__file__).resolve().parents[2] / "data" / "parts"
PDF = PARTS / "arbre-etage.pdf"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "atelier")


def blank_pdf(path: Path, *sizes: tuple[float, float], password: str = "") -> Path:
    writer = pypdf.PdfWriter()
    for width, height in sizes:
        writer.add_blank_page(width, height)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    writer.write(path)
    return path


def picture(path: Path, size: tuple[int, int] = (400, 300), mode: str = "RGB", **options: object) -> Path:
    Image.new(mode, size, 1).save(path, **options)  # type: ignore[arg-type]
    return path


def refusal(workspace: Workspace, path: Path) -> str:
    with pytest.raises(Refusal) as raised:
        keep_drawing(workspace, path)
    assert path.name in sentence(raised.value)
    assert not workspace.drawings.exists() or not [*workspace.drawings.iterdir()]
    return raised.value.message.code


# -- what is kept -----------------------------------------------------------------------------------------------------


def test_a_pdf_is_kept_by_its_digest_once(workspace: Workspace) -> None:
    sheet = keep_drawing(workspace, PDF)
    assert sheet == keep_drawing(workspace, PDF)
    assert sheet.sizes == (PageSize(Decimal("841.89"), Decimal("595.28")),)
    assert [path.name for path in workspace.drawings.iterdir()] == [f"{sheet.digest}.pdf"]
    assert find_drawing(workspace, sheet).read_bytes() == PDF.read_bytes()


@pytest.mark.parametrize("name", ["plan.png", "plan.jpg", "plan.tif", "plan.bmp", "plan.gif", "plan.webp"])
def test_pictures_are_drawings(workspace: Workspace, tmp_path: Path, name: str) -> None:
    sheet = keep_drawing(workspace, picture(tmp_path / name))
    assert sheet.suffix == Path(name).suffix
    drawn = page_picture(find_drawing(workspace, sheet), sheet.digest, 0, 1.0)
    assert Image.open(io.BytesIO(drawn)).format == "PNG"


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "I;16"])
def test_every_kind_of_pixel_is_drawn(workspace: Workspace, tmp_path: Path, mode: str) -> None:
    sheet = keep_drawing(workspace, picture(tmp_path / "plan.png", mode=mode))
    drawn = page_picture(find_drawing(workspace, sheet), sheet.digest, 0, 1.0)
    assert Image.open(io.BytesIO(drawn)).mode in ("L", "RGB")


def test_a_picture_is_as_large_as_it_says_or_as_a_page(workspace: Workspace, tmp_path: Path) -> None:
    said = keep_drawing(workspace, picture(tmp_path / "said.png", (1000, 500), dpi=(200, 200)))
    unsaid = keep_drawing(workspace, picture(tmp_path / "unsaid.png", (1000, 500)))
    assert [round(side) for side in said.sizes[0]] == [360, 180]
    assert [round(side) for side in unsaid.sizes[0]] == [842, 421]


def test_a_photograph_taken_lying_is_seen_upright(workspace: Workspace, tmp_path: Path) -> None:
    turned = Image.Exif()
    turned[0x0112] = 6
    sheet = keep_drawing(workspace, picture(tmp_path / "photo.jpg", exif=turned))
    assert sheet.sizes[0].width < sheet.sizes[0].height
    drawn = Image.open(io.BytesIO(page_picture(find_drawing(workspace, sheet), sheet.digest, 0, 0.3)))
    assert drawn.width < drawn.height


def test_a_tiff_has_its_pages(workspace: Workspace, tmp_path: Path) -> None:
    pages = [Image.new("1", (200, 100)), Image.new("1", (100, 200))]
    pages[0].save(tmp_path / "plan.tif", save_all=True, append_images=pages[1:])
    sheet = keep_drawing(workspace, tmp_path / "plan.tif")
    assert sheet.pages == 2 and sheet.sizes[1].width < sheet.sizes[1].height


def test_a_name_lies_and_the_first_bytes_do_not(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "plan.png").write_bytes(PDF.read_bytes())
    assert keep_drawing(workspace, tmp_path / "plan.png").suffix == ".pdf"


@pytest.mark.parametrize("name", ["arbre-etage", "support-bride"])
def test_the_demonstration_drawings_come_with_their_balloons(workspace: Workspace, name: str) -> None:
    sheet = keep_drawing_beside(workspace, PARTS / f"{name}.xlsx")
    assert sheet is not None and len(sheet.balloons) >= 10
    assert keep_drawing_beside(workspace, PARTS / f"{name}.csv") == sheet


@pytest.mark.parametrize("said", ["", "{", '{"balloons": [{"balloon": 1}]}', '{"balloons": 3}'])
def test_a_damaged_description_only_costs_its_balloons(workspace: Workspace, tmp_path: Path, said: str) -> None:
    (tmp_path / "piece.pdf").write_bytes(PDF.read_bytes())
    (tmp_path / "piece.balloons.json").write_text(said, encoding="utf-8")
    sheet = keep_drawing_beside(workspace, tmp_path / "piece.xlsx")
    assert sheet is not None and sheet.balloons == ()
    assert keep_drawing_beside(workspace, tmp_path / "autre.xlsx") is None


# -- what is refused --------------------------------------------------------------------------------------------------


def test_what_is_no_file_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    assert refusal(workspace, tmp_path / "absent.pdf") == "drawing.absent"
    assert refusal(workspace, tmp_path) == "drawing.absent"


@pytest.mark.parametrize("content", [b"", b"bonjour", b"PK\x03\x04" + bytes(500), b"<svg/>", b"RIFF1234WAVE"])
def test_what_is_no_drawing_is_refused(workspace: Workspace, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(content)
    assert refusal(workspace, path) == "drawing.not_a_drawing"


def test_three_hundred_megabytes_are_refused_without_being_read(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "enorme.pdf"
    with path.open("wb") as file:
        file.write(b"%PDF-1.7\n")
        file.truncate(300 * 2**20)
    began = time.monotonic()
    assert refusal(workspace, path) == "drawing.too_large"
    with pytest.raises(Refusal, match=r"drawing\.too_large"):
        page_sizes(path)
    assert time.monotonic() - began < 5


def test_an_encrypted_pdf_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    assert refusal(workspace, blank_pdf(tmp_path / "secret.pdf", (800, 600), password="1234")) == "drawing.encrypted"


@pytest.mark.parametrize("source", [PDF, "plan.png", "plan.jpg", "plan.tif"])
@pytest.mark.parametrize("share", [0.3, 0.9])
def test_half_a_file_is_refused(workspace: Workspace, tmp_path: Path, source: Path | str, share: float) -> None:
    if isinstance(source, str):
        noise = Image.effect_noise((300, 300), 90)
        noise.save(tmp_path / source)
    whole = source.read_bytes() if isinstance(source, Path) else (tmp_path / source).read_bytes()
    path = tmp_path / f"coupe{Path(source).suffix}"
    path.write_bytes(whole[: int(len(whole) * share)])
    assert refusal(workspace, path) == "drawing.damaged"


@pytest.mark.parametrize("size", [(1e6, 1e6), (800, 2), (20000, 100)])
def test_impossible_pages_are_refused(workspace: Workspace, tmp_path: Path, size: tuple[float, float]) -> None:
    assert refusal(workspace, blank_pdf(tmp_path / "page.pdf", (600, 400), size)) == "drawing.page_size"


def test_more_pages_than_a_drawing_has_are_refused(workspace: Workspace, tmp_path: Path) -> None:
    assert refusal(workspace, blank_pdf(tmp_path / "livre.pdf", *[(600.0, 400.0)] * 201)) == "drawing.many_pages"


def test_a_small_file_that_unpacks_to_gigabytes_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    def chunk(name: bytes, said: bytes) -> bytes:
        return struct.pack(">I", len(said)) + name + said + struct.pack(">I", zlib.crc32(name + said))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    path = tmp_path / "bombe.png"
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(bytes(10**6)))
        + chunk(b"IEND", b"")
    )
    assert refusal(workspace, path) == "drawing.page_size"


def test_a_copy_that_is_lost_or_changed_is_said_and_made_again(workspace: Workspace) -> None:
    sheet = keep_drawing(workspace, PDF)
    copy = copy_of(workspace, sheet)
    copy.write_bytes(copy.read_bytes() + b"\n")
    with pytest.raises(Refusal, match=r"drawing\.changed"):
        find_drawing(workspace, sheet)
    with pytest.raises(Refusal, match=r"drawing\.changed"):
        page_picture(copy, sheet.digest, 0, 1.0)
    copy.unlink()
    with pytest.raises(Refusal, match=r"drawing\.lost"):
        find_drawing(workspace, sheet)
    with pytest.raises(Refusal, match=r"drawing\.absent"):
        page_picture(copy, sheet.digest, 0, 1.0)
    assert keep_drawing(workspace, PDF) == sheet
    assert find_drawing(workspace, sheet) == copy


def test_a_page_of_any_size_gives_a_picture_of_a_bounded_size(workspace: Workspace, tmp_path: Path) -> None:
    sheet = keep_drawing(workspace, blank_pdf(tmp_path / "long.pdf", (14_000, 300)))
    drawn = Image.open(io.BytesIO(page_picture(copy_of(workspace, sheet), sheet.digest, 0, 50.0)))
    assert max(drawn.size) <= 6001


# -- a child that does not answer -------------------------------------------------------------------------------------


def test_an_opening_that_nobody_wants_any_more_ends(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing_pages, "command", lambda *_: ["sleep", "60"])
    began = time.monotonic()
    with pytest.raises(Refusal, match=r"drawing\.given_up"):
        keep_drawing(workspace, PDF, lambda: False)
    assert time.monotonic() - began < 5


def test_a_child_that_is_too_slow_is_killed(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing_pages, "command", lambda *_: ["sleep", "60"])
    monkeypatch.setattr(drawing_pages, "TIME_LIMIT_S", 0.2)
    with pytest.raises(Refusal, match=r"drawing\.slow"):
        keep_drawing(workspace, PDF)


def test_the_folder_in_which_the_program_runs_lends_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("json", "hashlib", "pypdfium2", "metroapp"):
        (tmp_path / f"{name}.py").write_text("raise RuntimeError('the wrong module')\n")
    monkeypatch.chdir(tmp_path)
    assert len(page_sizes(PDF)) == 1


def test_a_digest_is_that_of_the_bytes(workspace: Workspace) -> None:
    assert keep_drawing(workspace, PDF).digest == hashlib.sha256(PDF.read_bytes()).hexdigest()
    assert isinstance(keep_drawing(workspace, PDF), DrawingSheet)
