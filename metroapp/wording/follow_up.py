"""The texts of the follow-up of a series and of its set-up sheets, on screen and on paper."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from metroapp.domain.production import Blank, EventKind, ProductionEvent
from metroapp.wording.labels import label
from metroapp.wording.translate import gettext as _

# The page
TITLE = _("Suivi de production")
TITLE_OF = _("Suivi de production · relevé {number}")
TAB_SERIES = _("Série")
TAB_SET_UP = _("Fiche de réglage")
SAVE = _("Enregistrer")
SAVE_TIP = _("Enregistrer le suivi et la fiche de réglage (Ctrl+S)")
NO_RECORD = _("Aucun relevé ouvert : le suivi se remplit avec le relevé.")
NOTHING_SAVED = _("rien d'enregistré")
SAVED_AT = _("enregistré à {at}")
SAVED_BY = _("Enregistré le {moment} par {name}")
MODIFIED = _("modifié, non enregistré")
SAVING = _("enregistrement…")
CLOSED = _("relevé clos : lecture seule")
CLOSED_UNSAVED = _("relevé clos avant l'enregistrement : ce qui suit n'y figure pas")
CORRECT_FIRST = _("Non enregistré : corrigez d'abord ce qui est marqué ▲.")
WRONG = _("▲ {sentence}")
STILL_MISSING = _("Reste à remplir : {blanks}")
NOTHING_MISSING = _("Tout est rempli.")

# The series
QUANTITIES = _("Quantités (pièces)")
TIMES = _("Temps (minutes)")
FIELDS = {
    "launched": _("Lancées"),
    "good": _("Bonnes"),
    "nonconforming": _("Non conformes"),
    "scrap": _("Rebut"),
    "set_up_minutes": _("Réglage"),
    "machining_minutes": _("Usinage"),
    "comment": _("Commentaire"),
}
FEWER = _("{name} : moins")
MORE = _("{name} : plus")
PROPOSE = _("Proposer d'après le tri")
PROPOSE_TIP = _(
    "Remplit ce qui est vide : les pièces bonnes sont les conformes ; celles sous dérogation ou à confirmer sont "
    "comptées non conformes ; le rebut reste à décider"
)
UNACCOUNTED = _("{count} pièces lancées ne sont pas réparties")
UNACCOUNTED_ONE = _("1 pièce lancée n'est pas répartie")

# Events
EVENTS = _("Événements à la machine")
EVENTS_TABLE = _("Événements, le dernier en tête")
NO_EVENT = _("Aucun événement noté.")
EVENT_KINDS = {
    EventKind.TOOL_CHANGE: _("Outil changé"),
    EventKind.OFFSET: _("Correction"),
    EventKind.INCIDENT: _("Incident"),
    EventKind.STOP: _("Arrêt"),
    EventKind.RESTART: _("Reprise"),
}
# What is said most often, one touch each; it can be completed by hand.
SUGGESTIONS = {
    EventKind.TOOL_CHANGE: (_("plaquette usée"), _("plaquette cassée"), _("outil cassé")),
    EventKind.OFFSET: (_("X "), _("Z "), _("R ")),
    EventKind.INCIDENT: (_("choc"), _("copeaux enroulés"), _("bruit, vibrations")),
    EventKind.STOP: (_("fin de poste"), _("panne"), _("attente")),
    EventKind.RESTART: (_("après réglage"), _("après réparation"), _("nouvelle équipe")),
}
EVENT_TOOL = _("Outil, correcteur")
EVENT_TOOL_HINT = _("T3 D3")
EVENT_TEXT = _("Ce qui s'est passé")
EVENT_TEXTS = {
    EventKind.TOOL_CHANGE: _("Motif du changement"),
    EventKind.OFFSET: _("Correction, en mm"),
    EventKind.INCIDENT: _("Ce qui s'est passé"),
    EventKind.STOP: _("Motif de l'arrêt"),
    EventKind.RESTART: _("Après quoi"),
}
NOTE = _("Noter")
CHOOSE_KIND = _("Touchez d'abord ce qui s'est passé.")
NOTED = _("{event} : noté.")
AT = _("Heure")
PIECE = _("Pièce")
WHAT = _("Quoi")
EVENT_LINE = _("{what} : {text}")
TOOL = _("Outil")
TEXT = _("Texte")
WHO = _("Qui")
AFTER_PIECE = _("après {piece}")
BEFORE_FIRST = _("avant 1")

# Set-up
MACHINE = _("Machine")
SET_UP_FIELDS = {
    "program": _("Programme"),
    "program_revision": _("Indice"),
    "origins": _("Origines"),
    "clamping": _("Mors, étau, montage"),
    "comment": _("Commentaire"),
}
SET_UP_HINTS = {
    "program": _("O2001"),
    "program_revision": _("A"),
    "origins": _("G54 : X0 axe, Z0 face avant"),
    "clamping": _("mors doux Ø42, serrage 25 bar"),
    "comment": "",
}
TOOLS = _("Outils")
TOOLS_NAME = _("Table des outils")
TOOL_FIELDS = {
    "tool": _("T"),
    "offset": _("D"),
    "designation": _("Désignation"),
    "gauge_x": _("Jauge X (mm)"),
    "gauge_z": _("Jauge Z (mm)"),
    "nose_radius": _("Rayon de bec (mm)"),
}
CELL = _("{field}, ligne {line}")
CELL_WRONG = _("▲ {field} : {sentence}")
ADD_TOOL = _("Ajouter un outil")
ADD_TOOL_TIP = _("Entrée passe à la case suivante, puis ajoute une ligne ; Ctrl+Suppr supprime la ligne")
REMOVE_TOOL = _("Supprimer la ligne {line}")

# On paper
SET_UP_SHEET = _("Fiche de réglage")
RECORD = _("Relevé de contrôle")
LAUNCHED_IN_RECORD = _("Pièces du lot")
FILLED_BY = _("Rempli par")
FILLED_AT = _("Rempli le")
NOT_FILLED = _("non rempli")
ALLOTTED = _("Temps alloué au relevé")
MINUTES = _("{minutes} min")
ORIGIN = _("D'après")
FOLLOW_UP_ROW = _("le suivi")
SORTING_ROW = _("le tri du relevé")
ENTRY = _("Rubrique")
VALUE = _("Valeur")
SHEET_QUANTITIES = _("Quantités")
SHEET_TIMES = _("Temps")
SHEET_EVENTS = _("Événements")
SHEET_TOOLS = _("Outils")
SHEET_OFFSETS = _("Corrections")
PAPER_QUANTITIES = _("Quantités, en pièces")
PAPER_TIMES = _("Temps, en minutes")
UNACCOUNTED_COLUMN = _("Non réparties")
CONCEDED = _("dont dérogation")
HELD = _("dont à confirmer")
TOTAL = _("Total")
COMMENT = _("Commentaire")
PAPER_EVENTS = _("Événements à la machine")
PAPER_TOOLS = _("Outils : jauges saisies au réglage")
PAPER_OFFSETS = _("Corrections et changements d'outil en cours de production")
PAPER_MISSING = _("Reste à remplir : {blanks}.")


def still_missing(blanks: Iterable[Blank]) -> str:
    """`Reste à remplir : rebut, temps de réglage`, or that nothing is."""
    names = ", ".join(label(blank) for blank in blanks)
    return STILL_MISSING.format(blanks=names) if names else NOTHING_MISSING


def saved_at(at: datetime) -> str:
    """`enregistré à 10:42`, in local time."""
    return SAVED_AT.format(at=f"{at.astimezone():%H:%M}")


def unaccounted(count: int | None) -> str:
    """The pieces launched that are said nothing of; empty when there is none."""
    if count is None or count <= 0:
        return ""
    return UNACCOUNTED_ONE if count == 1 else UNACCOUNTED.format(count=count)


def event_line(event: ProductionEvent) -> str:
    """`correction D3 : X −0,04`."""
    what = f"{label(event.kind)} {event.tool}".rstrip()
    return EVENT_LINE.format(what=what, text=event.text) if event.text else what


def after_piece(piece: int) -> str:
    """`après 3`, or `avant 1`."""
    return AFTER_PIECE.format(piece=piece) if piece else BEFORE_FIRST
