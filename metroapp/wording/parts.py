"""The texts of the page of parts: what is written on the sheet of a part, its revisions, its files."""

from __future__ import annotations

from metroapp.domain.general_tolerances import GeneralTolerances
from metroapp.wording.numbers import angle, number
from metroapp.wording.translate import gettext as _

PAGE = _("Pièces")
REVISIONS = _("Pièces de l'atelier : chaque indice et son état")
SEARCH = _("Chercher une pièce")
NEW = _("Nouvelle")
NEW_TIP = _("Écrire une nouvelle pièce (Ctrl+N)")
IMPORT_TIP = _("Lire une fiche .xlsx, .csv ou .qif ; on peut aussi déposer le fichier sur la page")
VALIDATE_TIP = _("Figer cet indice et le proposer au relevé")
WITHDRAW_TIP = _("Ne plus ouvrir de relevé avec cet indice")
ABANDON_TIP = _("Revenir à ce que l'archive a enregistré")
EXPORT_TIP = _("Écrire cet indice dans une fiche Excel ou CSV")
IMPORT = _("Importer…")
TEMPLATE = _("Modèle…")
TEMPLATE_TIP = _("Écrire une fiche vide à remplir, avec ses titres et une page d'aide")
SAVE = _("Enregistrer")
SAVE_TIP = _("Enregistrer le brouillon dans l'archive (Ctrl+S)")
TO_CORRECT = _("{count} à corriger")
TO_CORRECT_TIP = _("{count} ligne(s) à corriger avant d'enregistrer : aller à la première")
VALIDATE = _("Valider…")
COPY = _("Copier…")
COPY_TIP = _("Copier sous un nouvel indice")
WITHDRAW = _("Retirer…")
ABANDON = _("Abandonner…")
EXPORT = _("Exporter…")
UNDO = _("Annuler la dernière modification (Ctrl+Z)")
REDO = _("Rétablir la modification annulée (Ctrl+Y)")
DIFFERENCES = _("Différences")
DIFFERENCES_COUNT = _("Différences ({count})")
DIFFERENCES_SHORT = _("Diff. ({count})")
INSERT = _("Insérer")
INSERT_TIP = _("Insérer une ligne sous la ligne choisie (Ctrl+Entrée)")
DUPLICATE = _("Dupliquer")
DUPLICATE_TIP = _("Dupliquer les lignes choisies (Ctrl+D)")
DELETE = _("Supprimer")
DELETE_TIP = _("Supprimer les lignes choisies (Ctrl+Suppr)")
UP = _("Monter la ligne (Alt+↑)")
DOWN = _("Descendre la ligne (Alt+↓)")

# The list
UNSAVED = _("non enregistré")
LIST_TITLE = _("{reference} · indice {revision}")
LIST_STATE = _("{shape} {state}")
LIST_WHEN = _("{at} · {by}")
LIST_PLAN = _("{designation} · plan {drawing}")
UNSAVED_SUFFIX = _("{state} · modifié, non enregistré")
NO_REFERENCE = _("sans référence")
NONE = _("–")

# The head of the editor
CHOOSE = _("Choisissez une pièce dans la liste, ou créez-en une.")
NEW_TITLE = _("Nouvelle pièce")
HEADING = _("{designation} · {reference} indice {revision}")
DRAFT_SENTENCE = _("Brouillon du {at}, par {by} : il se modifie librement.")
UNSAVED_SENTENCE = _("Non enregistré : le texte est gardé sur ce poste, l'archive ne l'a pas encore.")
MODIFIED_SENTENCE = _("Modifié depuis l'enregistrement du {at} : le texte est gardé sur ce poste.")
VALIDATED_SENTENCE = _("Validé le {at} par {by} : il ne se modifie plus. Copiez-le sous un nouvel indice.")
WITHDRAWN_SENTENCE = _("Retiré le {at} par {by} ({reason}) : il n'ouvre plus de relevé et ne se modifie plus.")
FOUND_AGAIN = _("Texte non enregistré retrouvé : {count} pièce(s), en tête de la liste.")
SAVED = _("Brouillon enregistré.")
SAVED_BESIDE = _("Enregistré sous sa nouvelle identité ; l'ancien brouillon reste dans la liste.")
VALIDATED = _("Indice {revision} validé : il est proposé au relevé.")
WITHDRAWN = _("Indice {revision} retiré.")
EXPORTED = _("Fiche écrite : {path}")
IMPORTED = _("{file} : {count} ligne(s) reprise(s), à relire puis enregistrer.")
IMPORTED_WITH_ERRORS = _("{file} : {count} ligne(s) reprise(s), {wrong} à corriger (marquées ▲).")
IMPORTED_LEFT = _("{file} : {count} ligne(s) reprise(s) ; {left} caractéristique(s) illisible(s). {first}")
READING_FILE = _("Lecture de {file}…")
SAVE_NEEDS_REFERENCE = _("Donnez la référence de la pièce : elle l'identifie dans l'archive.")
SAVE_TAKEN = _("{reference}, plan {drawing}, indice {revision} existe déjà : changez l'indice, ou ouvrez-le.")
CORRECT_FIRST = _("{count} ligne(s) à corriger d'abord.")

