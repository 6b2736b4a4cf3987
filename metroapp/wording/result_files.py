"""The words of files of results that come from elsewhere, and of their comparison with a record."""

from __future__ import annotations

from metroapp.wording import data_files as titles
from metroapp.wording.translate import gettext as _

HEADER = {
    "record": titles.RECORD,
    "part": titles.REFERENCE,
    "designation": _("Désignation"),
    "drawing": titles.DRAWING,
    "revision": titles.REVISION,
    "material": _("Matière"),
    "workshop": _("Fait par"),
    "customer": _("Client"),
    "work_order": titles.WORK_ORDER,
    "lot": titles.LOT,
    "operation": titles.OPERATION,
    "machine": titles.MACHINE,
    "operator": titles.OPERATOR,
    "status": _("État donné par le fichier"),
    "remark": _("Remarque"),
}
PROOF = _("Preuve")
FACT = _("{title} : {text}")
COUNTS = _("Caractéristiques : {characteristics} ; pièces : {pieces} ; valeurs : {values}, dont non conformes : {bad}")
BY_LIMITS = _(
    "Verdicts : acceptation simple par les limites du fichier, sans incertitude ; une dérogation ou une bande de garde "
    "n'y compte pas."
)
ASKED = _("{name}  {designation}  {limits}")
SEEN = _("constat")
NO_LIMIT = _("sans limite")
LIMITS = _("mini {lower}  maxi {upper}")
VALUE = _("  pièce {piece} : {value}  {verdict}")
SAID = _("  (le fichier dit {said})")
DESIGNATOR = _("  n° {number}")
NOT_TAKEN = _("non mesuré")
NOT_DECIDED = _("sans verdict : le fichier ne donne pas de limite")
GOOD, BAD = _("bon"), _("mauvais")
DISAGREES = _("Valeurs où le fichier et ses propres limites ne disent pas la même chose : {count}")
DISAGREEMENT = _("  pièce {piece}, {name} : le fichier dit {said}, ses limites disent {verdict}")
NOTHING_RECORDED = _("Rien n'est inscrit dans l'archive : ces valeurs n'ont été ni lues ni signées par un opérateur.")
COMPARED = _(
    "Comparé au relevé {number}. Valeurs identiques : {same} ; différentes : {different} ; seulement dans le fichier : "
    "{only_in_file} ; seulement dans le relevé : {only_in_record}."
)
DIFFERENT = _("  pièce {piece}, {name} : {in_file} dans le fichier, {in_record} dans le relevé")
ABSENT = _("absent")
UNKNOWN = _("Pas dans le relevé : {names}")
MISSING = _("Pas dans le fichier : {names}")
OTHER_LIMITS = _("Limites différentes : {names}")
UNKNOWN_PIECES = _("Pièces que le relevé n'a pas : {names}")
