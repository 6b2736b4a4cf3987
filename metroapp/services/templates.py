"""The customer's own workbook, filled with a record: its worksheets alone change, inside the package.

Every other part is copied byte for byte (pictures, text boxes, styles, macros, print settings). Nothing of it is
executed; macros stay where they are, unread.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

from forms.template_fields import FormData
from forms.template_filling import filled_sheets
from forms.template_layout import Layout, Mark, layout_of
from forms.template_package import NotATemplate, TemplatePackage
from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal
from metroapp.services.data_files import record_data
from metroapp.services.documents import put
from metroapp.services.file_names import pattern_of, place
from metroapp.services.sheets.cells import LARGEST_FILE, require_no_compound
from metroapp.services.sheets.workbook import require_bounded
from metroapp.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Template:
    """A customer's workbook as read, with its parts in their order."""

    path: Path
    layout: Layout
    members: tuple[zipfile.ZipInfo, ...]

    @property
    def understood(self) -> list[Mark]:
        return [mark for mark in self.layout.marks if mark.problem is None]

    @property
    def left(self) -> list[Mark]:
        """The placeholders that nothing fills."""
        return [mark for mark in self.layout.marks if mark.problem is not None]


@dataclass(frozen=True, slots=True)
class Filled:
    """The file written, and the placeholders left in it as they were."""

    path: Path
    left: tuple[Mark, ...]


def inspect(path: Path) -> Template:
    """Read a template and its placeholders.

    Refuses `template.absent`, `template.too_large`, `template.unreadable`, `template.unknown_format`,
    `template.signed`, `sheet.encrypted`, `sheet.old_excel`.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise Refusal("template.too_large", path=path)
        raw = path.read_bytes()
    except OSError as error:
        raise Refusal("template.absent", path=path) from error
    require_no_compound(raw, path)
    try:
        members, parts = _unpacked(raw, path)
        package = TemplatePackage(parts)
        layout = layout_of(package)
    except NotATemplate as error:
        raise Refusal("template.unknown_format", path=path) from error
    except Refusal as refusal:
        raise Refusal("template.too_large", path=path) from refusal
    except Exception as error:  # a hostile or broken package fails in as many ways as it likes
        raise Refusal("template.unreadable", path=path) from error
    if package.is_signed:
        raise Refusal("template.signed", path=path)
    return Template(path, layout, members)


def fill(
    workspace: Workspace,
    id: EntryId,
    template: Path,
    out: Path,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Filled:
    """Fill a template with a record, into the folder `out`; the name says the record.

    Refuses as `inspect`, `require_room` and `put`, `record.absent`.
    """
    read = inspect(template)
    form = form_of(workspace, id, clock())
    require_room(read, form)
    record, suffix = form.data.record, read.layout.package.suffix
    path = place(out, pattern_of(workspace), template.stem, record.header.number, suffix, record)
    return Filled(put(_packed(read, filled_sheets(read.layout, form)), path), tuple(read.left))


def form_of(workspace: Workspace, id: EntryId, issued_at: datetime) -> FormData:
    """A record as a form asks it; refuses `record.absent`."""
    return FormData(record_data(workspace, id, issued_at))


def require_room(template: Template, form: FormData) -> None:
    """Refuse a template that would leave something out: `template.no_placeholder`, `template.too_few_lines`,
    `template.too_few_pieces`, `template.simulated`; and `template.uneven`, which would put a value under another
    piece."""
    layout, needed = template.layout, len(form.lines)
    if not template.understood:
        raise Refusal("template.no_placeholder", path=template.path)
    for sheet in layout.sheets:
        if 0 < sheet.lines < needed:
            raise Refusal("template.too_few_lines", sheet=sheet.part.name, reserved=sheet.lines, needed=needed)
        askew = sheet.uneven
        if askew is not None:
            raise Refusal("template.uneven", sheet=sheet.part.name, cell=askew.cell)
    reserved = layout.pieces
    missing = next((piece for piece in range(1, form.pieces + 1) if piece not in reserved), None)
    if reserved and missing is not None:
        raise Refusal("template.too_few_pieces", reserved=missing - 1, needed=form.pieces)
    if form.is_simulated and not any(mark.name == "simule" for mark in template.understood):
        raise Refusal("template.simulated", number=form.data.record.header.number)


def write_example(path: Path) -> None:
    """Save the example of a template; refuses as `file_refusal`."""
    put((files("data") / "templates" / "modele-exemple.xlsx").read_bytes(), path)


def _unpacked(raw: bytes, path: Path) -> tuple[tuple[zipfile.ZipInfo, ...], dict[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        require_bounded(package, path)
        members = tuple(package.infolist())
        parts = {member.filename: package.read(member) for member in members}
    if len({name.casefold() for name in parts}) < len(members):
        raise ValueError("two parts of one name: no program agrees on which is meant")
    return members, parts


def _packed(template: Template, changed: dict[str, bytes]) -> bytes:
    """The package with the worksheets that changed: the same parts in the same order, with their dates."""
    parts, packed = template.layout.package.parts, io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        for member in template.members:
            entry = zipfile.ZipInfo(member.filename, member.date_time)
            entry.external_attr = member.external_attr
            is_stored = member.compress_type == zipfile.ZIP_STORED
            entry.compress_type = zipfile.ZIP_STORED if is_stored else zipfile.ZIP_DEFLATED
            package.writestr(entry, changed.get(member.filename, parts[member.filename]))
    return packed.getvalue()