# The header fields
FIELD_DESIGNATION = _("Désignation")
FIELD_REFERENCE = _("Référence")
FIELD_DRAWING = _("N° de plan")
FIELD_REVISION = _("Indice")
FIELD_MATERIAL = _("Matière")
FIELD_CUSTOMER = _("Client")
FIELD_GENERAL = _("Tolérances générales")
FIELD_RULE = _("Règle de décision")
FIELD_RULE_HINT = _("celle de l'atelier")
FIELD_RULE_TIP = _("{known} ; vide : la règle de l'atelier")
FIELD_RULE_WRONG = _("▲ règle non comprise")
FIELD_GENERAL_SAID = _("Tol. générales · {said}")
FIELD_GENERAL_HINT = _("ISO 2768-mK, ±0,1…")
FIELDS = {
    "designation": FIELD_DESIGNATION,
    "reference": FIELD_REFERENCE,
    "drawing": FIELD_DRAWING,
    "revision": FIELD_REVISION,
    "material": FIELD_MATERIAL,
    "customer": FIELD_CUSTOMER,
    "general_tolerances": FIELD_GENERAL,
    "rule": FIELD_RULE,
}
GENERAL_WRONG = _("▲ déclaration non comprise")
GENERAL_NONE = _("aucune, chaque cote a la sienne")
GENERAL_PROFILE = _("ISO 22081 : profil de surface, pas d'écart ±")
GENERAL_LINEAR = _("longueurs et angles {name}")
GENERAL_GEOMETRY = _("géométrie {name}")
GENERAL_ENVELOPE = _("enveloppe Ⓔ")
GENERAL_TABLE = _("tableau de l'atelier, {count} ligne(s)")
GENERAL_ALL = _("toutes les cotes à ±{by} mm")
GENERAL_ANGLES = _("angles à ±{by}")

# The grid
GRID = _("Caractéristiques de la pièce, une ligne par repère")
BALLOON = _("Repère")
DESIGNATION = _("Désignation")
CALLOUT = _("Cote")
LIMITS = _("Limites")
NATURE = _("Nature")
MEANS = _("Moyen")
SAMPLING = _("Fréquence")
CRITICALITY = _("Criticité")
PHASE = _("Phase")
READINGS = _("Lectures")
LINKED = _("Lié à")
FORMULA = _("Formule")
METHOD = _("Méthode")
PROBING = _("Palpage")
RULE = _("Règle de décision")
UNCERTAINTY = _("Incertitude u")
LENGTH = _("Longueur")
REACTION = _("Réaction")
KIND = _("Type")
COLUMNS = {
    "balloon": BALLOON,
    "designation": DESIGNATION,
    "callout": CALLOUT,
    "limits": LIMITS,
    "nature": NATURE,
    "means": MEANS,
    "sampling": SAMPLING,
    "criticality": CRITICALITY,
    "phase": PHASE,
    "readings": READINGS,
    "size_balloon": LINKED,
    "formula": FORMULA,
    "method": METHOD,
    "probing": PROBING,
    "length": LENGTH,
    "rule": RULE,
    "standard_uncertainty": UNCERTAINTY,
    "reaction": REACTION,
    "kind": KIND,
}
CELL = _("{column}, ligne {line}")
REPEATED_BALLOON = _("{balloon} ×{count}")
ROW_TIP = _("Glissez pour changer l'ordre, ou Alt+↑ et Alt+↓")
ALL_READ = _("{count} repère(s), tout est lu")
SOME_WRONG = _("▲ {wrong} à corriger sur {count}")
SOME_WRONG_SHORT = _("▲ {wrong}")
KEEP_AS_IT_IS = _("{reason} Retapez la case telle quelle pour la garder.")

# The reading of the callout
READING = _("Lecture de la cote")
READING_NONE = _("Écrivez une cote : ses limites s'affichent ici pendant la frappe.")
READING_WRONG = _("Cote illisible")
READING_MIDDLE = _("milieu {middle} · IT {interval}")
READING_NO_LIMITS = _("sans limites")
READING_GENERAL = _("Tolérances générales")
READING_GENERAL_WRONG = _("Déclaration non comprise")
LIMITS_GAUGED = _("calibres")
LIMITS_OBSERVED = _("à l'œil")
LIMITS_NO_VERDICT = _("sans verdict")
READING_KIND = _("{kind} · {nature}")
READING_SEVERAL = _("{count}× : cases {first} … {last}")
READING_ALSO = _("▲ {column} : {reason}")

