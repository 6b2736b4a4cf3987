"""The words of the papers about bad pieces: fiche de non-conformité, dérogation, labels, and what lists them."""

from __future__ import annotations

from datetime import date

from metroapp.domain.concession_files import ConcessionFile, FileState, Moment
from metroapp.domain.nonconformity import Nonconformity
from metroapp.domain.nonconformity_acts import Treatment, TreatmentLine
from metroapp.domain.operations import Departure
from metroapp.domain.sorting import Disposition
from metroapp.wording.labels import label
from metroapp.wording.means_uses import pieces
from metroapp.wording.numbers import day
from metroapp.wording.translate import gettext as _

# the sheet
SHEET = _("Fiche de non-conformité")
STATE = _("État")
ORIGIN = _("Origine")
RAISED = _("Ouverte le")
RAISED_BY = _("Ouverte par")
RECORD = _("Relevé")
LOT_SIZE = _("Quantité du relevé")
PIECES_NAMED = _("Pièces désignées")
QUANTITY = _("Quantité concernée")
OF_WHICH_SUSPECTED = _("{quantity}, dont suspectes : {suspected}")
SEVERITY = _("Gravité")
CAUSE = _("Cause (5 M)")
NOT_DESCRIBED = _("à décrire")
FINDINGS = _("Exigence et constat")
SHEET_FINDINGS = _("Constats")
REQUIREMENT = _("Exigence")
FOUND = _("Constaté")
MEANS = _("Moyen")
STILL_POSSIBLE = _("Proposé")
PROPOSED_NOTE = _(
    "Proposé : retouchable tant qu'il reste de la matière sur la cote, rebut quand il n'en reste plus ; c'est une "
    "aide, la décision est celle qui est signée."
)
DESCRIPTION = _("Description et cause")
SHEET_DESCRIPTION = _("Description")
FACTS = _("Faits constatés")
CAUSE_SAID = _("Cause précisée")
CONTAINMENT = _("Isolement")
PLACE = _("Emplacement")
PIECE_COUNT = _("Quantité")
TREATMENTS = _("Traitement décidé")
SHEET_TREATMENTS = _("Traitement")
DECISION_ORDER = _("Décision")
TREATMENT = _("Traitement")
PIECES = _("Pièces")
GROUND = _("Dérogation ou motif")
FUNCTION_UNALTERED = _("fonction non altérée (ISO 2768-1)")
DECIDED_BY = _("Décidé et signé par")
REPLACED_DECISION = _("{order}, remplacée")
REINSPECTION = _("Recontrôle après retouche ou réparation")
SHEET_REINSPECTION = _("Recontrôle")
BEFORE = _("Avant")
AFTER = _("Après")
MEASURED_AS = _("Remesurée dans")
MEASURED_AS_PIECE = _("{record}, pièce {piece}")
RESULT = _("Résultat")
NO_DOCUMENT = _("aucun document joint")
ATTACHED_BESIDE = _("voir les documents joints")
GOOD_AGAIN = _("conforme")
REPAIRED = _("acceptée (dérogation {number})")
REPAIRED_ON_FUNCTION = _("acceptée, fonction non altérée")
STILL_BAD = _("non conforme ou à finir")
TO_REINSPECT = _("Reste à recontrôler")
ACTIONS = _("Actions correctives")
ACTION = _("Action")
OWNER = _("Pilote")
DUE = _("Échéance")
CHECK = _("Vérification d'efficacité")
TO_CHECK = _("à vérifier")
EFFECTIVE = _("efficace : {said} ({by}, le {at})")
NOT_EFFECTIVE = _("non efficace : {said} ({by}, le {at})")
RELEASE = _("Autres pièces du lot libérées")
SHEET_RELEASE = _("Libération")
STATEMENT = _("Pourquoi la cause ne les atteint pas")
ATTACHMENTS = _("Pièces jointes")
FILE = _("Fichier")
DIGEST = _("Empreinte SHA-256")
CANCELLATION = _("Fiche annulée")
REASON = _("Motif")
SIGNED_BY = _("Signé par")
BY = _("Par")
DATE = _("Date")
ISSUER = _("Émetteur")
DECIDER = _("Décision du traitement")
CLOSING = _("Clôture qualité")
CANCELLING = _("Annulation qualité")

