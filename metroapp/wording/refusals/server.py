"""What the server of the workshop refuses, or why it cannot be reached."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

SERVER: dict[str, str] = {
    "server.address": _(
        "Cette adresse de serveur ne se lit pas : écrivez-la comme postgresql://compte@serveur:5432/atelier."
    ),
    "server.secret_in_address": _(
        "L'adresse contient un mot de passe, que d'autres pourraient lire : mettez-le dans un fichier et donnez "
        "--secret-file."
    ),
    "server.secret_absent": _("Le fichier {path} ne donne pas de mot de passe : mettez-le sur sa première ligne."),
    "server.secret_open": _("D'autres que vous peuvent lire {path} : réservez-le à votre compte (chmod 600)."),
    "server.plain": _(
        "Le serveur {host} n'est pas sur ce poste : la liaison doit être chiffrée et son certificat vérifié, nom "
        "compris. Retirez sslmode de l'adresse, ou donnez sslmode=verify-full."
    ),
    "server.certificate": _(
        "Le certificat de {host} n'est pas reconnu : donnez celui de l'atelier, avec ?sslrootcert=… dans l'adresse."
    ),
    "server.certificate_name": _(
        "Le certificat du serveur n'est pas au nom de {host} : écrivez dans l'adresse le nom qu'il porte, avec "
        "?hostaddr=… si ce nom ne mène pas à lui."
    ),
    "server.no_tls": _(
        "Le serveur {host} ne chiffre pas ses liaisons : activez TLS sur lui (ssl = on, avec son certificat)."
    ),
    "server.no_database": _("Le serveur répond, mais la base de {address} n'y est pas : vérifiez son nom."),
    "server.encoding": _("Cette base n'est pas en UTF-8 : créez-la avec « createdb -T template0 -E UTF8 »."),
    "server.away": _(
        "Le serveur {address} ne répond pas : rien n'est perdu, ce qui attend partira dès qu'il répondra."
    ),
    "server.unread": _("Le serveur {address} ne répond pas : vérifiez le câble, puis actualisez."),
    "server.busy": _(
        "Le serveur {address} n'a plus de connexion libre : fermez une fenêtre qui le consulte, puis recommencez."
    ),
    "server.in_use": _(
        "Quelqu'un consulte le serveur {address} ou y écrit en ce moment : rien n'y a été changé. Faites fermer les "
        "fenêtres qui le consultent, puis recommencez."
    ),
    "server.unread_entry": _(
        "Cette page compte, sur le serveur {address}, un relevé dont une écriture ne se lit pas : « metroapp server "
        "verify » dit lequel. Les relevés s'ouvrent un par un ; refaites celui-là à son poste, programme à jour."
    ),
    "server.left_idle": _("Le serveur a fermé une lecture restée trop longtemps en attente : recommencez-la."),
    "server.account": _("Le serveur {address} refuse ce compte : vérifiez le compte et le fichier du mot de passe."),
    "server.too_old": _("Le serveur {address} est trop ancien : il faut PostgreSQL 15 ou plus récent."),
    "server.not_ours": _(
        "La base de {address} n'est pas celle d'un atelier : préparez-la avec « metroapp server init »."
    ),
    "server.database": _(
        "La base « {database} » porte un nom qui ne convient pas : des minuscules, des chiffres et « _ »."
    ),
    "server.already_made": _(
        "Cette base est déjà celle d'un atelier : ajoutez-y des postes, mettez-la à jour (« metroapp server upgrade ») "
        "ou prenez-en une autre."
    ),
    "server.no_trigrams": _(
        "Il manque au serveur l'extension pg_trgm, qui trouve les mots : installez le paquet postgresql-contrib."
    ),
    "server.of_today": _(
        "Le serveur se lit tel qu'il est : un document se vérifie avec l'archive de son poste, ou avec une copie "
        "(« metroapp server copy »)."
    ),
    "server.not_for_it": _(
        "Cette commande ne lit pas le serveur : retirez --server, ou donnez --workspace. Le serveur se consulte dans "
        "la fenêtre et avec archive, export, results export, dossier, chart, follow-up et offsets."
    ),
    "server.whole": _(
        "Le serveur se vérifie en entier (« metroapp server verify »), et le relevé {id} seul sur son poste ou dans "
        "une copie."
    ),
    "server.older": _(
        "Le serveur est d'une version plus ancienne que ce programme : sur le serveur, « metroapp server upgrade »."
    ),
    "server.newer": _("Le serveur est d'une version plus récente que ce poste : mettez ce poste à jour."),
    "server.full": _("Le disque du serveur {address} est plein : rien n'est perdu ici, faites-y de la place."),
    "server.failed": _(
        "Le serveur {address} n'a pas pu répondre (code {state}) : regardez son journal, puis recommencez."
    ),
    "server.other_post": _(
        "Le serveur ne connaît pas le poste {entry} sous ce compte : ajoutez-le avec « metroapp server add-post »."
    ),
    "server.gap": _("Le serveur attend d'abord l'écriture {entry} : recommencez l'envoi."),
    "server.differs": _(
        "Le serveur tient une autre écriture {entry} que ce poste : un autre atelier porte le même code de poste, ou "
        "ce dossier a été remplacé. Donnez à celui-ci un autre code, ou faites vérifier les deux."
    ),
    "server.ahead": _(
        "Le serveur a déjà l'écriture {entry}, que ce poste n'a plus : ce dossier est une copie ancienne. Reprenez le "
        "dossier d'origine, sa dernière sauvegarde ou, s'ils sont perdus, « metroapp server recover »."
    ),
    "server.broken": _(
        "L'écriture {entry} ne suit pas la chaîne du poste : le serveur la refuse, et toutes les suivantes. Vérifiez "
        "l'archive de ce poste avec « metroapp archive verify »."
    ),
    "server.pulled_broken": _(
        "L'écriture {entry} du serveur ne suit pas sa chaîne : rien n'en est repris. Faites vérifier le serveur avec "
        "« metroapp server verify »."
    ),
    "server.pulled_differs": _(
        "Ce dossier tient l'écriture {entry}, que le serveur n'a pas ou a autrement : rien n'en est repris. Si c'est "
        "une copie, recommencez-la dans un dossier vide."
    ),
    "server.is_copy": _(
        "{path} est une copie du serveur : elle se consulte et ne s'écrit pas. Ouvrez-la avec --read-only, ou "
        "choisissez le dossier de ce poste."
    ),
    "server.not_a_copy": _(
        "Des relevés sont enregistrés dans {path} : donnez un dossier vide pour la copie du serveur."
    ),
    "workshop.post_code": _(
        "« {post} » n'est pas un code de poste : une majuscule, puis jusqu'à sept majuscules ou chiffres."
    ),
    "server.post_code": _(
        "« {post} » n'est pas un code de poste : une majuscule, puis jusqu'à sept majuscules ou chiffres."
    ),
    "server.post_known": _("Le serveur connaît déjà un poste {post} : donnez un autre code."),
    "server.reader_name": _("« {name} » n'est pas un nom de compte : des minuscules, des chiffres et « _ »."),
    "server.account_known": _("Le compte {account} existe déjà sur le serveur : donnez un autre nom."),
    "server.not_chosen": _(
        "Ce poste n'envoie à aucun serveur : donnez --url, ou choisissez-en un avec « metroapp server use »."
    ),
    "server.home_unknown": _("Le serveur ne connaît pas de poste {post} : ajoutez-le d'abord."),
    "server.home_known": _("Le poste d'attache de cet atelier est {home} : il n'y en a qu'un, et il ne change pas."),
    "server.other_home": _(
        "Le serveur donne {home} pour poste d'attache, et ce poste suit {known} : rien n'est repris. Vérifiez que "
        "c'est le serveur de cet atelier."
    ),
    "post.elsewhere": _("Cela se modifie sur le poste {home} : ce poste en a la copie."),
    "record.other_post": _("Le relevé {number} est du poste {post} : il se lit ici et se remplit là-bas."),
    "server.secret_out": _(
        "Le mot de passe ne peut pas être écrit dans {path} : donnez un fichier qui n'existe pas encore."
    ),
}
