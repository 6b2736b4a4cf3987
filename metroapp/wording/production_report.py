"""The words of the follow-up of the production: on the page, on paper and on the command line."""

from __future__ import annotations

from datetime import date

from metroapp.wording.translate import gettext as _

TAB = _("Suivi")
TAB_TIP = _("Non-conformités par cote, cause, machine ; premières pièces, rebuts, actions")
TITLE = _("Suivi de la production")
CHARACTERISTIC = _("{part} · repère {balloon}")
NO_MACHINE = _("machine non dite")
NOT_KNOWN = _("cause pas encore connue")
NOT_DESCRIBED = _("pas encore décrite")
_MONTHS = _("janvier février mars avril mai juin juillet août septembre octobre novembre décembre").split()


def month(day: date) -> str:
    """`novembre 2026`"""
    return f"{_MONTHS[day.month - 1]} {day.year}"


DECLARED = {
    "launched": _("pièces lancées"),
    "good": _("pièces bonnes"),
    "nonconforming": _("pièces non conformes"),
    "scrap": _("pièces rebutées"),
}

# -- periods, axes, what is counted ------------------------------------------------------------------------------------

WEEK, MONTH, QUARTER, YEAR, EVER = _("7 jours"), _("30 jours"), _("3 mois"), _("1 an"), _("Tout")
PERIOD = _("Période")
SINCE = _("depuis le {since}")
BETWEEN = _("du {since} au {until}")
UNTIL = _("jusqu'au {until}")
ALL_TIME = _("depuis toujours")
PART_ONLY = _("{period}, pièce {part}")
WITH_SIMULATED = _("Avec les simulations")
WITH_SIMULATED_TIP = _("Compter aussi les relevés faits avec des instruments simulés")
SIMULATED_NOTE = _("Les relevés faits avec des instruments simulés sont comptés.")
BY = _("Par")
COUNTED = _("En")
AXES = {
    "characteristic": _("cote"),
    "cause": _("cause"),
    "machine": _("machine"),
    "part": _("pièce"),
    "month": _("mois"),
}
COUNTS = {
    "values": _("valeurs non conformes"),
    "pieces": _("pièces non conformes"),
    "sheet_pieces": _("pièces des fiches"),
    "euros": _("coût (€)"),
    "minutes": _("temps perdu (min)"),
}
PARETO = _("Pareto")
PARETO_TITLE = _("{counted}, par {axis}")
CAUSES = _("5 M")
CAUSES_TITLE = _("Causes des non-conformités (5 M)")
EFFECT_OF_CAUSES, EFFECT_OF_ONE = _("{pieces} pièces\nsur fiches"), _("1 pièce\nsur fiches")


def effect_of_causes(pieces: int) -> str:
    """What the five M lead to, on two lines."""
    return EFFECT_OF_ONE if pieces == 1 else EFFECT_OF_CAUSES.format(pieces=pieces)


ACTIONS = _("Actions")
ACTIONS_TITLE = _("Actions correctives et leur effet")
FIGURES = _("Chiffres")
NOTHING = _("Rien de non conforme dans cette période : rien à classer.")
NO_RECORD = _("Aucun relevé dans cette période : rien n'a été mesuré.")
NOTHING_COUNTED = _("Aucune fiche de la période ne dit {counted}.")
NO_SHEET = _("Aucune fiche de non-conformité n'a été ouverte dans cette période.")
NO_ACTION = _("Aucune action corrective n'est prévue sur les fiches de cette période.")
FIGURE, VALUE = _("Chiffre"), _("Valeur")
NAME, COUNT, SHARE, CUMULATED = _("Quoi"), _("Nombre"), _("Part"), _("Cumul")
PERCENT = _("{share} %")
OTHERS = _("les {count} autres ensemble")

# -- figures -----------------------------------------------------------------------------------------------------------

