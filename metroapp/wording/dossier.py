"""The words of the dossier de fabrication: on paper, at the command line and in the window."""

from __future__ import annotations

import unicodedata

from metroapp.domain.message import Refusal
from metroapp.domain.work_order_file import (
    DossierSection,
    Made,
    PaperAttached,
    WorkOrderFile,
)
from metroapp.wording.labels import label
from metroapp.wording.numbers import day
from metroapp.wording.sentences import sentence
from metroapp.wording.translate import gettext as _
from metroapp.wording.work_orders import order as order

# As typed after `--section`: one word without accents.
SECTION_WORDS: dict[str, DossierSection] = {
    "of": DossierSection.WORK_ORDER,
    "plan": DossierSection.DRAWING,
    "gamme": DossierSection.ROUTE_SHEET,
    "contrat": DossierSection.OPERATION_SHEETS,
    "reglage": DossierSection.SET_UP,
    "programme": DossierSection.PROGRAMS,
    "releve": DossierSection.RECORDS,
    "montage": DossierSection.FIXTURES,
    "photo": DossierSection.PHOTOGRAPHS,
    "certificat": DossierSection.CERTIFICATES,
    "autre": DossierSection.OTHER,
}

# -- on paper
TITLE = _("Dossier de fabrication")
FOLIO = _("Dossier de fabrication · {order}")
FOLIO_PAPER = _("{title} · {page}/{pages}")
PAGE = _("page {page}/{pages}")
CONTENTS = _("Table des matières")
CONTENTS_ON = _("Table des matières (suite)")
SECTION = _("{place}  {title}")
MISSING = _("Ce qui manque")
NOTHING_MISSING = _("Rien ne manque : chaque rubrique demandée a au moins un document.")
MISSING_LINE = _("{place}  {title} : rien n'est classé dans cette rubrique.")
MISSING_SHORT = _("manque")
BESIDE = _("joint à part : {reason}")
BESIDE_TITLE = _("Documents joints à part")
BESIDE_SAID = _("Ils ne peuvent pas être reliés ici ; leur copie est dans l'archive, sous cette empreinte (SHA-256).")
BESIDE_LINE = _("{place}  {title} : {reason}. Empreinte {digest}")
PAGES_ONE = _("1 page")
PAGES = _("{count} pages")
ATTACHED_BY = _("classé le {day} par {by}")
MADE = _("établi par le logiciel")
PIECE = _("Pièce")
REFERENCE = _("Référence")
DRAWING = _("N° de plan – indice")
MATERIAL = _("Matière")
CUSTOMER = _("Client")
LOT = _("Lot")
MACHINE = _("Machine")
OPERATOR = _("Candidat / opérateur")
RECORDS = _("Relevés")
FROM_TO = _("Du – au")
PERIOD = _("{first} – {last}")
WORKSHOP = _("Atelier")
ISSUED_ON = _("Édité le")
AND_MORE = _("{shown} … ({count} en tout)")
PROGRAM_LINES = _("{count} lignes · {mark} suite de la ligne qui précède")
CONTINUES = "»"
WATERMARK = _("SIMULATION")

# -- why a paper is not bound
_REASONS = {
    "document.lost": _("sa copie est perdue"),
    "document.at_post": _("resté sur le poste qui l'a classé"),
    "document.changed": _("sa copie a été modifiée depuis"),
    "drawing.encrypted": _("protégé par un mot de passe"),
    "drawing.damaged": _("abîmé ou incomplet"),
    "drawing.many_pages": _("trop de pages"),
    "drawing.page_size": _("page d'une taille impossible à imprimer"),
    "drawing.slow": _("trop long à lire"),
    "drawing.too_heavy": _("demande trop de mémoire"),
    "drawing.too_large": _("trop lourd une fois déplié"),
    "drawing.not_a_drawing": _("ni PDF, ni image, ni programme"),
    "drawing.changed": _("sa copie a été modifiée depuis"),
    "drawing.lost": _("sa copie est perdue"),
}
OTHER_KIND = _("ni PDF, ni image, ni programme")
TOO_LONG = _("programme trop long pour être imprimé")
TOO_MANY_PAGES = _("le dossier dépasserait {most} pages")

