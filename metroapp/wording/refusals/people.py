"""What is refused about people: who they are, what they may do, and their secrets."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

PEOPLE: dict[str, str] = {
    # who they are
    "person.name_missing": _("Il manque le nom de la personne : tapez-le."),
    "person.name_too_long": _("Ce nom ne convient pas : {most} caractères au plus, tous visibles."),
    "person.name_taken": _(
        "« {name} » existe déjà : ajoutez un prénom, une initiale ou un numéro pour distinguer les deux personnes."
    ),
    "person.unknown": _("Personne ne s'appelle « {name} » ici : vérifiez le nom, ou faites entrer cette personne."),
    "person.inactive": _("{name} n'a plus de rôle dans cet atelier : un administrateur peut lui en redonner un."),
    "person.roles_missing": _("Il manque le rôle de la personne : choisissez-en au moins un."),
    "person.jury_alone": _("Un membre du jury lit tout et n'écrit rien : ce rôle ne va avec aucun autre."),
    "person.candidate_alone": _(
        "Un candidat ne voit que son épreuve : ce rôle ne va avec aucun autre. Donnez-lui un compte à part."
    ),
    "person.last_administrator": _(
        "{name} est le dernier administrateur : donnez d'abord ce rôle à quelqu'un d'autre, avec un code."
    ),
    "person.administrator_exists": _(
        "Cet atelier a déjà un administrateur : c'est à lui de faire entrer les autres personnes."
    ),
    "person.not_administrator": _(
        "{name} n'était pas administrateur : donnez le nom d'un ancien administrateur, ou un nom nouveau."
    ),
    "person.administrator_missing": _(
        "Cet atelier n'a pas encore d'administrateur : créez-le au premier démarrage de la fenêtre, "
        "ou avec « metroapp person first »."
    ),
    # what they may do
    "person.not_allowed": _(
        "{name} ({roles}) ne peut pas {action} : demandez à quelqu'un qui en a le droit ({allowed})."
    ),
    "session.nobody": _("Personne n'est identifié à ce poste : ouvrez une session avec votre nom et votre code."),
    "session.locked": _("Le poste est verrouillé par {name} : tapez le code pour continuer."),
    "session.held_for_another": _(
        "Lectures reçues poste verrouillé, pour une autre personne : {count}. Elles attendent son retour ; "
        "rien n'est enregistré à votre nom, continuez."
    ),
    # secrets
    "secret.empty": _("Il manque le code ou le mot de passe : tapez-le."),
    "secret.too_short": _("Ce code est trop court : {least} caractères au moins."),
    "secret.too_long": _("Ce mot de passe est trop long : {most} caractères au plus."),
    "secret.too_simple": _("Ce code est trop simple (suite, répétition ou nom) : choisissez-en un autre."),
    "secret.different": _("Les deux codes tapés ne sont pas les mêmes : tapez-les à nouveau."),
    "secret.none": _("{name} n'a pas encore de code : un administrateur peut lui en donner un."),
    "secret.lost": _(
        "Le code de {name} n'est plus celui que le journal a scellé : un administrateur doit en donner un nouveau."
    ),
    "secret.wrong": _("Ce n'est pas le code de {name} : tapez-le à nouveau."),
    "secret.wrong_again": _(
        "Ce n'est pas le code de {name} ({failures} échecs de suite) : attendez {seconds} s avant de réessayer."
    ),
    "secret.wait": _("Après {failures} échecs de suite, {name} doit attendre encore {seconds} s avant de réessayer."),
    "secret.file_unreadable": _(
        "Le fichier du code {path} ne se lit pas : donnez un fichier texte dont la première ligne est le code."
    ),
    "secrets.unreadable": _(
        "Le fichier des codes {path} est endommagé : remettez celui d'une sauvegarde, ou retirez-le "
        "et créez un nouvel administrateur (le journal le dira)."
    ),
    # names
    "erasure.has_roles": _(
        "{name} a encore un rôle : retirez-lui ses rôles d'abord, puis attendez la fin de la durée de conservation."
    ),
    "erasure.too_early": _(
        "Le nom de {name} ne pourra être effacé qu'à partir du {day} ({kind}) : attendez ce jour, "
        "ou raccourcissez cette durée de conservation si rien ne la justifie plus."
    ),
    "erasure.reason_names": _("Le motif reste au journal : écrivez-le sans le nom de la personne."),
    "retention.months_out_of_bounds": _("Une durée de conservation va de 1 à {most} mois."),
    "lock.minutes_out_of_bounds": _("Le délai avant le verrouillage va de 1 à {most} minutes, ou 0 pour jamais."),
    "workshop.name_missing": _("Il manque le nom de l'atelier : tapez-le, il figure sur les documents."),
    "workshop.founded": _("Cet atelier a déjà un nom : il ne change plus."),
    "demonstration.not_its_workspace": _(
        "{path} n'est pas un dossier de démonstration : donnez un dossier vide avec --workspace."
    ),
}
