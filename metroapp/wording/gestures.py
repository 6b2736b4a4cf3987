"""What the measuring page asks after a reading and before the first one: questions, gates, readings that wait."""

from __future__ import annotations

from collections.abc import Iterable

from metroapp.wording.translate import gettext as _

# A value that is not good asks for an answer
BAD_VALUE = _("VALEUR NON CONFORME")
HELD_VALUE = _("VALEUR À CONFIRMER")
REACTION = _("Plan de réaction : {reaction}")
NO_REACTION = _("Que faites-vous de cette valeur\u00a0?")
RETAKE = _("Reprendre")
CONFIRM = _("Confirmer")
CALL = _("Appeler")
SHEET = _("Fiche")
SHEET_NAME = _("Ouvrir une fiche")
RETAKE_KEY = "F4"
CONFIRM_KEY = "F5"
CALL_KEY = "F3"
RETAKE_TIP = _("Mesurer à nouveau ; la première valeur est gardée et imprimée")
CONFIRM_TIP = _("La valeur est bien celle de la pièce : elle reste non conforme")
SHEET_TIP = _("Ouvrir une fiche de non-conformité sur cette valeur ; la question reste posée")
CALL_TIP = _("Appeler le régleur ou la qualité ; l'appel reste au relevé")
WHY_RETAKE = _("POURQUOI REPRENDRE\u00a0?")
CHOOSE_REASON = _("Choisissez le motif : il est imprimé avec la première valeur.")
BACK = _("Retour")
BACK_KEY = _("Échap")
MEANWHILE_ONE = _("1 lecture attend votre réponse.")
MEANWHILE_SOME = _("{count} lectures attendent votre réponse.")
CALLED = _("Appel noté pour {box}.")

# From bad to good
SECOND = _("{box} : seconde lecture concordante attendue, ou visa qualité.")
SECOND_DETAIL = _("seconde lecture concordante attendue, ou visa qualité")
VISA = _("Visa qualité…")
VISA_TITLE = _("Visa qualité · {box}")
VISA_SAID = _("Cette valeur est bonne après une mauvaise : le visa de la qualité vaut une seconde lecture.")
VISA_SIGN = _("Donner le visa")

# Readings that wait for one confirmation each
PROPOSED = _("{value} · {instrument} → pièce\u00a0{piece}, repère\u00a0{balloon}\u00a0?")
PROPOSED_DOUBT = _("{value} · {instrument} → pièce\u00a0{piece}, repère\u00a0{balloon} : {doubt}\u00a0?")
PROPOSED_AS = _("{balloon} ({role})")  # where it is not a plain reading of that balloon
PROPOSED_VARIABLE = _("{balloon} ({variable} de la formule)")
PROPOSED_MORE = _("1 sur {count}")
DOUBT_ADVICE: dict[str, str] = {
    "late": _("Elle répond peut-être à la demande précédente : mesurez à nouveau, ou enregistrez-la."),
    "digit_lost": _("L'affichage a peut-être plus de chiffres que la trame : comparez, puis enregistrez ou écartez."),
    "inches": _("Appuyez sur mm/inch et mesurez à nouveau, ou enregistrez si la valeur est vraie."),
    "millimetres": _("Appuyez sur mm/inch et mesurez à nouveau, ou enregistrez si la valeur est vraie."),
    "same": _(
        "La touche appuie-t-elle partout ? Cherchez le mini et mesurez, ou enregistrez si rien ne bouge vraiment."
    ),
    "far": _("Vérifiez le zéro de l'instrument et l'élément mesuré, puis enregistrez ou écartez."),
}
TAKE = _("Enregistrer")
TAKE_KEY = _("Entrée")
TAKE_TIP = _("Enregistrer cette lecture dans la case proposée")
DROP = _("Écarter")
DROP_KEY = _("Échap")
DROP_TIP = _("Ne pas prendre cette lecture ; elle reste notée au relevé")

# Gates
CLEANING_TITLE = _("AVANT DE MESURER")
CLEANING_SAID = _("Nettoyez et ébavurez les pièces.")
CLEANED = _("Pièces nettoyées et ébavurées")
APPROVAL_TITLE = _("BON À PRODUIRE")
APPROVAL_SAID = _("Pièce 1 mesurée : faites signer le bon à produire ({role}).")
APPROVAL_BAD = _("La pièce 1 n'est pas bonne : reprenez-la, ou faites-la accepter en dérogation, puis faites signer.")
APPROVE = _("Faire signer…")
APPROVE_DIALOG = _("Bon à produire · relevé {number}")
APPROVE_ROLE = _("Signe : {role}. Qui signe répond de la pièce 1 ; la série pourra être mesurée ensuite.")
APPROVE_SIGN = _("Signer le bon à produire")

# Undo, the follow-up, the sounds
UNDO = _("Annuler")
UNDO_KEY = "Ctrl+Z"
UNDO_TIP = _("Annuler la dernière lecture (Ctrl+Z ou Retour arrière) ; elle reste imprimée, comme annulée")
UNDONE_TITLE = _("LECTURE ANNULÉE")
UNDONE_DETAIL = _("La case est à mesurer à nouveau.")
UNDONE_BEFORE = _("La valeur d'avant compte à nouveau.")
WHY = _("Pourquoi\u00a0?")
FOLLOW_UP = _("Suivi")
FOLLOW_UP_TIP = _("Montrer le suivi de production à la place du relevé ; les lectures continuent")
MUTE = _("Couper les sons")
UNMUTE = _("Remettre les sons")