# the dérogation
REQUEST = _("Demande de dérogation")
CONCESSION = _("Dérogation")
MOMENT = _("Moment")
_TICKED, _UNTICKED = _("☒ {moment}"), _("☐ {moment}")
ASKED_ON = _("Demandée le")
ASKED_BY = _("Demandée par")
CLASSIFICATION = _("Classement")
CONTRACT = _("Écart au contrat")
YES = _("oui : décision du client nécessaire")
NO = _("non")
GRANTED_QUANTITY = _("Quantité accordée")
ASKED_QUANTITY = _("Quantité demandée")
USED = _("{quantity} ; consommée : {used}")
REMAINING = _("{used} ; reste : {remaining}")
UNTIL = _("Valable jusqu'au")
NOT_BOUNDED = _("sans limite propre")
CLOSED_LIST = _("liste close")
LIMITS = _("Limites du plan et limites demandées")
SHEET_LIMITS = _("Limites")
DRAWN_LOWER = _("Mini du plan")
DRAWN_UPPER = _("Maxi du plan")
ASKED_LOWER = _("Mini demandé")
ASKED_UPPER = _("Maxi demandé")
UNCHANGED = _("inchangé")
AS_SEEN = _("accepté tel que vu")
NAMED = _("Pièces désignées, avec les valeurs à accepter")
SHEET_NAMED = _("Pièces désignées")
VALUE = _("Valeur")
EXCEEDANCE = _("Dépassement")
GROUNDS = _("Motif et conséquences")
SHEET_GROUNDS = _("Motif")
CONSEQUENCES = _("Conséquences (montage, durée de vie, sécurité, coût, délai)")
OPINIONS = _("Avis et décisions")
SHEET_OPINIONS = _("Décisions")
WHO = _("Qui")
SAID = _("Avis ou décision")
REFERENCE = _("Référence ou texte")
NAME = _("Nom")
DOCUMENT = _("Empreinte du document")
ATTACHED = _("Document joint")
PICTURES = _("Photographies et documents joints")
NOT_SHOWN = _("{file} : ne peut pas être montré ici")
DOCUMENT_SAID = _("{file} · empreinte {digest}")
QUALITY = _("qualité")
FAVOURABLE = _("favorable")
UNFAVOURABLE = _("défavorable")
ACCEPTED = _("acceptée")
REFUSED = _("refusée")
AWAITED = _("attendue")
LIFE = _("Activation, retrait et clôture")
SHEET_LIFE = _("Vie")
ACT = _("Acte")
ACTIVATED = _("activée")
WITHDRAWN = _("retirée")
CLOSED = _("close")
COVERED = _("Pièces couvertes")
WHAT_IT_IS = _("Situation")
VALUE_OF = _("rep. {balloon} : {value}")
COVERED_NOW = _("couverte")
NOT_ANY_MORE = _("plus couverte : remesurée")
ENDED = _("plus couverte : {reason}")
OTHER_DEFECT = _("un autre défaut a été trouvé sur la pièce")
MADE_BEFORE = _("la pièce, remesurée ici, a été faite avant la dérogation")
COVERED_AND_LEFT = _("couverte, {departure} le {at}")
_MOMENT_NOTES = {
    Moment.BEFORE_PRODUCTION: _(
        "Avant réalisation : elle n'accepte que des pièces faites après son activation, jusqu'à sa quantité ou sa date."
    ),
    Moment.AFTER_PRODUCTION: _(
        "Après réalisation (concession) : elle n'accepte que les pièces désignées, avec les valeurs désignées, et "
        "jamais une autre."
    ),
}
ASKER = _("Demandeur")
OPINION_FUNCTION = _("Avis qualité")
DESIGN_FUNCTION = _("Bureau d'études")
CUSTOMER_FUNCTION = _("Client")
ACTIVATION_FUNCTION = _("Activation qualité")
DECIDED_AS = _("{decision}, {reference}")

