import type { ErrorTexts } from '../errors/english.ts';
import type { PasswordTexts } from '../password-rules/password-texts.ts';
import type { Translation } from './translation.ts';

const needsKey = 'Connectez-vous, ou fournissez `credentials` au client, puis réessayez.';
const ruleHint = 'Choisissez un autre mot de passe ; `checkPassword` peut le vérifier pendant la saisie.';
const copyToken = 'Copiez le jeton depuis l’e-mail de réinitialisation.';

const because = ({ code }: { code?: string }): string => (code === undefined ? '' : ` (${code})`);

const typed = { email: 'l’adresse e-mail', password: 'le mot de passe', token: 'le jeton' } as const;

/**
 * The texts of every error, in French.
 *
 * @example
 * ```ts
 * import { createClient, describeError, memoryKeyStore, memoryLock } from '@turbosmtp-auth/core';
 * import { french } from '@turbosmtp-auth/core/locales/fr';
 *
 * const client = createClient({ name: 'mine', fetch, keyStore: memoryKeyStore(), lock: memoryLock() });
 * await client.apiKey().catch((error) => console.log(describeError(error, french)));
 * ```
 */
export const french: Required<ErrorTexts> = /* @__PURE__ */ Object.freeze({
  otherError: 'Une erreur est survenue.',

  // Said by the client.
  invalid_input: [
    'Les données saisies ont été refusées avant tout envoi.',
    'Corrigez ces données, puis réessayez.',
  ],
  network: [
    'Le service est injoignable.',
    'Vérifiez la connexion, le proxy et l’URL de base, puis réessayez.',
  ],
  timeout: [
    'L’appel ne s’est pas terminé à temps.',
    'Réessayez, ou accordez davantage de temps avec `timeout`.',
  ],
  outcome_unknown: [
    'Aucune réponse à la requête n’est arrivée ; on ignore si la requête a pris effet.',
    'Vérifiez ce qui s’est passé avant de répéter la requête.',
  ],
  redirect_refused: [
    'La réponse était une redirection ; avec des identifiants, le client ne suit aucune redirection.',
    'Vérifiez l’URL de base, et si un proxy ou une page de connexion s’interpose sur ce réseau.',
  ],
  unexpected_response: [
    'La réponse n’est pas celle qui était attendue.',
    'Vérifiez l’URL de base, et si un proxy, un pare-feu ou une page de connexion s’interpose sur ce réseau.',
  ],
  rate_limited: [
    'Le service demande de ralentir.',
    'Réessayez après `retryAt`, et réutilisez un même client pour éviter des connexions inutiles.',
  ],
  server_error: ['Le service n’a pas pu traiter la requête.', 'Réessayez plus tard.'],
  signed_out: ['Il n’y a pas de clé à utiliser.', needsKey],
  account_mismatch: [
    'Un autre compte est connecté avec ce profil.',
    'Donnez à chaque compte un `profile` distinct, ou appelez d’abord `logout`.',
  ],
  not_allowed: [
    'Cet appel n’est pas autorisé ici.',
    'Faites cet appel depuis l’arrière-plan de l’extension, ou faites-le autoriser ici par l’arrière-plan.',
  ],
  closed: [
    'Ce client a été fermé.',
    'Gardez le client ouvert jusqu’au dernier appel : `close()` le ferme, tout comme la fin d’un bloc `await using`.',
  ],
  unknown: [
    'L’appel a échoué pour une raison que ce paquet ne connaît pas.',
    'Consultez `status` et `serverCode`.',
  ],
  storage_unavailable: [
    'Le magasin de clés ne peut pas être utilisé.',
    'Vérifiez qu’il est installé, en cours d’exécution et joignable.',
  ],
  storage_denied: [
    'L’accès au magasin de clés est refusé.',
    'Déverrouillez le trousseau, ou donnez à cet utilisateur l’accès au répertoire du magasin, puis réessayez.',
  ],
  storage_insecure: [
    'D’autres peuvent lire ou modifier le magasin de clés, il n’a donc pas été utilisé.',
    'Donnez le mode 0600 à ses fichiers et 0700 à son répertoire ; tous doivent appartenir à cet utilisateur et ne pas être des liens.',
  ],
  storage_damaged: [
    'Un enregistrement est endommagé et n’a pas été utilisé.',
    'Déplacez ou supprimez l’enregistrement endommagé, puis reconnectez-vous.',
  ],
  storage_wrong_key: [
    'Un enregistrement est scellé avec une autre clé et n’a pas été utilisé.',
    'Configurez la clé de scellement avec laquelle il a été écrit.',
  ],
  storage_misplaced: [
    'Un enregistrement provient d’un autre profil, service ou type et n’a pas été utilisé.',
    'Si des enregistrements ont été copiés ou renommés, annulez cela ; sinon, supprimez celui-ci et reconnectez-vous.',
  ],
  storage_too_new: [
    'Un enregistrement a été écrit par une version plus récente et n’a pas été utilisé.',
    'Mettez ce paquet à jour.',
  ],
  storage_full: [
    'Le magasin de clés n’a pas de place pour cet enregistrement ; son contenu est inchangé.',
    'Libérez de l’espace, puis réessayez.',
  ],
  storage_timeout: [
    'Le magasin de clés n’a pas répondu à temps.',
    'Vérifiez s’il est bloqué ou s’il demande à être déverrouillé, puis réessayez.',
  ],
  storage_below_assurance: [
    'Aucun magasin de clés n’offre la sécurité exigée par `minAssurance`.',
    'Donnez au client un magasin de clés plus sûr, ou abaissez `minAssurance`.',
  ],

  // Said by the service.
  missing_required_parameter: [
    'Une valeur obligatoire est manquante ; le service ne dit pas laquelle.',
    'Indiquez toutes les valeurs obligatoires.',
  ],
  missing_required_parameter_email: ['L’adresse e-mail est absente.', 'Indiquez l’adresse e-mail.'],
  wrong_credentials_specified: [
    'L’adresse e-mail ou le mot de passe est incorrect.',
    'Vérifiez les deux ; si vous avez oublié le mot de passe, réinitialisez-le.',
  ],
  missing_authorization_key: [
    'Le service n’a reçu aucune clé d’API.',
    'Vérifiez si un proxy supprime l’en-tête Authorization.',
  ],
  invalid_authorization_key: ['Le service n’a pas accepté la clé.', needsKey],
  account_is_inactive: ['Le compte est inactif.', 'Activez le compte auprès du service, puis réessayez.'],
  invalid_mail_address: [
    'Le service considère l’adresse e-mail comme non valide.',
    'Vérifiez l’adresse du compte.',
  ],
  current_password_is_missing: ['Le mot de passe actuel est manquant.', 'Saisissez le mot de passe actuel.'],
  current_password_can_not_be_empty: [
    'Le mot de passe actuel est vide.',
    'Saisissez le mot de passe actuel.',
  ],
  password_is_missing: ['Le nouveau mot de passe est manquant.', 'Saisissez un nouveau mot de passe.'],
  password_length_should_not_be_less_than_10_characters: [
    'Le nouveau mot de passe compte moins de 10 caractères.',
    ruleHint,
  ],
  password_should_contain_at_least_one_uppercase_character: [
    'Le nouveau mot de passe ne contient aucune lettre majuscule.',
    ruleHint,
  ],
  password_should_contain_at_least_one_lowercase_character: [
    'Le nouveau mot de passe ne contient aucune lettre minuscule.',
    ruleHint,
  ],
  password_should_contain_at_least_one_digit: [
    'Le nouveau mot de passe ne contient aucun chiffre.',
    ruleHint,
  ],
  confirm_password_is_missing: [
    'La confirmation du nouveau mot de passe est manquante.',
    'Saisissez à nouveau le nouveau mot de passe.',
  ],
  password_should_equal_confirm_password: [
    'Le nouveau mot de passe et sa confirmation ne correspondent pas.',
    'Saisissez à nouveau le nouveau mot de passe.',
  ],
  new_password_should_not_equal_current_password: [
    'Le nouveau mot de passe est identique à l’actuel.',
    'Choisissez un autre mot de passe.',
  ],
  empty_request_body: [
    'Le service a reçu une requête sans corps.',
    'Vérifiez si un proxy supprime le corps.',
  ],
  password_is_invalid: [
    'Le mot de passe actuel est incorrect.',
    'Vérifiez-le ; si vous l’avez oublié, réinitialisez-le.',
  ],
  not_allowed_for_apikey: [
    'Cette opération n’est pas autorisée avec une consumer key et un consumer secret.',
    'Connectez-vous plutôt avec l’adresse e-mail et le mot de passe.',
  ],
  email_not_found: ['Aucun compte n’a cette adresse e-mail.', 'Vérifiez l’adresse.'],
  key_not_found: [
    'Le compte n’a pas cette consumer key.',
    'Affichez la liste des consumer keys pour voir celles qui existent.',
  ],
  forgot_password_token_is_missing: ['Le jeton de réinitialisation est manquant.', copyToken],
  token_is_missing: ['Le jeton de réinitialisation est manquant.', copyToken],
  token_can_not_be_empty: ['Le jeton de réinitialisation est vide.', copyToken],
  token_is_invalid: [
    'Le jeton de réinitialisation est inconnu, déjà utilisé ou expiré.',
    'Demandez un nouvel e-mail de réinitialisation ; un jeton est valable une heure.',
  ],

  // Hints that say more than the code does.
  reasons: {
    not_a_url: 'Donnez une URL absolue, par exemple https://host/api/v2.',
    not_https:
      'Utilisez https, pour que la clé ne circule pas en clair. Le http non chiffré est réservé à la boucle locale.',
    credentials_in_url: 'Retirez le nom d’utilisateur et le mot de passe de l’URL.',
    query_or_fragment: 'Retirez de l’URL de base la chaîne de requête et le fragment.',
    not_url_characters: 'Écrivez l’URL avec des barres obliques, sans espaces ni sauts de ligne.',
    outside_base_url:
      'Donnez un chemin comme `/analytics` ou une URL située sous l’URL de base. Pour un autre service, utilisez le `fetch` ordinaire.',

    needs_api_key:
      'Utilisez un client qui a une clé d’API. Connectez-vous pour cela avec l’adresse e-mail et le mot de passe, et non avec une consumer key et un consumer secret.',
    pair_has_no_key:
      'Fournissez `credentials` au client, car une consumer key et son consumer secret ne donnent pas de clé d’API.',
    needs_consumer_pair:
      'Fournissez `consumer` au client, car les e-mails sont envoyés avec une consumer key et son consumer secret, et non avec une clé d’API.',
    no_consumer_pair:
      'Enregistrez une consumer key et son consumer secret pour ce profil et ce service, par exemple avec `turbosmtp-auth consumer-keys create --save --permission SEND_API`.',
    token_check_needs_key:
      'Omettez `verifyResetToken` : `resetPassword` n’a pas besoin de clé et indique si le jeton est valide.',

    input_padded: ({ field }) => `Vérifiez ${typed[field]}, car un espace se trouve au début ou à la fin.`,
    input_quoted: ({ field }) => `Donnez ${typed[field]} sans guillemets, sauf s’ils en font partie.`,
    input_invisible: ({ field }) =>
      `Saisissez à nouveau ${typed[field]}, car un caractère invisible s’y trouve, par exemple une marque d’ordre des octets.`,
    token_is_a_link: 'Donnez seulement le jeton, car ceci est un lien entier.',
    login_lost: 'Reconnectez-vous. Si une clé a été créée, elle expire d’ici deux heures.',
    login_lost_without_expiry:
      'Reconnectez-vous. Une clé qui n’expire jamais existe peut-être sans être enregistrée ici. Demandez au support de turboSMTP de la révoquer.',
    password_change_lost:
      'Appelez `settlePasswordChange` pour savoir quel mot de passe est valable à présent.',
    reset_mail_lost:
      'Cherchez l’e-mail dans la boîte de réception du compte, car il a peut-être été envoyé. S’il n’y est pas, demandez-le de nouveau.',
    password_reset_lost:
      'Essayez de vous connecter avec le nouveau mot de passe avant de réutiliser le jeton.',
    consumer_key_creation_lost:
      'Affichez la liste des consumer keys. S’il y en a une nouvelle que ce programme n’a pas enregistrée, supprimez-la, car son secret est perdu. Créez-en ensuite une nouvelle.',
    consumer_key_deletion_lost:
      'Affichez la liste des consumer keys pour voir si la clé a bien été supprimée.',

    not_json: ({ mediaType }) =>
      `La réponse était de type ${mediaType}, et non du JSON. Vérifiez l’URL de base, et si un proxy, un pare-feu ou une page de connexion s’interpose sur ce réseau.`,

    login_overtaken:
      'Une autre connexion, une déconnexion ou `close()` s’est terminée avant, et cette connexion a donc été annulée. Reconnectez-vous si vous le souhaitez toujours.',
    revocation_queue_full:
      'Trop de clés attendent d’être révoquées. Déconnectez-vous à nouveau dès que le service sera joignable : cela les révoquera toutes.',
    record_replaced_while_written:
      'Réessayez, car un autre processus n’a cessé de remplacer l’enregistrement pendant son écriture.',

    host_not_found: (cause) =>
      `Vérifiez le nom de l’hôte de l’URL de base et le DNS de cette machine, car cet hôte est introuvable${because(cause)}.`,
    no_connection: (cause) =>
      `La connexion au service a échoué${because(cause)}. Vérifiez l’URL de base et le réseau. Si ce réseau exige un proxy, définissez HTTPS_PROXY.`,
    handshake_failed: (cause) =>
      `La négociation TLS a échoué${because(cause)}. Vérifiez l’URL de base et son port, et si un pare-feu ou un proxy s’interpose sur ce réseau.`,
    certificate_not_valid_now: (cause) =>
      `Vérifiez l’horloge de cette machine, car le certificat du service n’est pas valable aujourd’hui${because(cause)}.`,
    certificate_of_another_host: (cause) =>
      `Vérifiez l’URL de base, et si une page de connexion s’interpose sur ce réseau, car le certificat est celui d’un autre hôte${because(cause)}.`,

    answer_too_large:
      "La réponse est trop grande pour être lue d’un bloc. Demandez moins de données à la fois, ou définissez `responseType: 'stream'` et lisez le flux.",
    answer_not_json:
      'Définissez `responseType` si la réponse ne doit pas être du JSON. Sinon, vérifiez l’URL de base, et si un proxy, un pare-feu ou une page de connexion s’interpose sur ce réseau.',
    answer_arrived:
      'Le service a répondu à cette requête : vérifiez ce qu’elle a modifié avant de la répéter.',

    generated_length: 'Donnez une longueur de 10 à 1024, ou omettez-la pour obtenir 20 caractères.',

    record_too_long:
      'Vérifiez d’où vient l’enregistrement, car il est plus long que tous ceux qu’écrit un client.',
    sealing_needs_https: 'Servez la page en HTTPS, car le scellement a besoin de WebCrypto.',

    store_directory_missing: 'Donnez un `directory` au magasin.',
    lock_directory_missing: 'Donnez un `directory` au verrou.',
    store_directory_impossible:
      'Vérifiez le chemin du magasin, car une partie n’existe pas, est un fichier ou a un nom trop long.',
    store_directory_taken: 'Vérifiez le chemin du magasin, car ce qui s’y trouve n’est pas un répertoire.',
    opened_to_fs_group:
      'Sur Kubernetes, le montage d’un volume peut donner à un groupe l’accès aux fichiers du magasin. Définissez `fsGroupChangePolicy: OnRootMismatch`, puis donnez le mode 0600 à ces fichiers et 0700 à leur répertoire.',
    read_only_file_system: 'Choisissez un répertoire sur un système de fichiers accessible en écriture.',
    record_is_a_directory:
      'Dans le répertoire du magasin, supprimez le répertoire dont le nom se termine par .jwe, car c’est la place d’un fichier.',
    record_replaced_while_read:
      'Réessayez, car un autre processus n’a cessé de remplacer l’enregistrement pendant sa lecture.',

    no_session_bus:
      'Exécutez le programme dans une session de bureau ou sous `dbus-run-session`, ou utilisez `sealedFileKeyStore`.',
    no_keyring_package: 'Installez `@napi-rs/keyring`, ou utilisez `sealedFileKeyStore`.',
    no_secret_service: 'Installez GNOME Keyring, KWallet ou KeePassXC, ou utilisez `sealedFileKeyStore`.',
    no_default_keyring: 'Créez un trousseau par défaut, ou utilisez `sealedFileKeyStore`.',
    no_credential_manager:
      'Cette session Windows n’a pas de gestionnaire d’identification. Ouvrez la session sur le bureau, exécutez le service sous un compte avec mot de passe, ou utilisez `sealedFileKeyStore`.',
    keychain_locked:
      'Déverrouillez le trousseau en ouvrant une session de bureau, ou avec son propre programme, puis réessayez.',
    secret_service_ended:
      'Réessayez, car le Secret Service, par exemple GNOME Keyring, s’est arrêté et redémarre peut-être.',
    session_bus_full: 'Réessayez plus tard, car le bus de session n’a plus de connexion libre.',
    too_long_for_keychain:
      'Utilisez un autre magasin, car cet enregistrement dépasse 1\u00a0000 caractères, et un trousseau peut ne pas en accepter davantage.',
  },

  // Of fields, by the code of an issue.
  issues: {
    body_used: 'Son contenu a déjà été lu.',
    control_character: 'La valeur contient un saut de ligne ou un autre caractère de contrôle.',
    excludes_login: 'Un client avec consumer key et consumer secret ne peut pas se connecter.',
    invalid_profile:
      'Le nom doit compter de 1 à 64 caractères parmi A-Z a-z 0-9 . _ -, et ne pas être réservé.',
    malformed_unicode: 'Le texte n’est pas de l’Unicode valide.',
    missing_required_parameter: 'La valeur manque.',
    not_a_path_segment: 'Il n’y a que des points.',
    not_header_safe: 'La valeur contient un caractère interdit dans un en-tête, ou elle est trop longue.',
    not_with_this_method: 'Cette méthode n’a pas de corps.',
    missing: 'Valeur absente.',
    not_32_bytes: 'La longueur n’est pas de 32 octets.',
    not_a_body: 'Ce n’est pas un corps que l’on puisse envoyer.',
    not_a_boolean: 'Ce n’est ni vrai ni faux.',
    not_a_function: 'Ce n’est pas une fonction.',
    not_a_list: 'Ce n’est pas une liste.',
    not_a_lock: 'Ce n’est pas un verrou.',
    not_a_method: 'Ce n’est pas une méthode.',
    not_a_passphrase: 'Ce n’est pas une phrase secrète.',
    not_a_permission: 'Ce n’est pas une autorisation.',
    not_a_plain_object: 'Ce n’est pas un objet simple.',
    not_a_region: 'Ce n’est pas une région : indiquez `global` ou `eu`.',
    not_a_record: 'Ce n’est pas un enregistrement.',
    not_a_sealing_key: 'Ce n’est pas une clé de scellement.',
    not_a_string: 'Ce n’est pas un texte.',
    not_a_time: 'Ce n’est pas une heure.',
    not_an_assurance: 'Ce n’est pas un niveau de sécurité.',
    not_an_event: 'Ce n’est pas un événement.',
    not_an_object: 'Ce n’est pas un objet.',
    not_an_operation: 'Ce n’est pas une opération.',
    not_json: 'Aucune forme JSON n’existe pour cette valeur.',
    not_supported: 'Ce n’est pas pris en charge.',
    not_with_a_request: 'Incompatible avec une `Request`.',
    out_of_range: 'La valeur est hors limites.',
    too_long: 'La valeur est trop longue.',
  },
} satisfies Translation);

/** What a new password must be, in French. */
export const frenchPassword: PasswordTexts = /* @__PURE__ */ Object.freeze<PasswordTexts>({
  missing: 'Un nouveau mot de passe',
  length: 'Au moins 10 caractères',
  uppercase: 'Au moins une lettre majuscule',
  lowercase: 'Au moins une lettre minuscule',
  digit: 'Au moins un chiffre',
  confirmation: 'Le même mot de passe, saisi à nouveau',
  unchanged: 'Différent du mot de passe actuel',
});
