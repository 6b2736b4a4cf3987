"""What is refused of files of results that other programs wrote."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

RESULT_FILES: dict[str, str] = {
    "results.absent": _("{path} n'existe pas : vérifiez le chemin du fichier de résultats."),
    "results.too_large": _("{path} dépasse {limit} Mo : découpez-le en plusieurs fichiers."),
    "results.format": _("{path} n'est pas un fichier de résultats connu : donnez un fichier {known}."),
    "results.same_name": _(
        "Plusieurs caractéristiques du fichier portent le même repère ({names}) : donnez-en un à chacune dans le "
        "programme d'origine, puis comparez de nouveau."
    ),
    "dfq.not_dfq": _("Ce n'est pas un fichier DFQ : il doit commencer par K0100, le nombre de caractéristiques."),
    "dfq.encoding": _("{path} n'est ni en UTF-8 ni en windows-1252 : exportez-le de nouveau dans l'un des deux."),
    "dfq.half": _("{path} n'est que la moitié d'un fichier DFQ : posez {missing} à côté de lui."),
    "dfq.count": _(
        "Le fichier DFQ annonce {said} caractéristiques (K0100) et en décrit {found} : il est incomplet, "
        "exportez-le de nouveau."
    ),
    "dfq.line": _("La ligne {line} n'est ni un champ K ni une ligne de valeurs : exportez le fichier de nouveau."),
    "dfq.cut": _("Le fichier DFQ est coupé au milieu de sa dernière ligne ({line}) : exportez-le de nouveau."),
    "dfq.several_parts": _("Le fichier décrit plusieurs pièces (K1001/2) : exportez une référence par fichier."),
    "dfq.too_many": _("Le fichier DFQ contient plus de {most} valeurs : découpez-le."),
    "dfq.limit": _(
        "La caractéristique {characteristic} a « {text} » pour {key} : ce n'est pas un nombre, exportez le fichier de "
        "nouveau."
    ),
    "dfq.limits_crossed": _(
        "La caractéristique {characteristic} a une limite inférieure ({lower}) au-dessus de la limite supérieure "
        "({upper}) : corrigez-la dans le programme d'origine."
    ),
    "dfq.value": _("Ligne {line} : « {text} » n'est pas un nombre, exportez le fichier de nouveau."),
    "qif.no_results": _("{path} ne contient aucun résultat de mesure : exportez les résultats, pas seulement le plan."),
    "qif.limits_crossed": _(
        "La caractéristique {characteristic} a une limite inférieure ({lower}) au-dessus de la limite supérieure "
        "({upper}) : corrigez-la dans le programme d'origine."
    ),
}
