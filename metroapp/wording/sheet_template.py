"""The words of the empty part sheet that the program writes: its examples and its help page."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

SHEET_NAME = _("Gamme de contrôle")
HELP_NAME = _("Aide")
TO_REPLACE = _("À REMPLACER")

# Balloon, designation, callout, nature, means, frequency: three lines that read as they are.
EXAMPLES: tuple[tuple[str, str, str, str, str, str], ...] = (
    ("1", _("EXEMPLE à remplacer : portée"), "Ø20 h7", _("extérieur"), _("micromètre"), _("chaque pièce")),
    ("2", _("EXEMPLE à remplacer : longueur"), "35 ±0,1", _("étagé"), _("pied à coulisse"), "1/5"),
    ("3", _("EXEMPLE à remplacer : rugosité"), "Ra 1,6", "", _("rugosimètre"), _("première")),
)

HELP: tuple[tuple[str, str], ...] = (
    (_("Cote"), _("Recopiez la cote comme sur le plan. Une cote sans tolérance prend la tolérance générale.")),
    ("Ø20 h7", _("ajustement ISO 286")),
    ("35 ±0,1", _("tolérance symétrique")),
    ("12 +0,05/-0,02", _("deux écarts, le supérieur d'abord ; écrivez toujours le zéro : 8 0/-0,2")),
    ("20,1 / 19,9", _("deux limites")),
    ("0,4 max", _("une seule limite : max ou min")),
    ("R5 ; 1x45° ; 30° ±0,5°", _("rayon, chanfrein, angle")),
    ("M12x1,75-6g", _("filetage métrique ISO 965")),
    ("planéité 0,05", _("tolérance de forme, par son nom ou son signe ⏥")),
    ("⌖ Ø0,1 Ⓜ A B", _("tolérance géométrique ; avec Ⓜ ou Ⓛ, la colonne Lié à donne le repère de la taille")),
    ("Ra 1,6", _("état de surface, en µm")),
    ("4x Ø6,6 H12", _("la même cote en plusieurs endroits")),
    ("(25,5) ; [40]", _("cote de référence, cote théoriquement exacte : sans verdict")),
    ("attribut", _("contrôle visuel, décrit par la désignation")),
    (_("Nature"), _("extérieur, intérieur, étagé, profondeur ou entraxe ; un ajustement la dit déjà")),
    (_("Moyen"), _("choisissez dans la liste ; une cote réglée sur des cales s'écrit comparaison")),
    (_("Fréquence"), _("chaque pièce, 1/5, première, dernière, première et dernière")),
    (_("Longueur"), _("en mm : le petit côté d'un angle ou la longueur que demande l'ISO 2768-2")),
    (
        _("Palpage"),
        _(
            "ce que palpe la colonne : hauteur, étage, profondeur, alésage, arbre, centre d'alésage, centre d'arbre, "
            "entraxe de centres ; vide : selon la nature"
        ),
    ),
    (_("Formule"), _("pour une cote calculée à partir de plusieurs lectures")),
    (
        _("Règle de décision"),
        _(
            "simple, iso14253-1 ou iso14253-1-U ; vide : celle de la pièce, puis celle de l'atelier. Sur une ligne,"
            " guard 0,005 donne une bande de garde, dans l'unité des limites (en ° pour un angle)"
        ),
    ),
    (
        _("Incertitude-type u"),
        _("celle du résultat : 0,003 mm, 0,1 µm, 2' ; vide : celle que donne le registre des instruments"),
    ),
    (
        _("Tolérances générales"),
        _("ISO 2768-mK, ±0,1, ou « tableau NOM » : le fichier NOM.csv posé à côté contient des lignes de;à;± en mm"),
    ),
)
