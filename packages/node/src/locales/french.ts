import type { ErrorTexts, HintsLike } from '@turbosmtp-auth/core';
import { french as core } from '@turbosmtp-auth/core/locales/fr';
import type { nodeHints } from '../hints.ts';
import type { NodeIssueCode } from '../issue-texts.ts';

export { frenchPassword } from '@turbosmtp-auth/core/locales/fr';

const hints: HintsLike<typeof nodeHints> = {
  certificate_not_trusted: ({ code }) =>
    `Le certificat du service n’est pas reconnu (${code}). Si ce réseau intercepte les connexions TLS, indiquez son autorité de certification dans NODE_EXTRA_CA_CERTS, ou avec \`nodeFetch({ ca })\`.`,
  header_of_connection:
    'Retirez les en-têtes de la connexion, comme Keep-Alive, Transfer-Encoding, Upgrade ou Expect : Node les définit lui-même.',
  bad_port:
    'Utilisez un autre port dans l’URL de base, car aucun fetch ne se connecte à celui-ci (un «\u00a0bad port\u00a0» du standard Fetch).',
  proxy_refused:
    'Demandez à l’administrateur du proxy d’autoriser les connexions au service, car le proxy a refusé celle-ci.',
  proxy_credentials:
    'Écrivez les bons identifiants dans l’URL du proxy, car il les a demandés, ou a refusé ceux qui y figurent.',
  proxy_bad_gateway:
    'Vérifiez l’URL de base, puis adressez-vous à l’administrateur du proxy, car le proxy n’a pas pu joindre le service.',
  proxy_unavailable: 'Réessayez plus tard, car le proxy n’a pas pu joindre le service.',
  proxy_timeout: 'Réessayez plus tard, car le proxy n’a reçu aucune réponse du service.',
  proxy_status: ({ status }) =>
    `Vérifiez le proxy, car il a répondu ${status} au lieu de se connecter au service.`,
  proxy_unreachable: ({ code }) =>
    `Vérifiez l’adresse du proxy, et son certificat s’il est en https, car aucune connexion n’a pu être établie par son intermédiaire${code === undefined ? '' : ` (${code})`}.`,
  node_fetch_not_called:
    'Écrivez `fetch: nodeFetch()`, avec les parenthèses, car `nodeFetch` a été appelé comme un `fetch` alors qu’il en crée un.',
  undici_not_installed:
    'Installez le paquet `undici` avec `npm install undici@7`. Les proxys, les autorités de certification et les durées de keep-alive en ont besoin. Un bundle ne le contient pas : installez-le là où le bundle s’exécute.',
  undici_not_loaded:
    'Installez une version du paquet `undici` adaptée à ce Node, avec `npm install undici@7` : celle qui est installée n’a pas pu être chargée.',

  own_files_unreadable:
    'Réessayez, car Node n’a pas pu charger un fichier de ce paquet. Vérifiez combien de fichiers sont ouverts et si le paquet est entièrement installé.',
  files_not_permitted: ({ path }) =>
    `Lancez Node avec --allow-fs-read et --allow-fs-write pour le répertoire du magasin, car son modèle de permissions refuse ${path}.`,
  state_directory_unknown: ({ variable }) =>
    `Affectez à ${variable} un chemin absolu, ou donnez un \`directory\` au magasin.`,
  directory_not_resolved:
    'Donnez le chemin lui-même, car `~` et `file:` ne sont pas résolus. `os.homedir()` donne le répertoire personnel, et `fileURLToPath` le chemin d’une URL.',
  home_of_another_user: ({ home, owner }) =>
    `Donnez à HOME le répertoire personnel de root, ou lancez le programme comme utilisateur ${owner}. Il s’exécute comme root, mais ${home} appartient à l’utilisateur ${owner}.`,
  directory_of_another_user: ({ user, directory, owner }) =>
    `Choisissez un répertoire dans lequel cet utilisateur (${user}) peut écrire, car ${directory} appartient à l’utilisateur ${owner}.`,
  no_keychain_or_sealing_key: ({ why }) =>
    `Affectez à TURBOSMTP_AUTH_STORE_KEY 32 octets aléatoires en base64url, ou exécutez le programme là où un trousseau du système est utilisable. Ici, il ne l’est pas : ${why}.`,
  no_keychain: ({ why }) =>
    `Exécutez le programme là où un trousseau du système est utilisable, avec \`@napi-rs/keyring\` installé. Ici, il n’est pas utilisable : ${why}.`,
  keychain_process_refused:
    'Node ne peut pas lancer le processus qui parle au trousseau. Avec `--permission`, ajoutez `--allow-child-process`. Si le programme est réuni en un seul fichier, exécutez-le avec Node, ou utilisez `sealedFileKeyStore`.',
  keychain_process_ended:
    'Réessayez, car le processus qui communique avec le trousseau s’est arrêté ou n’a pas pu démarrer.',

  key_file_busy: ({ source }) =>
    `Réessayez, car le fichier de ${source} n’a pas pu être lu à l’instant. Trop de fichiers sont peut-être ouverts, ou le disque a un défaut.`,
  key_file_not_permitted: ({ source }) => `Lancez Node avec --allow-fs-read pour le fichier de ${source}.`,
  key_file_writable_by_others: ({ source }) =>
    `Exécutez chmod go-w sur le fichier de ${source}, car seul son propriétaire doit pouvoir y écrire.`,
  key_file_unreadable: 'Vérifiez que le fichier existe, et que cet utilisateur peut le lire.',
  key_file_not_absolute: 'Donnez un chemin absolu.',
  not_a_sealing_key: 'Donnez 32 octets aléatoires en base64url, soit 43 caractères sans remplissage.',

  client_of_another_copy:
    'Fournissez un client créé par `createClient` de la même copie de `@turbosmtp-auth/node` que cette fonction. `npm ls @turbosmtp-auth/node` montre les copies.',
  names_the_old_pair:
    'Retirez TURBOSMTP_CONSUMER_KEY ou indiquez-y une autre consumer key, car cette variable nomme celle que cette rotation remplace et supprime.',
  permissions_not_listed:
    'Indiquez les `permissions` de la nouvelle consumer key, car le service ne donne pas celles de l’ancienne.',
  pair_of_another_account:
    'La consumer key enregistrée n’est pas dans la liste de ce compte. Connectez-vous au compte auquel elle appartient, ou enregistrez-en une de ce compte.',
  new_pair_refused:
    'Réessayez plus tard, car le service a refusé la nouvelle consumer key. L’ancienne reste enregistrée, et la nouvelle a été supprimée.',
  both_pairs_refused:
    'Le service a refusé la nouvelle consumer key et l’ancienne. Les deux restent enregistrées. Vérifiez que le compte est actif et que ses consumer keys sont acceptées depuis cette adresse IP.',
  pair_not_kept:
    'Vérifiez le magasin de clés ou donnez-en un autre, car il n’a pas gardé ce qui y a été écrit.',
  pair_kept_changing: 'Réessayez, car un autre processus remplaçait sans cesse la consumer key enregistrée.',
  redis_unreachable: 'Vérifiez que le client Redis est connecté, et que son serveur est joignable et prêt.',
  redis_unanswered: 'Vérifiez que le serveur Redis est joignable et qu’il répond.',
  redis_not_permitted:
    'Donnez au client Redis un utilisateur autorisé à exécuter EVAL, EXISTS, GET, GETRANGE, SET, DEL, PEXPIRE et TIME sur ces clés.',
  redis_replica:
    'Connectez le client Redis au serveur primaire, car le serveur actuel est un réplica et n’accepte aucune écriture.',
  redis_out_of_memory:
    'Donnez plus de mémoire à Redis, ou donnez à sa maxmemory-policy la valeur volatile-lru.',
  redis_cannot_save:
    'Consultez le journal du serveur Redis, car il ne peut pas écrire sur son disque, et refuse les écritures jusque-là.',
  redis_key_taken:
    'Une clé de Redis avec le préfixe de ce magasin a une valeur d’un autre programme. Choisissez un autre préfixe, ou supprimez cette clé de Redis.',
  driver_cannot_write:
    'Donnez à unstorage un pilote capable d’écrire, car celui-ci n’a pas gardé ce qui a été écrit.',
  storage_unanswered: 'Vérifiez que le serveur du stockage est joignable et répond.',
};