# -- the command line
LIST_LINE = _("{number}  |  {records} relevé(s)  |  {papers} document(s) classé(s)")
NO_ORDER = _("Aucun OF : ni relevé ni document n'en nomme.")
PAPER_LINE = _("   {id}  {file}  |  {kind}, {size}  |  {by}")
MADE_LINE = _("   {paper} {about}  |  établi par le logiciel")
MISSING_MARK = _("   ✗ manque")
COMPLETE = _("✓ Rien ne manque.")
INCOMPLETE = _("✗ Il manque : {sections}.")
WITHDRAWN_TITLE = _("Retirés du dossier, gardés dans l'archive")
WITHDRAWN_LINE = _("   {id}  {file}  |  retiré le {day} par {by} : {reason}")
ATTACHED = _("{file} est classé dans le dossier de fabrication {order}, rubrique {section}.")
WITHDRAWN = _("{file} est retiré du dossier de fabrication {order}, et reste dans l'archive.")
BESIDE_WRITTEN = _("Joint à part : {path}")
BESIDE_LOST = _("Joint à part, et sans copie : {file} ({reason})")
MEGABYTES = _("{size} Mo")
KILOBYTES = _("{size} ko")
BYTES = _("{size} octets")


def read_section(text: str) -> DossierSection:
    """The section typed as one word, with or without accents; raises KeyError for another word."""
    plain = unicodedata.normalize("NFKD", text.strip().casefold())
    word = "".join(letter for letter in plain if not unicodedata.combining(letter)).replace("-", "_")
    known = SECTION_WORDS | {section.value: section for section in DossierSection}
    return known[word] if word in known else known[word.removesuffix("s")]


def reason(refusal: Refusal) -> str:
    """Why a paper is not bound, in a few words."""
    return _REASONS.get(refusal.message.code) or sentence(refusal)


def pages(count: int) -> str:
    return PAGES_ONE if count == 1 else PAGES.format(count=count)


def made_title(made: Made) -> str:
    """`Relevé de contrôle P1-2026-0004`, `Plan repéré PL-1 A`."""
    return f"{label(made.paper)} {made.about}".rstrip()


def attached_by(paper: PaperAttached) -> str:
    return ATTACHED_BY.format(day=day(paper.at), by=paper.by)


def size(count: int) -> str:
    """A number of bytes as people say it."""
    if count >= 2**20:
        return MEGABYTES.format(size=f"{count / 2**20:.1f}".replace(".", ","))
    return KILOBYTES.format(size=round(count / 2**10)) if count >= 2**10 else BYTES.format(size=count)


def completeness(file: WorkOrderFile) -> str:
    """Whether something is missing, and what."""
    if not file.missing:
        return COMPLETE
    return INCOMPLETE.format(sections=", ".join(label(section) for section in file.missing))


def lines(file: WorkOrderFile) -> list[str]:
    """The contents of a dossier, section after section, as text."""
    found = [completeness(file)]
    for place, section in enumerate(DossierSection, start=1):
        papers, made = file.papers_of(section), file.made_of(section)
        if not papers and not made and section not in file.missing:
            continue
        found.append(SECTION.format(place=place, title=label(section)))
        found += [MADE_LINE.format(paper=label(one.paper), about=one.about) for one in made]
        found += [
            PAPER_LINE.format(
                id=paper.id, file=paper.file, kind=label(paper.kind), size=size(paper.size), by=attached_by(paper)
            )
            for paper in papers
        ]
        if section in file.missing:
            found.append(MISSING_MARK)
    if file.withdrawn:
        found.append(WITHDRAWN_TITLE)
        found += [
            WITHDRAWN_LINE.format(id=paper.id, file=paper.file, day=day(act.at), by=act.by, reason=act.reason)
            for paper, act in file.withdrawn
        ]
    return found
