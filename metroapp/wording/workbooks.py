"""The words of the workbooks: statistics, charts, where they come from, and one table of many results."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

SHEET_STATISTICS = _("Statistiques")
SHEET_CHARTS = _("Graphiques")
SHEET_RESULTS = _("Résultats")
SHEET_RESULTS_NEXT = _("Résultats ({number})")

COUNT = _("n")
MEAN = _("Moyenne")
LEAST = _("Plus petite")
MOST = _("Plus grande")
RANGE = _("Étendue")
DEVIATION = _("Écart type")
STATISTICS_NOTE = _(
    "Calculé par formules sur les valeurs de la feuille Relevé. Écart type estimé (n − 1), à partir de {enough} "
    "valeurs ; l'étendue suffit en dessous."
)
VOID_NOTE = _("Les valeurs dont le zéro ou la constante a dérivé ne comptent pas.")

CHARTS_TITLE = _("Valeurs pièce par pièce, avec leurs limites")
CHART_TITLE = _("{balloon} – {designation} – {callout}")
CHART_UNIT = _("{title} ({unit})")
SOME_CHARTS = _("{shown} caractéristiques sur {all} : d'abord les clés et celles de sécurité, puis l'ordre du plan.")
CROSSES = _("✕ : valeur non conforme.")
CHART_DATA = _("Données des graphiques")
PIECE = _("Pièce")
VALUE, LOWER, UPPER = _("Valeur"), _("Mini"), _("Maxi")

TRACE_WORKSHOP = _("Atelier")
TRACE_DRAWING = _("Plan")
TRACE_STATE = _("État")
TRACE_CHECK = _("« metroapp verify » compare ce fichier à celui que donne l'archive.")

RESULTS = _("exporter des résultats dans un seul fichier")
RESULTS_EXPORT = _("écrire tous les résultats des relevés trouvés en une seule table, une ligne par cote et par pièce")
RESULTS_TO = _("classeur Excel, CSV français (csv) ou international (csv-en)")
RESULTS_OUT = _("fichier à écrire")
RESULTS_DONE = _("{path} : {results} résultat(s) de {records} relevé(s).")
TABLE = _("Toutes les valeurs en un tableau (.xlsx)")
TABLE_TIP = _("Un seul classeur : une ligne par cote et par pièce de tous ces relevés, à trier et à filtrer")
TABLE_FILE = _("resultats-{moment}.xlsx")
TABLE_NOT_WHOLE = _("Relevés illisibles, absents du tableau : {numbers}.")
TABLE_GIVEN_UP = _("Annulé : aucun tableau n'a été écrit.")