# Dialogs
COPY_TITLE = _("Copier sous un nouvel indice")
COPY_FROM = _("{designation} · {reference} · plan {drawing}, indice {revision}")
COPY_REVISION = _("Nouvel indice")
COPY_CONFIRM = _("Copier")
COPY_TAKEN = _("L'indice {revision} existe déjà : donnez-en un autre.")
COPY_EMPTY = _("Donnez le nouvel indice.")
VALIDATE_TITLE = _("Valider {reference} indice {revision}")
VALIDATE_FROZEN = _(
    "Seront figés : les 8 champs de la pièce et {count} caractéristique(s), soit {boxes} case(s) par pièce."
)
VALIDATE_FINAL = _("Un indice validé ne se modifie plus et ouvre des relevés. {by} le valide.")
VALIDATE_SINCE = _("Ce qui change depuis l'indice {revision}, validé le {at} :")
VALIDATE_SAME = _("Rien ne change depuis l'indice {revision}, validé le {at}.")
VALIDATE_FIRST = _("C'est le premier indice validé de cette référence.")
VALIDATE_CONFIRM = _("Figer et valider")
VALIDATE_LIST = _("Différences avec le dernier indice validé")
WITHDRAW_TITLE = _("Retirer {reference} indice {revision}")
WITHDRAW_SAID = _("Un indice retiré n'ouvre plus de relevé ; ceux déjà mesurés le gardent.")
WITHDRAW_REASON = _("Motif du retrait")
WITHDRAW_EMPTY = _("Donnez le motif du retrait : il est gardé avec la pièce.")
WITHDRAW_CONFIRM = _("Retirer")
ABANDON_TITLE = _("Abandonner le texte non enregistré")
ABANDON_NEW = _("« {name} » n'a jamais été enregistré : son texte sera perdu.")
ABANDON_SAVED = _("« {name} » reviendra à ce que l'archive a enregistré ; les modifications seront perdues.")
ABANDON_CONFIRM = _("Abandonner")

# Import
IMPORT_TITLE = _("Importer une fiche de pièce")
IMPORT_FILTER = _("Fiches de pièce (*.xlsx *.xlsm *.csv *.qif)")
EXPORT_TITLE = _("Exporter la fiche")
EXPORT_FILTER = _("Classeur Excel (*.xlsx);;CSV (*.csv)")
TEMPLATE_TITLE = _("Écrire un modèle de fiche")
TEMPLATE_NAME = _("modele-fiche-de-piece.xlsx")
MAPPING_TITLE = _("À quoi correspond chaque colonne\u00a0?")
MAPPING_WHY = _("{file} : certaines colonnes ne sont pas reconnues. Choisissez ce qu'elles donnent, ou laissez-les.")
MAPPING_LINE = _("Ligne des titres")
MAPPING_NO_LINE = _("aucune : la première ligne est déjà une caractéristique")
MAPPING_THIS_LINE = _("ligne {line} : {cells}")
MAPPING_COLUMN = _("Colonne {letter}")
MAPPING_UNTITLED = _("{letter} · sans titre")
MAPPING_TITLED = _("{letter} · {title}")
MAPPING_HEAD_TITLE = _("Colonne du fichier")
MAPPING_HEAD_SAMPLES = _("Premières valeurs")
MAPPING_HEAD_FIELD = _("Donne")
MAPPING_IGNORED = _("— laissée de côté —")
MAPPING_TWICE = _("« {field} » est choisi deux fois.")
MAPPING_MISSING = _("Il manque {fields}.")
MAPPING_READY = _("Les colonnes suffisent pour lire la fiche.")
MAPPING_BALLOON = _("le repère")
MAPPING_CALLOUT = _("la cote (ou le nominal, le mini, le maxi)")
MAPPING_AND = _(" et ")
MAPPING_CONFIRM = _("Lire la fiche")
SEPARATOR = _(" ; ")


def general(read: GeneralTolerances | None) -> str:
    """What a declaration of general tolerances gives: `longueurs et angles m ; géométrie K`."""
    if read is None:
        return GENERAL_NONE
    if read.is_profile:
        return GENERAL_PROFILE
    said: list[str] = []
    if read.workshop is not None:
        lines = read.workshop.intervals
        alone = lines[0].figures["±"] if len(lines) == 1 and lines[0].up_to is None else None
        said.append(GENERAL_TABLE.format(count=len(lines)) if alone is None else GENERAL_ALL.format(by=number(alone)))
    if read.angle is not None:
        said.append(GENERAL_ANGLES.format(by=angle(read.angle)))
    if read.linear_class:
        said.append(GENERAL_LINEAR.format(name=read.linear_class))
    if read.geometrical_class:
        said.append(GENERAL_GEOMETRY.format(name=read.geometrical_class))
    if read.envelope:
        said.append(GENERAL_ENVELOPE)
    return SEPARATOR.join(said)
