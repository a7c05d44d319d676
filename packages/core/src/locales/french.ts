import type { ErrorTexts } from '../errors/english.ts';
import type { PasswordTexts } from '../password-rules/password-texts.ts';

const needsKey = 'Connectez-vous, ou fournissez `credentials` au client, puis réessayez.';
const ruleHint = 'Utilisez `checkPassword` pour afficher les règles pendant la saisie du mot de passe.';
const copyToken = 'Copiez le jeton depuis l’e-mail de réinitialisation.';

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
export const french: ErrorTexts = {
  otherError: 'Une erreur est survenue.',

  // Said by the client.
  invalid_input: [
    'Les données saisies ont été refusées avant tout envoi.',
    'Consultez `issues` pour savoir quels champs sont en cause, et corrigez-les.',
  ],
  network: [
    'Le service est injoignable.',
    'Vérifiez la connexion, le proxy et l’URL de base, puis réessayez.',
  ],
  timeout: [
    'Le service n’a pas répondu à temps.',
    'Réessayez, ou accordez davantage de temps avec `timeout`.',
  ],
  outcome_unknown: [
    'La requête a été envoyée, mais sa réponse s’est perdue, et on ignore si elle a pris effet.',
    'Vérifiez ce qui s’est passé avant de la répéter.',
  ],
  redirect_refused: [
    'La réponse était une redirection, qui n’est jamais suivie avec des identifiants.',
    'Vérifiez l’URL de base, et si un proxy ou une page de connexion s’interpose sur ce réseau.',
  ],
  unexpected_response: [
    'La réponse ne correspond pas à la documentation du service.',
    'Vérifiez l’URL de base, et si un proxy, un pare-feu ou une page de connexion s’interpose sur ce réseau.',
  ],
  rate_limited: [
    'Le service demande de ralentir.',
    'Attendez jusqu’à `retryAt`, et gardez la clé au lieu de vous reconnecter.',
  ],
  server_error: ['Le service n’a pas pu traiter la requête.', 'Réessayez plus tard.'],
  signed_out: ['Il n’y a pas de clé d’API pour cet appel.', needsKey],
  closed: ['Ce client a été fermé.', 'Créez un nouveau client.'],
  unknown: [
    'Le service a refusé la requête pour une raison non documentée.',
    'Consultez `status` et `serverCode`.',
  ],
  storage_unavailable: [
    'Le magasin de clés est inaccessible.',
    'Vérifiez qu’il est installé, en cours d’exécution et joignable.',
  ],
  storage_denied: [
    'L’accès au magasin de clés est refusé.',
    'Autorisez l’accès, ou déverrouillez le magasin, puis réessayez.',
  ],
  storage_insecure: [
    'Le magasin de clés peut être lu ou modifié par d’autres, il n’a donc pas été utilisé.',
    'Donnez le mode 0600 à ses fichiers et 0700 à son répertoire, qui doivent appartenir à cet utilisateur et ne pas être des liens.',
  ],
  storage_damaged: [
    'Un enregistrement est endommagé et a été laissé tel quel.',
    'Déplacez l’enregistrement ailleurs, puis reconnectez-vous.',
  ],
  storage_wrong_key: [
    'Un enregistrement est scellé avec une autre clé et a été laissé tel quel.',
    'Configurez la clé de scellement avec laquelle il a été écrit.',
  ],
  storage_misplaced: [
    'Un enregistrement provient d’un autre profil, service ou type et a été laissé tel quel.',
    'Remettez l’enregistrement là où il a été écrit.',
  ],
  storage_too_new: [
    'Un enregistrement a été écrit par une version plus récente et a été laissé tel quel.',
    'Mettez ce paquet à jour.',
  ],
  storage_full: [
    'Il n’y a plus de place dans le magasin de clés, mais son contenu est inchangé.',
    'Libérez de l’espace, puis réessayez.',
  ],
  storage_timeout: [
    'Le magasin de clés n’a pas répondu à temps.',
    'Vérifiez s’il attend d’être déverrouillé, ou s’il est bloqué.',
  ],
  storage_below_assurance: [
    'Aucun magasin de clés n’offre la sécurité exigée par `minAssurance`.',
    'Configurez une clé de scellement, ou abaissez `minAssurance`.',
  ],

  // Said by the service.
  missing_required_parameter: [
    'Une valeur obligatoire est manquante.',
    'Indiquez toutes les valeurs obligatoires.',
  ],
  wrong_credentials_specified: [
    'L’adresse e-mail ou le mot de passe est incorrect.',
    'Vérifiez les deux, et réinitialisez le mot de passe si vous l’avez oublié.',
  ],
  missing_authorization_key: [
    'Le service n’a reçu aucune clé d’API.',
    'Vérifiez si un proxy supprime l’en-tête Authorization.',
  ],
  invalid_authorization_key: ['La clé d’API est inconnue, révoquée ou expirée.', needsKey],
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
  empty_request_body: ['Le service a reçu une requête sans corps.', 'Vérifiez si un proxy le supprime.'],
  password_is_invalid: [
    'Le mot de passe actuel est incorrect.',
    'Vérifiez-le, et réinitialisez-le si vous l’avez oublié.',
  ],
  not_allowed_for_apikey: [
    'Cette opération n’est pas autorisée avec une consumer key et un consumer secret.',
    'Connectez-vous plutôt avec l’adresse e-mail et le mot de passe.',
  ],
  email_not_found: ['Aucun compte n’a cette adresse e-mail.', 'Vérifiez l’adresse.'],
  key_not_found: [
    'Le compte n’a pas cette consumer key.',
    'Afficher la liste des consumer keys pour voir celles qui existent.',
  ],
  forgot_password_token_is_missing: ['Le jeton de réinitialisation est manquant.', copyToken],
  token_is_missing: ['Le jeton de réinitialisation est manquant.', copyToken],
  token_can_not_be_empty: ['Le jeton de réinitialisation est vide.', copyToken],
  token_is_invalid: [
    'Le jeton de réinitialisation est inconnu, déjà utilisé ou expiré.',
    'Demandez un nouvel e-mail de réinitialisation, sachant que le jeton est valable une heure.',
  ],
};

/** What a new password must be, in French. */
export const frenchPassword: PasswordTexts = {
  missing: 'Un nouveau mot de passe',
  length: 'Au moins 10 caractères',
  uppercase: 'Au moins une lettre majuscule',
  lowercase: 'Au moins une lettre minuscule',
  digit: 'Au moins un chiffre',
  confirmation: 'Le même mot de passe, saisi à nouveau',
  unchanged: 'Différent du mot de passe actuel',
};