const issues: Readonly<Record<NodeIssueCode, string>> = {
  invalid_prefix: 'Le préfixe doit se composer de A-Z a-z 0-9 _ -, séparés par de simples deux-points.',
  not_a_url: 'Ce n’est pas une URL.',
  not_url_characters: 'L’URL contient un espace, une barre oblique inverse ou un saut de ligne.',
  path_or_query: 'La valeur contient un chemin ou une chaîne de requête.',
  not_a_certificate: 'La valeur ne contient aucun certificat PEM valide.',
  not_a_client: 'Ce n’est pas un client de ce paquet.',
  not_a_file: 'Ce n’est pas un fichier.',
  not_a_redis_client: 'Ce n’est pas un client Redis.',
  not_a_storage: 'Ce n’est pas un stockage.',
  not_absolute: 'Ce n’est pas un chemin absolu.',
  not_an_http_proxy: 'Ce n’est pas un proxy HTTP.',
  not_readable: 'La lecture est impossible.',
};

/**
 * The texts of every error, in French, with the hints of this package.
 *
 * @example
 * ```ts
 * import { createClient, describeError } from '@turbosmtp-auth/node';
 * import { french } from '@turbosmtp-auth/node/locales/fr';
 *
 * const client = createClient();
 * await client.apiKey().catch((error) => console.log(describeError(error, french)));
 * ```
 */
export const french: ErrorTexts = {
  ...core,
  reasons: { ...core.reasons, ...hints },
  issues: { ...core.issues, ...issues },
};
