"""Studies of measuring systems in words."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

STUDY = _("{method} : EV {ev} · AV {av} · R&R {grr} · VP {pv} · VT {tv} · R&R {percent} % de VT · ndc {ndc}")
STUDY_TOLERANCE = _("R&R {percent} % de la tolérance")
AVERAGE_RANGE = _("Moyennes et étendues")
ANOVA = _("Analyse de la variance")
NO_VARIATION = _("le moyen de mesure ne montre aucune variation : sa résolution est trop grossière pour l'étude")
POOLED = _("L'interaction entre opérateurs et pièces (p {p}) est comptée avec la répétabilité.")
INTERACTION = _("Interaction entre opérateurs et pièces {interaction} (p {p}), comprise dans R&R.")
TYPE1 = _("Étude de type 1, {n} mesures de la référence : moyenne {mean} · s {stdev}")
CG = _("Cg")
CGK = _("Cgk")
BIAS = _("Référence {reference} : biais {bias} ({said})")
BIAS_PROVEN = _("p {p} : plus que le hasard")
BIAS_NOT_PROVEN = _("p {p} : rien de plus que le hasard")
BIAS_BARE = _("toutes les mesures sont égales")
LINEARITY = _("Linéarité : biais = {intercept} {slope} × taille · R² {r2} · p de la pente {p}")
STABLE = _("Stable : aucun point hors limites sur {count} contrôles.")
UNSTABLE = _("Pas stable : un point est hors limites sur {count} contrôles. Cherchez ce qui a changé avant de mesurer.")
FEW_OCCASIONS = _("{count} contrôle(s) : il en faut {least} pour dire que l'instrument est stable.")
DRIFTS = _("Dérive de {slope} par contrôle (de {low} à {high}).")
JUDGE = _("{name} : même réponse à chaque fois pour {alike} pièces sur {of}")
JUDGE_RIGHT = _("juste à chaque fois pour {right} sur {of} (κ {kappa})")
JUDGE_MISSED = _("pièces mauvaises acceptées {percent} %")
JUDGE_ALARMS = _("pièces bonnes refusées {percent} %")
PAIR = _("{one} et {other} : κ {kappa}")
TOGETHER = _("Tous ensemble : κ {kappa} · toujours d'accord sur {alike} pièces sur {of} ({percent} %)")
ALL_RIGHT = _("Tous justes à chaque fois : {count} pièces sur {of}")
