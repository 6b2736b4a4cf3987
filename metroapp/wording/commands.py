"""The words of the hands-free commands: what the sheet prints and what the window says."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

UNDO = _("Annuler")
NEXT = _("Suivant")
BACK = _("Retour")
NONCONFORMING = _("Non conforme")
CALL = _("Appel")
CONFIRM = _("Confirmer")
RETAKE = _("Reprendre")
GOOD = _("Conforme · passe")
ASK = _("Demander")

# The sheet of barcodes
SHEET = _("Commandes à lire au lecteur de codes-barres")
SHEET_FILE = "commandes"
COMMANDS = _("Commandes")
WORK_ORDER_OF = _("Ordre de fabrication du relevé {number}")
PIECES_OF = _("Pièces du relevé {number}")
PIECE = _("Pièce {piece}")
INSTRUMENTS = _("Instruments du registre")
NO_BARS = _("« {word} » est trop long pour un code-barres : à saisir au clavier.")
HINT = _(
    "Lecteur réglé en clavier français, fin de lecture par Entrée. Imprimez à 100 % ; remplacez une feuille rayée ou "
    "tachée."
)
