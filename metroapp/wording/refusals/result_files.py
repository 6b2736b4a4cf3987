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
    "results.no_profile": _(
        "{file} : dites d'abord comment lire ce fichier, en choisissant ou en décrivant un profil."
    ),
    "results.too_many_values": _("{file} a plus de {most} valeurs : exportez moins de pièces à la fois."),
    "results.no_machine": _("Aucune MMT n'est au registre : entrez-la à la page Moyens, puis recommencez."),
    "results.which_machine": _("Plusieurs MMT sont au registre ({known}) : dites laquelle a mesuré."),
    "results.not_a_machine": _("{instrument} n'est pas une MMT du registre ({known}) : choisissez-en une."),
    "results.piece_missing": _("{file} ne dit pas quelle pièce a été mesurée : donnez son numéro."),
    "results.unknown_piece": _("Le relevé n'a pas de pièce {piece} : donnez un numéro de 1 à {pieces}."),
    "results.other_piece": _(
        "Vous dites la pièce {piece}, le fichier dit {said} : vérifiez que c'est le bon fichier, rien n'est inscrit."
    ),
    "results.unknown_link": _("Le relevé n'a pas de repère {balloon} : choisissez un repère de la fiche."),
    "results.taken": _(
        "Les valeurs de {file} sont déjà inscrites au relevé {number} (pièce {pieces}) : exportez un autre résultat de "
        "la MMT."
    ),
    "results.taken_for_other_piece": _(
        "{file} a déjà été inscrit pour la pièce {before} : ce n'est pas le résultat de la pièce {piece}, choisissez "
        "le bon fichier."
    ),
    "results.taken_elsewhere": _(
        "Les valeurs de {file} sont déjà inscrites au relevé {records} : un fichier ne sert qu'une fois, exportez le "
        "résultat de ces pièces."
    ),
    "results.nothing": _(
        "Rien à inscrire depuis {file} : corrigez ou confirmez les lignes écartées, puis recommencez."
    ),
    "results.changed": _("Le relevé a changé depuis l'aperçu de {file} : regardez le nouvel aperçu, puis inscrivez."),
    "results.no_record": _("Dites dans quel relevé inscrire ces valeurs : ajoutez --record et son numéro."),
    "results.no_user": _("Inscrire des valeurs se fait en votre nom : ajoutez --user et --secret-file."),
    "results.bad_link": _("« {text} » ne relie rien : écrivez le nom du fichier, =, puis le repère du relevé."),
    "csv_results.encoding": _(
        "{file} n'est lisible ni en UTF-8, ni en UTF-16, ni en windows-1252 : exportez-le de nouveau dans l'un des "
        "trois."
    ),
    "csv_results.binary": _("{file} n'est pas un fichier de texte : exportez les résultats en CSV."),
    "csv_results.too_many_lines": _("{file} a plus de {most} lignes : exportez moins de pièces à la fois."),
    "csv_results.long_line": _(
        "La ligne {line} de {file} dépasse {most} signes : vérifiez que c'est un fichier de résultats."
    ),
    "csv_results.no_titles": _(
        "Le profil {profile} ne trouve pas ses titres ({missing}) : choisissez un autre profil ou corrigez celui-ci."
    ),
    "csv_results.title_twice": _(
        "Le titre « {title} » est deux fois à la ligne {line} : renommez une des deux colonnes dans le fichier."
    ),
    "csv_results.no_value": _("{file} n'a aucune ligne de valeur : vérifiez l'export de la MMT, puis le profil."),
    "csv_results.file_name": _(
        "Le nom {file} n'est pas de la forme {pattern} et ne dit donc pas la pièce : renommez le fichier ou corrigez "
        "le profil."
    ),
    "result_profile.none": _("Aucun profil de fichier n'est gardé : décrivez d'abord comment lire les fichiers."),
    "result_profile.unknown": _("Il n'y a pas de profil {name} : choisissez parmi {known}."),
    "result_profile.name": _("Donnez au profil un nom d'une ligne, celui du logiciel de la MMT par exemple."),
    "result_profile.separator": _("« {text} » ne sépare pas de colonnes : prenez ; , | ou la tabulation."),
    "result_profile.decimal": _("« {text} » n'est pas un signe décimal : prenez la virgule ou le point."),
    "result_profile.same_sign": _(
        "La virgule ne peut pas séparer les colonnes et les décimales à la fois : changez l'une des deux."
    ),
    "result_profile.unit": _("« {text} » n'est pas une unité : prenez mm, um, in ou deg."),
    "result_profile.skipped": _("Passez de 0 à {most} lignes avant la première valeur."),
    "result_profile.column_unknown": _("La colonne « {column} » n'existe pas : prenez parmi {known}."),
    "result_profile.column_missing": _("Dites quelle colonne donne : {column}."),
    "result_profile.column_twice": _("La colonne « {column} » sert deux fois : ne la choisissez qu'une fois."),
    "result_profile.place": _("« {text} » n'est pas un numéro de colonne : donnez un nombre de 1 à {most}."),
    "result_profile.field": _("« {text} » doit contenir {field} une fois, et pas d'autre accolade."),
    "result_profile.star": _(
        "« {text} » : l'étoile ne se met qu'au début ou à la fin, avec du texte entre elle et {field}."
    ),
    "result_profile.too_many": _("Plus de {most} profils : supprimez-en un avant d'en garder un autre."),
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
