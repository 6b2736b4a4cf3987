"""What is refused of a fiche de non-conformité and of a dérogation, and why a dérogation does not cover a piece."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

NONCONFORMITIES: dict[str, str] = {
    # the demand
    "concession_file.incomplete": _("Une dérogation se demande avec son motif et ses conséquences : écrivez les deux."),
    "concession_file.unbounded": _(
        "Une dérogation avant réalisation est bornée : donnez un nombre de pièces, une date de fin, ou les deux."
    ),
    "concession_file.mixed": _(
        "Une dérogation avant réalisation a une quantité ou une date, une dérogation après réalisation une liste de "
        "pièces : gardez les unes ou les autres."
    ),
    "concession_file.quantity": _("Une dérogation porte sur 1 à {most} pièces : corrigez la quantité."),
    "concession_file.nothing_named": _(
        "Cette dérogation ne désigne rien : donnez les caractéristiques, et les pièces si elles sont déjà faites."
    ),
    "concession_file.unknown_balloon": _("La pièce n'a pas de repère {balloon} : choisissez parmi ceux du plan."),
    "concession_file.safety": _(
        "Le repère {balloon} est une caractéristique de sécurité, et cet atelier n'y admet ni dérogation ni « fonction "
        "non altérée » : rebutez ou retouchez ; ce réglage, la qualité le change dans les réglages."
    ),
    "concession_file.safety_before": _(
        "Le repère {balloon} est une caractéristique de sécurité, et cet atelier n'y admet pas de dérogation : retirez "
        "ce repère de la demande ; ce réglage, la qualité le change dans les réglages."
    ),
    "concession_file.not_wider": _(
        "Les limites demandées pour le repère {balloon} n'élargissent pas celles du plan : corrigez-les, ou retirez ce "
        "repère."
    ),
    "concession_file.past": _("La date de fin {until} est passée : donnez une date à venir."),
    "concession_file.limit": _(
        "Une limite demandée pour le repère {balloon} n'est pas un nombre possible : écrivez-la comme sur le plan."
    ),
    "concession_file.balloon_twice": _("Le repère {balloon} est demandé deux fois : gardez une seule ligne."),
    "concession_file.piece_twice": _("La pièce {piece} est désignée deux fois : gardez-la une seule fois."),
    "concession_file.other_record": _(
        "Le relevé {record} n'est pas de la pièce, du plan et de l'indice de la demande : choisissez un relevé qui "
        "l'est."
    ),
    "concession_file.values_differ": _(
        "Les valeurs non conformes de la pièce {piece} du relevé {record} ne sont pas celles de la demande : refaites "
        "la demande sur ses valeurs d'aujourd'hui."
    ),
    "concession_file.conceded": _(
        "Le repère {balloon} de la pièce {piece} est déjà couvert par la dérogation {number} : il n'en faut pas "
        "d'autre."
    ),
    # its life
    "concession_file.not_now": _("La dérogation {number} est {state} : cela ne peut plus, ou pas encore, s'y faire."),
    "concession_file.decision_missing": _(
        "La dérogation {number} ne peut pas être activée sans la décision de : {authorities} ; enregistrez-la avec son "
        "nom, sa référence et sa date."
    ),
    "concession_file.opinion_missing": _(
        "La dérogation {number} n'a pas l'avis favorable de la qualité : donnez-le avant de l'activer."
    ),
    "concession_file.authority_unnamed": _(
        "Une décision se prouve : écrivez le nom de qui a décidé ({authority}) et la référence de son document."
    ),
    "concession_file.decided_later": _("Une décision ne peut pas dater du {decided}, qui n'est pas encore venu."),
    "concession_file.document_unknown": _(
        "Ce document n'est pas joint à la dérogation {number} : joignez-le d'abord, puis enregistrez la décision."
    ),
    "concession_file.unknown": _("Il n'y a pas de dérogation {number} : vérifiez son numéro."),
    "concession_file.not_bad": _(
        "La pièce {piece} du relevé {record} n'a aucune valeur non conforme : retirez-la de la demande."
    ),
    "concession_file.not_covered": _("Rien n'est activé. {message}"),
    "concession_file.not_written": _(
        "La valeur de la pièce {piece} est inscrite, mais pas la dérogation qui peut la couvrir : vérifiez le disque, "
        "puis reprenez la pièce."
    ),
    "concession_file.no_quantity": _("La dérogation {number} n'a pas de quantité à partager : tous les postes l'ont."),
    "concession_file.allotted_post": _("« {post} » n'est pas un autre poste : donnez son code, comme P2."),
    "concession_file.allotted_too_many": _(
        "Il ne reste que {free} pièce(s) de la dérogation {number} à donner : donnez-en moins, ou reprenez-en à un "
        "autre poste."
    ),
    # why it does not cover
    "concession_file.not_allotted": _(
        "Aucune pièce de la dérogation {number} n'est donnée au poste {post} : demandez-en à qui la gère."
    ),
    "concession_file.not_active": _("La dérogation {number} est {state} : elle n'accepte plus de pièce."),
    "concession_file.other_part": _(
        "La dérogation {number} est d'une autre pièce, d'un autre plan ou d'un autre indice."
    ),
    "concession_file.made_before": _(
        "La pièce {piece} a été faite avant l'activation de la dérogation {number}, qui ne vaut qu'après : demandez "
        "une dérogation après réalisation."
    ),
    "concession_file.piece_not_named": _(
        "La dérogation {number} désigne ses pièces, et la pièce {piece} n'en est pas : elle n'en accepte aucune autre."
    ),
    "concession_file.balloon_not_covered": _(
        "La dérogation {number} ne couvre pas le repère {balloon} : la pièce reste non conforme. Demandez une seule "
        "dérogation qui couvre tous ses défauts, ou retouchez-la."
    ),
    "concession_file.other_value": _(
        "Le repère {balloon} a été mesuré de nouveau depuis que la dérogation {number} l'a accepté : sa valeur n'est "
        "plus celle qui a été acceptée."
    ),
    "concession_file.nothing_bad": _(
        "La pièce {piece} n'a aucune valeur non conforme : elle n'a pas besoin de dérogation."
    ),
    "concession_file.other_callout": _(
        "La dérogation {number} a été demandée pour une autre exigence du repère {balloon}, qui est ici {callout} : "
        "demandez-en une autre."
    ),
    "concession_file.no_value": _(
        "Le repère {balloon} a été vu sans être chiffré : la dérogation {number} n'élargit que des limites ; mesurez "
        "la cote."
    ),
    "concession_file.second_reading": _(
        "Le repère {balloon} a été trouvé au-delà de la dérogation {number} : il y faut une seconde mesure dedans."
    ),
    "concession_file.simulated": _(
        "La dérogation {number} a été demandée sur des mesures simulées : elle ne vaut pas pour une vraie pièce ; "
        "demandez-en une autre."
    ),
    "concession_file.not_simulated": _(
        "La pièce est simulée : la dérogation {number}, demandée pour de vraies pièces, ne la compte pas."
    ),
    "concession_file.beyond": _(
        "{value} est au-delà des limites que la dérogation {number} donne au repère {balloon}."
    ),
    # what is typed
    "treatment.count_unreadable": _("« {text} » n'est pas un nombre de pièces : écrivez-le en chiffres."),
    "treatment.pieces_unreadable": _("« {text} » ne désigne pas de pièces : écrivez leurs numéros, comme 2, 5-7."),
    "treatment.day_missing": _("Il manque la date : écrivez-la comme 30/11/2030."),
    # the pieces
    "piece.left": _("La pièce {piece} est {departure} : plus rien n'y change."),
    "piece.left_elsewhere": _(
        "La pièce {piece} est {departure} : c'est la pièce {measured_as} du relevé {record} ; plus rien n'y change."
    ),
    "piece.measured_elsewhere": _(
        "La pièce {piece} a été remesurée dans le relevé {record}, où elle est la pièce {measured_as} : faites-la "
        "sortir de ce relevé."
    ),
    "piece.not_good": _(
        "La pièce {piece} est {disposition} : elle ne peut pas être expédiée ; finissez de la mesurer, ou décidez-en "
        "sur sa fiche."
    ),
    "piece.not_bad": _(
        "La pièce {piece} n'est pas non conforme : pour la rebuter, écrivez le motif (perdue, abîmée…)."
    ),
    "piece.given_up": _(
        "La pièce {piece} ne peut pas être expédiée : il est décidé « {treatment} » ; décidez-en d'abord autrement sur "
        "sa fiche, ou sur une autre si elle est close."
    ),
    "piece.zero_unproven": _(
        "La pièce {piece} a été comparée à un zéro qui n'est pas encore recontrôlé : recontrôlez-le avant de "
        "l'expédier."
    ),
    "piece.held_back": _(
        "La pièce {piece} est désignée par une fiche ouverte : elle ne part qu'une fois la fiche close."
    ),
    "piece.others_held": _(
        "La pièce {piece} est bonne, mais le lot est retenu par {sheets} : la fiche doit dire que la cause ne "
        "l'atteint pas, et qui en a décidé."
    ),
    "piece.bad_unnamed": _(
        "Rien n'est expédié de ce relevé tant que ses pièces non conformes n'ont pas toutes une fiche ; sans fiche : "
        "{pieces}. Ouvrez-leur une fiche, ou rebutez-les."
    ),
    "piece.bad_unnamed_beside": _(
        "Rien n'est expédié de ce lot tant que les pièces non conformes du relevé {record} n'ont pas toutes une fiche "
        "; sans fiche : {pieces}. Ouvrez-leur une fiche, ou rebutez-les."
    ),
    "piece.none_named": _("Aucune pièce n'est désignée : choisissez-en au moins une."),
    # the sheet
    "nonconformity.not_bad": _(
        "Le repère {balloon} de la pièce {piece} n'est pas non conforme : une fiche naît d'une valeur non conforme."
    ),
    "nonconformity.not_measured_again": _(
        "Le repère {balloon} de la pièce {piece} n'a pas été mesuré depuis : remesurez-le après la retouche."
    ),
    "nonconformity.other_part": _(
        "Le relevé {record} est d'une autre pièce, d'un autre plan ou d'un autre indice : choisissez celui où elle a "
        "été remesurée."
    ),
    "nonconformity.own_piece": _(
        "Dans le relevé de la fiche, la pièce {piece} garde son numéro : choisissez un autre relevé, ou ce numéro."
    ),
    "nonconformity.another_piece": _(
        "La pièce {piece} du relevé {record} est déjà le recontrôle d'une autre : vérifiez le numéro."
    ),
    "nonconformity.not_redone": _(
        "La pièce {piece} n'est ni à retoucher ni à réparer ({treatment}) : décidez-en d'abord autrement."
    ),
    "nonconformity.changed": _(
        "La fiche {number} a changé depuis que vous l'avez ouverte : relisez-la, puis recommencez."
    ),
    "nonconformity.already_raised": _(
        "Le repère {balloon} de la pièce {piece} a déjà la fiche {number} : continuez celle-ci."
    ),
    "nonconformity.own_gesture": _(
        "Ouvrir, recontrôler et joindre ont chacun leur commande : passez par celle de la fiche."
    ),
    "nonconformity.contained": _("La fiche {number} compte {most} pièce(s) : isolez-en de 1 à {most}."),
    "nonconformity.to_scrap": _(
        "La fiche {number} ne peut pas être close : il reste à rebuter : {pieces} ; rebutez, ou décidez autrement."
    ),
    "nonconformity.given_up": _(
        "La fiche {number} rebute ou retourne encore : {pieces} ; décidez-en autrement avant de l'annuler."
    ),
    "nonconformity.not_covered": _(
        "La dérogation {number} ne couvre pas la pièce {piece} telle qu'elle est mesurée : choisissez celle qui la "
        "couvre."
    ),
    "nonconformity.not_general": _(
        "{treatment} : « fonction non altérée » ne vaut qu'au-delà d'une tolérance générale ; il y faut une dérogation."
    ),
    "nonconformity.no_file": _("Ce n'est pas un fichier du classeur : joignez-le de nouveau."),
    "nonconformity.unknown": _("Il n'y a pas de fiche {number} : vérifiez son numéro."),
    "nonconformity.to_be_signed": _("Cette décision se signe : donnez votre nom et votre code."),
    "nonconformity.concession_unknown": _(
        "La dérogation {number} n'existe pas ou n'a jamais été activée : donnez le numéro d'une dérogation accordée."
    ),
    "nonconformity.nothing_found": _("Une fiche naît d'au moins une valeur non conforme : choisissez-la d'abord."),
    "nonconformity.quantity": _(
        "La fiche désigne {named} pièce(s) et en compte {quantity}, pour un relevé de {most} : comptez-les toutes, "
        "suspectes comprises."
    ),
    "nonconformity.simulated": _(
        "La pièce {piece} et le relevé {record} ne sont pas tous deux réels, ou tous deux simulés : remesurez-la "
        "comme elle l'a été."
    ),
    "nonconformity.bad_again": _(
        "La fiche ne peut pas être close : la pièce {piece}, remesurée depuis (relevé {record}), n'est plus bonne ; "
        "recontrôlez-la, ou décidez-en autrement."
    ),
    "nonconformity.unnamed": _(
        "{treatment} : {quantity} pièce(s) pour {named} désignée(s) ; ce traitement ne vaut que pour des pièces "
        "désignées : comptez les suspectes en tri ou en reclassement."
    ),
    "nonconformity.piece_scrapped": _(
        "La pièce {piece} est déjà rebutée : il ne peut plus en être décidé « {treatment} » ; laissez « rebut »."
    ),
    "nonconformity.ground": _(
        "{treatment} : « fonction non altérée » n'y est pas un motif ; retirez-le, ou acceptez en l'état."
    ),
    "nonconformity.suspected": _(
        "La fiche {number} compte {suspected} pièce(s) suspecte(s) que rien ne désigne : elle retient le lot ; "
        "triez-les et closez-la, ou annulez-la et ouvrez-en une autre sans elles."
    ),
    "nonconformity.scrapped": _(
        "La fiche {number} a fait rebuter : {pieces} ; elle ne s'annule plus : décrivez-la, puis closez-la."
    ),
    "nonconformity.cancelled": _("La fiche {number} est annulée : elle ne change plus ; ouvrez-en une autre."),
    "nonconformity.closed": _("La fiche {number} est close : elle ne change plus ; ouvrez-en une autre."),
    "nonconformity.not_decided": _("Le traitement de la fiche {number} n'est pas décidé : décidez-le d'abord."),
    "nonconformity.not_described": _(
        "La fiche {number} ne dit ni la gravité ni les faits : décrivez-la avant de la clore."
    ),
    "nonconformity.text_missing": _("Il manque le texte : écrivez-le en une phrase."),
    "nonconformity.action_past": _("Une action ne peut pas être due le {due}, qui est passé : donnez une autre date."),
    "follow_up.format": _(
        "« {path} » n'est ni un PDF, ni un classeur, ni un CSV : finissez le nom par .pdf, .xlsx ou .csv."
    ),
    "follow_up.period": _("La période finit le {until}, avant de commencer le {since} : échangez les deux jours."),
    "follow_up.uncountable": _("Une cause n'est dite que sur les fiches : comptez {possible}."),
    "nonconformity.cost_missing": _("Aucun coût n'est donné : écrivez des minutes, des euros, ou les deux."),
    "nonconformity.cost_out_of_bounds": _(
        "Ce coût ne peut pas être gardé : des minutes entières, des euros avec deux décimales au plus, rien de négatif."
    ),
    "nonconformity.cost_unreadable": _("« {text} » n'est pas un coût : écrivez par exemple 45 ou 129,90."),
    "nonconformity.action_unknown": _(
        "La fiche {number} n'a pas cette action corrective : choisissez-la dans la liste."
    ),
    "nonconformity.to_reinspect": _(
        "La fiche {number} ne peut pas être close : il reste à recontrôler après retouche : {pieces}."
    ),
    "nonconformity.line_quantity": _(
        "{treatment} : {quantity} pièce(s), c'est moins que celles qui y sont désignées ; corrigez la quantité."
    ),
    "nonconformity.concession_missing": _(
        "{treatment} : il y faut le numéro d'une dérogation accordée, ou le motif « fonction non altérée » signé."
    ),
    "nonconformity.piece_twice": _("La pièce {piece} a deux traitements : gardez-en un seul."),
    "nonconformity.piece_not_named": _("La fiche {number} ne désigne pas la pièce {piece} : vérifiez son numéro."),
    "nonconformity.piece_forgotten": _("Il manque le traitement de : {pieces} ; décidez de chaque pièce."),
    "nonconformity.quantities": _(
        "Les traitements font {total} pièce(s) et la fiche en compte {quantity} : corrigez les quantités."
    ),
}
