"""Write the guide of the placeholders of a customer's template from their one table.

python -m tools.make_template_guide [--output docs/modele-client.md]
"""

from __future__ import annotations

import argparse
from pathlib import Path

from metroapp.wording.template import ALIASES, GROUPS, PROBLEMS

GUIDE = """\
# Remplir le modèle Excel d'un client

Le classeur du client (`.xlsx`, ou `.xlsm` : ses macros sont recopiées sans être lues ni lancées) reçoit les valeurs
d'un relevé dans ses propres cases. On écrit dans ces cases des **emplacements** entre doubles accolades : `{{of}}`,
`{{rep}}`, `{{valeur}}`. Accents, majuscules, espaces et petits mots ne comptent pas : `{{N° de lot}}`, `{{LOT}}` et
`{{lot}}` sont le même emplacement.

- Fenêtre : page **Archives**, choisir le relevé, **Modèle client…**. Le modèle d'exemple s'enregistre depuis là.
- Ligne de commande : `metroapp template check MODELE.xlsx`, `metroapp template fill MODELE.xlsx --record P1-9 --out
  DOSSIER`, `metroapp template example EXEMPLE.xlsx`.

## Une ligne par caractéristique

Chaque ligne qui contient `{{rep}}` (à défaut `{{cote}}`, `{{caracteristique}}` ou `{{valeur}}`) est celle d'une
caractéristique ; les autres lignes qui ont des emplacements de caractéristique complètent celle d'au-dessus. **Le
modèle réserve les lignes** : recopiez la ligne vers le bas autant de fois qu'il le faut. Une seule ligne d'emplacements
suivie de lignes vides du même tableau convient aussi (la vérification du modèle dit combien sont réservées).
Les lignes inutilisées sont vidées et masquées ; s'il en manque, rien n'est écrit et une phrase dit combien il en faut.
Chaque feuille qui a de telles lignes montre toutes les caractéristiques.

Rien n'est inséré ni déplacé : formules, fusions, images, mises en forme conditionnelles et zones d'impression restent
où elles sont. Les lignes réservées peuvent avoir leurs formules (`=E8-D8`).

## Une colonne par pièce

Sur une ligne, les emplacements de pièce se comptent de gauche à droite : le premier `{{valeur}}` est la pièce 1, le
suivant la pièce 2… `{{valeur 6}}` donne le numéro, et ceux qui suivent continuent à 7. **Le modèle réserve les
colonnes** ; les colonnes des pièces en trop sont vidées et masquées (ne mettez rien d'autre dans ces colonnes). S'il en
manque, rien n'est écrit et une phrase dit combien il en faut. Toutes les lignes ont les mêmes cases de pièce : une case
oubliée est refusée avec son adresse, car les valeurs suivantes se liraient sous une autre pièce.

## Ce qui est écrit

- Une case qui ne contient qu'un emplacement reçoit un nombre, une date ou un texte et **garde son format** : choisissez
  le nombre de décimales dans Excel. Une date n'est un nombre que si la case a un format de date.
- Un emplacement au milieu d'un texte (`OF n° {{of}}`) y est remplacé ; chaque morceau garde sa police.
- Une valeur absente s'écrit « non mesuré », « non prévu » ou « impossible », jamais 0 ni rien. Un texte n'est jamais
  une formule, même s'il commence par `=`.
- Un relevé qui contient des valeurs simulées ne remplit qu'un modèle qui a `{{simule}}`.
- Les résultats des formules sont effacés et recalculés à l'ouverture.
- Seules les feuilles sont modifiées, à l'intérieur du fichier ; toutes les autres parties (images, zones de texte,
  styles, macros, réglages d'impression, liens) sont recopiées octet pour octet. Les feuilles et les lignes que le
  modèle masque sont remplies et restent masquées.

## Ce qui reste tel quel

Un emplacement qui n'est pas compris n'est pas touché (il peut servir à un autre logiciel) ; il est signalé
avec sa case :

"""
REFUSED = """
Sont refusés avec une phrase : un classeur protégé par un mot de passe à l'ouverture, signé numériquement, d'avant 2007
(`.xls`), binaire (`.xlsb`), modèle Excel (`.xltx`), abîmé ou démesuré.
"""


def guide() -> str:
    """The whole guide."""
    problems = "".join(f"- {problem} ;\n" for problem in PROBLEMS.values())
    tables = "".join(_table(title, names) for title, names in GROUPS)
    return f"{GUIDE}{problems.removesuffix(f' ;{chr(10)}')}.\n{REFUSED}\n## Les emplacements\n{tables}"


def _table(title: str, names: dict[str, str]) -> str:
    others: dict[str, list[str]] = {}
    for other, name in ALIASES.items():
        others.setdefault(name, []).append(f"`{{{{{other}}}}}`")
    lines = []
    for name, meaning in names.items():
        also = f" (ou {', '.join(others[name])})" if name in others else ""
        lines.append(f"| `{{{{{name}}}}}` | {meaning}{also} |\n")
    return f"\n### {title}\n\n| Emplacement | Ce qui y est écrit |\n|---|---|\n{''.join(lines)}"


def main() -> None:
    parser = argparse.ArgumentParser(description="Write the guide of a customer's template.")
    parser.add_argument("--output", type=Path, default=Path("docs/modele-client.md"))
    parser.parse_args().output.write_text(guide(), encoding="utf-8")


if __name__ == "__main__":
    main()
