"""What is refused of a customer's template."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

TEMPLATES: dict[str, str] = {
    "template.absent": _(
        "{path} n'est pas un fichier lisible : vérifiez son chemin, et fermez-le s'il est ouvert dans un tableur."
    ),
    "template.too_large": _(
        "Le modèle {path} est trop gros une fois ouvert, ou une de ses feuilles a trop de cases : retirez-en les "
        "images lourdes et les feuilles inutiles."
    ),
    "template.unreadable": _(
        "{path} ne peut pas être lu : il est abîmé ou n'est pas un classeur Excel ; ouvrez-le dans Excel, "
        "enregistrez-le de nouveau au format .xlsx, puis reprenez."
    ),
    "template.unknown_format": _(
        "{path} n'est pas un classeur .xlsx ou .xlsm : enregistrez-le dans l'un de ces formats depuis Excel."
    ),
    "template.signed": _(
        "{path} porte une signature numérique que le remplissage rendrait fausse : demandez un modèle sans signature."
    ),
    "template.no_placeholder": _(
        "{path} n'a aucun emplacement compris : écrivez {{{{of}}}}, {{{{rep}}}}, {{{{valeur}}}}… dans ses cases, ou "
        "partez du modèle d'exemple."
    ),
    "template.too_few_lines": _(
        "La feuille « {sheet} » du modèle réserve {reserved} ligne(s) de caractéristique et ce relevé en a {needed} : "
        "recopiez la dernière ligne vers le bas, jusqu'à en avoir {needed}."
    ),
    "template.too_few_pieces": _(
        "Le modèle réserve {reserved} pièce(s) et ce relevé en a {needed} : ajoutez des colonnes {{{{valeur}}}}, "
        "jusqu'à en avoir {needed}."
    ),
    "template.uneven": _(
        "Feuille « {sheet} », case {cell} : cette ligne n'a pas les mêmes cases de pièce que les autres, ou pas celles "
        "de l'en-tête de colonne ; une valeur se lirait sous une autre pièce. Donnez à chaque ligne une case "
        "{{{{valeur}}}} par pièce."
    ),
    "template.simulated": _(
        "Le relevé {number} contient des valeurs simulées et le modèle n'a pas de case {{{{simule}}}} pour le dire : "
        "ajoutez-la, par exemple en haut de la première page."
    ),
}