# Notices
RESUMED = _("Relevé repris à la même case : {place}.")
RESUMED_FULL = _("Relevé repris : toutes les cases prévues sont remplies.")
RESUMED_WAITING_ONE = _("{resumed} 1 lecture reçue avant attend encore : enregistrez-la ou écartez-la.")
RESUMED_WAITING = _("{resumed} {count} lectures reçues avant attendent encore : enregistrez-les ou écartez-les.")
PLACE = _("pièce {piece}, repère {balloon}")
WIDENED_ONE = _("Repère {balloon} : valeur mauvaise sur un prélèvement ; pièce {pieces} à mesurer aussi")
WIDENED = _("Repère {balloon} : valeur mauvaise sur un prélèvement ; pièces {pieces} à mesurer aussi")
DISMISS = _("Masquer cette annonce")

# Time
ELAPSED = _("{elapsed} / {allotted}")
TIME_LEFT = _("il reste {left}")
TIME_OVER = _("temps dépassé de {over}")

# What a scanner read
WORK_ORDER_SAME = _("{order} : c'est bien celui de ce relevé.")
INSTRUMENT_FITS = _("{instrument} : c'est bien un instrument de la case attendue.")
INSTRUMENT_OTHER = _("{instrument} : la case attendue se mesure avec {wanted}.")
PIECE_EXPECTED = _("Pièce {piece} : c'est bien la pièce attendue.")
PIECE_FULL = _("Pièce {piece} : toutes ses cases prévues sont remplies.")
NOTHING_TO_MOVE_TO = _("Aucune autre case n'est à mesurer.")

# Before signing
LEFT_TITLE = _("Il manque encore :")
LEFT_EMPTY = _("à mesurer : {boxes}")
LEFT_APPROVAL = _("bon à produire à signer")
LEFT_APPROVAL_LAPSED = _("bon à produire caduc (la pièce 1 a changé après la signature) : à signer à nouveau")
LEFT_SECOND = _("seconde lecture ou visa attendus : {boxes}")
LEFT_CALLS = _("appel sans suite : {boxes}")
LEFT_ANSWER = _("valeur sans réponse : {boxes}")
LEFT_FOLLOW_UP = _("suivi de production à remplir : {blanks}")
LEFT_FOLLOW_UP_ALL = _("suivi de production non rempli")
LEFT_SET_UP = _("fiche de réglage à remplir : {blanks}")
LEFT_SET_UP_ALL = _("fiche de réglage non remplie")
LEFT_UNSAVED = _("suivi saisi mais non enregistré : enregistrez-le avant de signer")
LEFT_WAITING_ONE = _("1 lecture attend d'être enregistrée ou écartée")
LEFT_WAITING = _("{count} lectures attendent d'être enregistrées ou écartées")
LEFT_MORE = _("… et {count} autres")
LEFT_BOX = _("P{piece} rep. {balloon}")

# The timeline of the archives
CANCELLED_MARK = _("{box} · annulée")
CANCELLED_LINE = _("Lecture annulée · {box}")
CONFIRMED_LINE = _("Valeur confirmée · {box}")
CALLED_LINE = _("Appel · {box}")
VISA_LINE = _("Visa qualité · {box}")
VISA_BY = _("donné par {name}")
MEANS_CHOSEN_LINE = _("Moyen choisi · {box}")
MEANS_ALLOWED_LINE = _("Moyen autorisé · repère {balloon}")
MEANS_ALLOWED_WHY = _("{objections} ; motif : {reason} ; par {name}")
PREPARED_LINE = _("Pièces nettoyées et ébavurées")
APPROVED_LINE = _("Bon à produire")
APPROVED_BY = _("signé par {name}")
DROPPED_LINE = _("Lecture écartée")
DROPPED_FROM = _("Lecture écartée · {box}")
EVENT_LINE = _("{kind} après la pièce {after}")
FOLLOW_UP_LINE = _("Suivi de production rempli")
SET_UP_LINE = _("Fiche de réglage remplie")

_SEPARATOR = _(", ")


def meanwhile(count: int) -> str:
    """How many readings wait for the answer; nothing where none does."""
    if not count:
        return ""
    return MEANWHILE_ONE if count == 1 else MEANWHILE_SOME.format(count=count)


def resumed(said: str, waiting: int) -> str:
    """Where a record is taken up again, and how many readings waited for it meanwhile."""
    if not waiting:
        return said
    return (RESUMED_WAITING_ONE if waiting == 1 else RESUMED_WAITING).format(resumed=said, count=waiting)


def widened(balloon: str, pieces: Iterable[int]) -> str:
    """Which pieces a bad sample makes to be measured."""
    found = list(pieces)
    text = WIDENED_ONE if len(found) == 1 else WIDENED
    return text.format(balloon=balloon, pieces=_SEPARATOR.join(map(str, found)))


def listed(texts: Iterable[str], most: int) -> str:
    """The first ones by name, and how many more."""
    found = list(texts)
    shown = found[:most]
    if len(found) > most:
        shown.append(LEFT_MORE.format(count=len(found) - most))
    return _SEPARATOR.join(shown)