# the labels
LABELS = _("Étiquettes des pièces")
PIECE_OF = _("Pièce {piece} / {pieces}")
PART_AND_NAME = _("{reference} – {designation}")
DRAWING = _("Plan {drawing}, indice {revision}")
ORDER = _("OF : {work_order}")
LOT = _("Lot : {lot}")
OF_RECORD = _("Relevé {number}")
ON = _("État au {at}")
_RETAINED = {
    Disposition.CONFORMING: _("BONNE, RETENUE"),
    Disposition.CONCESSION: _("DÉROGATION, RETENUE"),
    Disposition.NONCONFORMING: _("ACCEPTÉE, RETENUE"),
}
ACCEPTED_ON_FUNCTION = _("ACCEPTÉE, NON CONFORME")
BY_CONCESSION = _("Dérogation {numbers}")
OF_SHEET = _("Fiche {numbers}")
RETAINED_BY = _("Retenue par {numbers}")
TREATED_BY = _("Décidé : {treatment}")
_STATES = {
    Disposition.CONFORMING: _("CONFORME"),
    Disposition.NONCONFORMING: _("NON CONFORME"),
    Disposition.CONCESSION: _("SOUS DÉROGATION"),
    Disposition.HELD: _("À CONFIRMER"),
    Disposition.UNSORTED: _("CONTRÔLE À FINIR"),
}
_GONE = {Departure.SHIPPED: _("EXPÉDIÉE"), Departure.SCRAPPED: _("REBUT")}

# the lists
NO_SHEET = _("L'archive ne contient aucune fiche de non-conformité.")
NO_FILE = _("L'archive ne contient aucune dérogation.")
SHEET_LINE = _("{number}  {state}  {raised}  {quantity} pièce(s), désignées : {pieces}  (relevé {record})")
FILE_LINE = _("{number}  {state}  {moment}  {part}  {bounds}")
_BOUND_PIECES = _("{used} pièce(s) sur {quantity}")
_BOUND_DAY = _("jusqu'au {day}")
_BOUND_NAMED = _("{count} pièce(s) désignée(s)")


def both_moments(moment: Moment) -> str:
    """Both words, the one that applies ticked."""
    return " · ".join((_TICKED if one is moment else _UNTICKED).format(moment=label(one)) for one in Moment)


def moment_note(moment: Moment) -> str:
    """What such a dérogation accepts."""
    return _MOMENT_NOTES[moment]


def file_title(state: FileState) -> str:
    """A demand until it was decided."""
    return REQUEST if state in (FileState.REQUESTED, FileState.REFUSED) else CONCESSION


def reinspected(line: TreatmentLine | None, *, good: bool) -> str:
    """What was found of a piece measured again; what is repaired is accepted, and is not said conforming."""
    if not good:
        return STILL_BAD
    if line is None or line.treatment is not Treatment.REPAIR:
        return GOOD_AGAIN
    number = line.concession.strip()
    return REPAIRED.format(number=number) if number else REPAIRED_ON_FUNCTION


def state_on_label(disposition: Disposition) -> str:
    """The state of a piece, as large as a label says it."""
    return _STATES[disposition]


def retained_on_label(disposition: Disposition) -> str:
    """The state of a piece that could go, and that something keeps."""
    return _RETAINED[disposition]


def gone_on_label(departure: Departure) -> str:
    return _GONE[departure]


def sheet_line(sheet: Nonconformity, record: str) -> str:
    """One sheet of a list; `record` is the number of its record."""
    return SHEET_LINE.format(
        number=sheet.number,
        state=label(sheet.state),
        raised=day(sheet.raised.at),
        quantity=sheet.raised.quantity,
        pieces=pieces(sheet.pieces),
        record=record,
    )


def file_line(file: ConcessionFile, on: date) -> str:
    """One dérogation of a list, on a day."""
    asked = file.request
    bounds = []
    if asked.quantity is not None:
        bounds.append(_BOUND_PIECES.format(used=file.used, quantity=asked.quantity))
    if asked.until is not None:
        bounds.append(_BOUND_DAY.format(day=day(asked.until)))
    if asked.pieces:
        bounds.append(_BOUND_NAMED.format(count=len(asked.pieces)))
    reference, _drawing, revision = asked.part
    return FILE_LINE.format(
        number=file.number,
        state=label(file.state(on)),
        moment=label(asked.moment),
        part=f"{reference} {revision}",
        bounds=", ".join(bounds),
    )