RECORDS = _("Relevés")
INSPECTED = _("Pièces dans ces relevés")
BAD_PIECES = _("Pièces non conformes mesurées")
FIRST_PIECES = _("Premières pièces conformes")
FIRST_RATE = _("{good} sur {total}, soit {rate} % (entre {low} % et {high} %)")
FIRST_UNDECIDED = _("{said} ; non décidées, à part : {undecided}")
NO_FIRST = _("aucune première pièce décidée")
NO_FIRST_BUT = _("aucune décidée ; {undecided} en attente")
SCRAPPED = _("Pièces parties au rebut")
DECIDED = _("Décidé sur les fiches : {treatment}")
DECLARED_TITLE = _("Déclaré sur les fiches de suivi : {name}")
SHEETS = _("Fiches de non-conformité")
COST = _("Coût")
COST_SAID = _("{euros} € et {minutes} min (fiches qui le disent : {count} sur {sheets})")
NO_COST = _("aucune fiche ne le dit")

# -- actions -----------------------------------------------------------------------------------------------------------

M_COLUMN, CAUSE_COLUMN = _("M"), _("Cause")
SHEET, ACTION, OWNER, BEGUN = _("Fiche"), _("Action"), _("Qui"), _("Depuis le")
BEFORE, AFTER, EFFECT, JUDGED = _("Avant"), _("Après"), _("Selon les valeurs"), _("Jugée")
RATE = _("{bad} sur {total} ({rate} %)")
NO_VALUE = _("aucune valeur")
EFFECTS = {
    "not_yet": _("pas encore faite"),
    "too_few": _("trop peu de valeurs pour conclure"),
    "better": _("moins de non-conformités : prouvé"),
    "no_difference": _("pas de différence prouvée"),
    "worse": _("plus de non-conformités : prouvé"),
}
AND_JUDGED = _("{said} ; jugée {judged}")
EFFECTIVE, NOT_EFFECTIVE, NOT_JUDGED = _("efficace"), _("pas efficace"), _("pas encore")
ACTIONS_NOTE = _(
    "Une action compte depuis son échéance, ou depuis le jour où elle a été jugée s'il est plus tôt. Valeurs des mêmes "
    "cotes de la pièce, 90 jours avant et après l'action. Une différence est dite prouvée quand le "
    "hasard en donnerait une aussi grande moins d'une fois sur vingt (test exact de Fisher)."
)
FIRST_NOTE = _(
    "Une première pièce est conforme quand toutes ses cotes sont mesurées et conformes, sans qu'aucune n'ait d'abord "
    "été trouvée non conforme. Les intervalles sont à 95 %."
)
NOT_BY_PERSON = _("Rien n'est compté par personne : ces chiffres parlent du procédé, pas de quelqu'un.")

# -- on the page -------------------------------------------------------------------------------------------------------

PDF, PDF_TIP = _("PDF"), _("Écrire le suivi en PDF dans le dossier des exports")
XLSX, XLSX_TIP = _("Excel"), _("Écrire le suivi en classeur dans le dossier des exports")
CSV, CSV_TIP = _("CSV"), _("Écrire le Pareto affiché en CSV dans le dossier des exports")
WRITTEN = _("Suivi écrit : {path}")
FILE_NAME = _("suivi-{since}-{until}.{suffix}")
BEGINNING, TODAY = _("debut"), _("ce-jour")
CHART = _("Pareto : barres de la plus grande à la plus petite, et cumul")
SHARES = _("{share} % · cumul {cumulated} %")
BAR = _("{name} : {count} ({share} %, cumul {cumulated} %)")
DIAGRAM = _("Diagramme des causes, une branche par M")
COUNT_OF_CAUSE = _("{said} ({count})")
MORE = _("et {count} autres")

# -- command line ------------------------------------------------------------------------------------------------------

VERB = _("suivi de la production : Pareto, premières pièces, rebuts, causes, effet des actions")
BY_SAID = _("ce par quoi compter : characteristic, cause, machine, part ou month")
COUNTED_SAID = _("ce qui est compté : values, pieces, sheet_pieces, euros ou minutes")
PDF_SAID = _("écrire le suivi dans ce fichier : .pdf ou .xlsx, ou le Pareto seul : .csv")
SIMULATED_SAID = _("compter aussi les relevés simulés")
LINE = _("{name}  {count}  {share} %  cumul {cumulated} %")
FACT = _("{name} : {value}")
