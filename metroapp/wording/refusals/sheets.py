"""What is refused of part sheets and of the files that stand for them."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

SHEETS: dict[str, str] = {
    # part sheets
    "sheet.absent": _("Le fichier {path} n'existe pas : vérifiez son nom et son dossier."),
    "sheet.folder": _("{path} est un dossier : donnez le fichier qu'il contient."),
    "sheet.too_large": _("Le fichier {path} est trop gros pour une fiche de pièce (limite {limit} Mo)."),
    "sheet.unknown_format": _(
        "{path} n'est ni un classeur .xlsx, ni un fichier .csv, ni un fichier .qif : enregistrez-le dans ce format."
    ),
    "sheet.unreadable": _("{path} ne peut pas être lu : il est abîmé, protégé ou n'est pas une fiche de pièce."),
    "sheet.not_a_part_sheet": _(
        "{path} n'a pas de ligne de titres reconnue : il faut au moins Repère et Cote, ou nommez les colonnes"
        " avec --map et la ligne avec --titles."
    ),
    "sheet.has_errors": _("{path} contient {count} erreur(s) ; rien n'a été repris. {first}"),
    "sheet.line": _("Ligne {line}, colonne {column} : {message}"),
    "sheet.header_missing": _("« {column} » manque dans l'en-tête : ajoutez-le."),
    "sheet.column_missing": _("La colonne « {column} » manque dans le tableau : ajoutez-la."),
    "sheet.no_characteristic": _("Aucune caractéristique sous la ligne de titres : ajoutez au moins une ligne."),
    "sheet.too_many_lines": _("Plus de {limit} lignes : découpez la fiche."),
    "sheet.too_many_cells": _(
        "{path} a une feuille d'un trop grand nombre de lignes et de cases, vides ou non (limite {limit}) : recopiez "
        "ses données dans un classeur neuf."
    ),
    "sheet.worksheet_too_large": _(
        "{path} contient une feuille de plus de {limit} Mo une fois ouverte : découpez-la, ou recopiez ses données "
        "dans un classeur neuf."
    ),
    "sheet.balloon_empty": _("Le repère est vide : donnez le numéro de la bulle du plan."),
    "sheet.balloon_repeated": _("Le repère {balloon} existe déjà à la ligne {line} : chaque bulle a son numéro."),
    "sheet.designation_empty": _("La désignation est vide : dites en quelques mots ce qui est contrôlé."),
    "sheet.nature_unknown": _(
        "La nature « {text} » n'est pas connue : choisissez extérieur, intérieur, étagé, profondeur ou entraxe."
    ),
    "sheet.nature_missing": _(
        "La nature manque et la cote « {callout} » ne la dit pas : choisissez extérieur, intérieur, étagé, "
        "profondeur ou entraxe."
    ),
    "sheet.nature_contradicts_fit": _(
        "La nature {nature} contredit l'ajustement de « {callout} » : majuscule pour un alésage, minuscule "
        "pour un arbre."
    ),
    "sheet.means_unknown": _("Le moyen « {text} » n'est pas connu : choisissez parmi {known}."),
    "sheet.means_unfit": _("Le moyen {means} ne convient pas à « {callout} » : choisissez parmi {known}."),
    "sheet.comparison_to_choose": _(
        "Un comparateur ne donne pas une cote : écrivez « comparaison » pour le régler sur des cales étalons."
    ),
    "sheet.sampling_unknown": _(
        "La fréquence « {text} » n'est pas comprise : écrivez chaque pièce, 1/5, première, dernière ou "
        "première et dernière."
    ),
    "sheet.error": _("La case contient l'erreur de tableur {text} : remplacez-la par ce qu'elle devait dire."),
    "sheet.formula": _("La case contient une formule : remplacez-la par sa valeur."),
    "register.decimals_missing": _(
        "L'instrument {instrument} a une liaison mais pas de nombre de décimales : donnez-le dans la colonne Décimales."
    ),
    "sheet.empty": _("{path} est vide : vérifiez que c'est le bon fichier."),
    "sheet.encrypted": _("{path} est protégé par un mot de passe : enregistrez-en une copie sans mot de passe."),
    "sheet.old_excel": _("{path} est un classeur d'avant Excel 2007 (.xls) : enregistrez-le au format .xlsx."),
    "sheet.exists": _("{path} existe déjà : choisissez un autre nom, ou effacez-le d'abord."),
    "sheet.not_written": _(
        "{path} ne peut pas être écrit : vérifiez le dossier, ses droits et la place sur le disque."
    ),
    "sheet.header_incomplete": _(
        "{path} ne dit pas de quelle pièce il s'agit : ajoutez {missing} au-dessus du tableau."
    ),
    "sheet.column_twice": _(
        "Les colonnes {first} et {second} sont toutes deux prises pour « {column} » : ignorez-en une, par "
        "exemple avec --map {second}=."
    ),
    "sheet.column_ignored": _(
        "Cette colonne n'est pas reconnue et n'est pas reprise : nommez-la avec --map si elle compte."
    ),
    "sheet.mapping_unknown": _("« {text} » n'est pas un champ de la fiche : choisissez parmi {known}."),
    "sheet.mapping_column": _("{path} n'a pas de colonne « {column} » : voyez-les avec « metroapp part columns »."),
    "sheet.date": _(
        "Le tableur a changé cette case en date : mettez-la au format Texte, puis retapez ce qui était écrit."
    ),
    "sheet.day_unreadable": _("« {text} » n'est pas une date : écrivez 30/11/2030."),
    "sheet.year_out_of_bounds": _("« {text} » n'est pas entre les années {first} et {last} : corrigez l'année."),
    "sheet.table_name": _(
        "« {table} » ne peut pas nommer un tableau d'atelier : donnez le nom seul du fichier .csv voisin."
    ),
    "sheet.table_absent": _("Le tableau d'atelier {table} manque : posez-le dans le dossier de la fiche."),
    "sheet.table_line": _("Ligne {line} du tableau {table} : écrivez de;à;± en mm. {message}"),
    "sheet.nominal_missing": _(
        "La cote nominale manque : donnez-la, ou écrivez la cote entière dans une colonne Cote."
    ),
    "sheet.nominal_outside": _("La cote nominale {nominal} est hors de la limite {limit} : vérifiez le plan."),
    "sheet.deviation_missing": _("Cet écart est vide : une case vide n'est pas un zéro, écrivez 0 s'il est nul."),
    "sheet.deviations_reversed": _(
        "L'inférieur ({lower}) dépasse le supérieur ({upper}) : vérifiez les deux colonnes."
    ),
    "sheet.sign_missing": _(
        "« {text} » n'a pas de signe dans une colonne d'écart inférieur : écrivez -{text} ou +{text}."
    ),
    "sheet.interval_alone": _(
        "L'intervalle {text} ne dit pas où il se place : écrivez ±, les deux écarts ou les deux limites."
    ),
    "sheet.columns_disagree": _(
        "« {text} » contredit la cote « {callout} » de la même ligne : corrigez l'une des deux."
    ),
    "sheet.unit_other": _(
        "L'unité « {text} » n'est pas acceptée ici : donnez des mm, des ° pour un angle, des µm pour Ra."
    ),
    "sheet.unit_disagrees": _("L'unité « {text} » n'est pas celle de « {callout} » : corrigez l'une des deux."),
    "sheet.length_not_positive": _(
        "La longueur « {text} » n'est pas positive : donnez-la en mm, ou laissez la case vide."
    ),
    "sheet.guard_unexpected": _("« {callout} » n'a pas de limite chiffrée : effacez sa bande de garde."),
    "sheet.uncertainty_unexpected": _("« {callout} » ne donne pas de valeur : effacez son incertitude-type."),
    "sheet.uncertainty_not_positive": _(
        "L'incertitude-type « {text} » n'est pas plus grande que zéro : corrigez-la, ou laissez la case vide."
    ),
    "sheet.readings": _("« {text} » n'est pas un nombre de lectures : donnez un entier de 1 à {most}."),
    "sheet.readings_direct_only": _(
        "« {callout} » par le moyen {means} : plusieurs lectures seulement en lecture directe ; effacez leur nombre ou"
        " changez de moyen."
    ),
    "sheet.gauge_contradicts_thread": _(
        "Le moyen {means} et « {callout} » se contredisent : un tampon contrôle un filetage intérieur (6H), une bague"
        " un filetage extérieur (6g), corrigez l'un des deux."
    ),
    "sheet.criticality_unknown": _("La criticité « {text} » n'est pas connue : écrivez ordinaire, clé ou sécurité."),
    "sheet.formula_unexpected": _("« {callout} » ne se calcule pas : effacez la formule."),
    "sheet.formula_dimension": _(
        "La formule « {formula} » ne donne pas la grandeur de « {callout} » : une longueur pour une longueur,"
        " un angle pour un angle."
    ),
    "sheet.link_absent": _(
        "Le repère {balloon}, lié à « {callout} », n'est pas une taille de cette fiche : donnez le repère de la cote."
    ),
    "sheet.link_without_material": _(
        "Le repère {balloon}, lié à « {callout} », doit être extérieur ou intérieur, avec deux limites : complétez-le."
    ),
    "sheet.link_multiplicity": _(
        "Le repère {balloon} et « {callout} » n'ont pas le même nombre d'éléments : donnez le même à tous deux."
    ),
    "sheet.link_unexpected": _("« {callout} » n'a ni Ⓜ ni Ⓛ : effacez le repère lié."),
    "sheet.link_missing": _("« {callout} » dépend d'une taille : donnez dans Lié à le repère de la cote de l'élément."),
    # QIF
    "qif.unreadable": _("{path} ne peut pas être lu : ce n'est pas un fichier XML sain, exportez-le de nouveau."),
    "qif.too_complex": _(
        "{path} est trop gros ou trop profond pour un plan de contrôle : exportez-le sans la géométrie."
    ),
    "qif.not_qif": _("{path} n'est pas un fichier QIF 3.0 : exportez-le dans cette version."),
    "qif.unit": _("{path} est en « {unit} » : exportez-le en millimètres, rien n'est converti en silence."),
    "qif.value": _(
        "« {text} » n'est pas un nombre que l'on puisse garder exact : corrigez-le dans le fichier d'origine."
    ),
    "qif.value_unit": _("Une valeur est en « {unit} » : exportez les longueurs en mm et les angles en degrés."),
    "qif.no_characteristic": _(
        "Ce fichier QIF n'a aucune caractéristique à contrôler : exportez aussi les caractéristiques."
    ),
    "qif.reference": _("L'élément QIF {id} renvoie à un élément absent : exportez le fichier de nouveau, entier."),
    "qif.tolerance_incomplete": _("La tolérance n'a pas ses deux écarts ou sa limite : complétez-la dans le modèle."),
    "qif.unsupported": _("« {what} » n'est pas repris du QIF : ajoutez cette cote à la main, comme sur le plan."),
    "qif.balloon_repeated": _("Le repère {balloon} est déjà celui de l'élément QIF {id} : chaque bulle a son numéro."),
}
