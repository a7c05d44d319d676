import type { ErrorTexts } from '../errors/english.ts';
import type { PasswordTexts } from '../password-rules/password-texts.ts';

const needsKey =
  'Melden Sie sich an, oder geben Sie dem Client `credentials`, und versuchen Sie es noch einmal.';
const ruleHint = 'Mit `checkPassword` lassen sich die Regeln schon bei der Eingabe des Passworts anzeigen.';
const copyToken = 'Kopieren Sie das Token aus der E-Mail zum Zurücksetzen.';

/**
 * The texts of every error, in German.
 *
 * @example
 * ```ts
 * import { createClient, describeError, memoryKeyStore, memoryLock } from '@turbosmtp-auth/core';
 * import { german } from '@turbosmtp-auth/core/locales/de';
 *
 * const client = createClient({ name: 'mine', fetch, keyStore: memoryKeyStore(), lock: memoryLock() });
 * await client.apiKey().catch((error) => console.log(describeError(error, german)));
 * ```
 */
export const german: ErrorTexts = {
  otherError: 'Es ist ein Fehler aufgetreten.',

  // Said by the client.
  invalid_input: [
    'Die Eingabe wurde abgelehnt, bevor etwas gesendet wurde.',
    'Korrigieren Sie die Felder, die in `issues` genannt sind.',
  ],
  network: [
    'Der Dienst ist nicht erreichbar.',
    'Prüfen Sie die Verbindung, den Proxy und die Basis-URL, und versuchen Sie es noch einmal.',
  ],
  timeout: [
    'Der Dienst hat nicht rechtzeitig geantwortet.',
    'Versuchen Sie es noch einmal, oder lassen Sie mit `timeout` mehr Zeit.',
  ],
  outcome_unknown: [
    'Die Anfrage wurde gesendet, aber ihre Antwort ging verloren, sodass offen ist, ob sie wirksam wurde.',
    'Klären Sie, was geschehen ist, bevor Sie sie wiederholen.',
  ],
  redirect_refused: [
    'Die Antwort war eine Weiterleitung, und einer solchen wird mit Zugangsdaten nie gefolgt.',
    'Prüfen Sie die Basis-URL und ob es in diesem Netz einen Proxy oder eine Anmeldeseite gibt.',
  ],
  unexpected_response: [
    'Die Antwort entspricht nicht der Dokumentation des Dienstes.',
    'Prüfen Sie die Basis-URL und ob es in diesem Netz einen Proxy, eine Firewall oder eine Anmeldeseite gibt.',
  ],
  rate_limited: [
    'Der Dienst bittet um weniger Anfragen.',
    'Warten Sie bis `retryAt`, und behalten Sie den Schlüssel, statt sich erneut anzumelden.',
  ],
  server_error: ['Der Dienst konnte die Anfrage nicht bearbeiten.', 'Versuchen Sie es später noch einmal.'],
  signed_out: ['Für diesen Aufruf gibt es keinen API-Schlüssel.', needsKey],
  closed: ['Dieser Client wurde geschlossen.', 'Erstellen Sie einen neuen Client.'],
  unknown: [
    'Der Dienst hat die Anfrage aus einem nicht dokumentierten Grund abgelehnt.',
    'Näheres steht in `status` und `serverCode`.',
  ],
  storage_unavailable: [
    'Der Schlüsselspeicher ist nicht erreichbar.',
    'Prüfen Sie, ob er installiert ist, läuft und erreichbar ist.',
  ],
  storage_denied: [
    'Der Zugriff auf den Schlüsselspeicher ist nicht erlaubt.',
    'Erlauben Sie den Zugriff, oder entsperren Sie den Speicher, und versuchen Sie es noch einmal.',
  ],
  storage_insecure: [
    'Andere können den Schlüsselspeicher lesen oder ändern, deshalb wurde er nicht benutzt.',
    'Geben Sie den Dateien den Modus 0600 und dem Verzeichnis 0700; sie müssen diesem Benutzer gehören und dürfen keine Links sein.',
  ],
  storage_damaged: [
    'Ein gespeicherter Eintrag ist beschädigt und wurde nicht verändert.',
    'Verschieben Sie den Eintrag an einen anderen Ort, und melden Sie sich neu an.',
  ],
  storage_wrong_key: [
    'Ein gespeicherter Eintrag ist mit einem anderen Schlüssel versiegelt und wurde nicht verändert.',
    'Konfigurieren Sie den Schlüssel, mit dem er versiegelt wurde.',
  ],
  storage_misplaced: [
    'Ein gespeicherter Eintrag gehört zu einem anderen Profil, Dienst oder Typ und wurde nicht verändert.',
    'Verschieben Sie den Eintrag dorthin zurück, wo er geschrieben wurde.',
  ],
  storage_too_new: [
    'Ein gespeicherter Eintrag stammt von einer neueren Version und wurde nicht verändert.',
    'Aktualisieren Sie dieses Paket.',
  ],
  storage_full: [
    'Im Schlüsselspeicher ist kein Platz mehr, sein Inhalt blieb aber unverändert.',
    'Schaffen Sie Platz, und versuchen Sie es noch einmal.',
  ],
  storage_timeout: [
    'Der Schlüsselspeicher hat nicht rechtzeitig geantwortet.',
    'Prüfen Sie, ob er darauf wartet, entsperrt zu werden, oder hängt.',
  ],
  storage_below_assurance: [
    'Kein Schlüsselspeicher ist so sicher, wie `minAssurance` es verlangt.',
    'Konfigurieren Sie einen Schlüssel zum Versiegeln, oder senken Sie `minAssurance`.',
  ],

  // Said by the service.
  missing_required_parameter: ['Eine Pflichtangabe fehlt.', 'Machen Sie alle Pflichtangaben.'],
  wrong_credentials_specified: [
    'Die E-Mail-Adresse oder das Passwort ist falsch.',
    'Prüfen Sie beides, und setzen Sie das Passwort zurück, wenn Sie es vergessen haben.',
  ],
  missing_authorization_key: [
    'Beim Dienst kam kein API-Schlüssel an.',
    'Prüfen Sie, ob ein Proxy den Authorization-Header entfernt.',
  ],
  invalid_authorization_key: ['Der API-Schlüssel ist unbekannt, widerrufen oder abgelaufen.', needsKey],
  account_is_inactive: [
    'Das Konto ist nicht aktiv.',
    'Aktivieren Sie das Konto beim Dienst, und versuchen Sie es noch einmal.',
  ],
  invalid_mail_address: [
    'Der Dienst hält die E-Mail-Adresse für ungültig.',
    'Prüfen Sie die Adresse des Kontos.',
  ],
  current_password_is_missing: ['Das aktuelle Passwort fehlt.', 'Geben Sie das aktuelle Passwort ein.'],
  current_password_can_not_be_empty: [
    'Das aktuelle Passwort ist leer.',
    'Geben Sie das aktuelle Passwort ein.',
  ],
  password_is_missing: ['Das neue Passwort fehlt.', 'Geben Sie ein neues Passwort ein.'],
  password_length_should_not_be_less_than_10_characters: [
    'Das neue Passwort hat weniger als 10 Zeichen.',
    ruleHint,
  ],
  password_should_contain_at_least_one_uppercase_character: [
    'Das neue Passwort enthält keinen Großbuchstaben.',
    ruleHint,
  ],
  password_should_contain_at_least_one_lowercase_character: [
    'Das neue Passwort enthält keinen Kleinbuchstaben.',
    ruleHint,
  ],
  password_should_contain_at_least_one_digit: ['Das neue Passwort enthält keine Ziffer.', ruleHint],
  confirm_password_is_missing: [
    'Die Bestätigung des neuen Passworts fehlt.',
    'Geben Sie das neue Passwort noch einmal ein.',
  ],
  password_should_equal_confirm_password: [
    'Das neue Passwort und seine Bestätigung stimmen nicht überein.',
    'Geben Sie das neue Passwort noch einmal ein.',
  ],
  new_password_should_not_equal_current_password: [
    'Das neue Passwort ist dasselbe wie das aktuelle.',
    'Wählen Sie ein anderes Passwort.',
  ],
  empty_request_body: [
    'Beim Dienst kam eine Anfrage ohne Inhalt an.',
    'Prüfen Sie, ob ein Proxy den Inhalt entfernt.',
  ],
  password_is_invalid: [
    'Das aktuelle Passwort ist falsch.',
    'Prüfen Sie es, und setzen Sie es zurück, wenn Sie es vergessen haben.',
  ],
  not_allowed_for_apikey: [
    'Mit Consumer-Key und Consumer-Secret ist das nicht erlaubt.',
    'Melden Sie sich stattdessen mit E-Mail-Adresse und Passwort an.',
  ],
  email_not_found: ['Kein Konto hat diese E-Mail-Adresse.', 'Prüfen Sie die Adresse.'],
  key_not_found: [
    'Das Konto hat keinen solchen Consumer-Key.',
    'Die Liste der Consumer-Keys zeigt, welche es gibt.',
  ],
  forgot_password_token_is_missing: ['Das Token zum Zurücksetzen fehlt.', copyToken],
  token_is_missing: ['Das Token zum Zurücksetzen fehlt.', copyToken],
  token_can_not_be_empty: ['Das Token zum Zurücksetzen ist leer.', copyToken],
  token_is_invalid: [
    'Das Token zum Zurücksetzen ist unbekannt, schon benutzt oder abgelaufen.',
    'Fordern Sie eine neue E-Mail zum Zurücksetzen an, deren Token eine Stunde lang gilt.',
  ],
};

/** What a new password must be, in German. */
export const germanPassword: PasswordTexts = {
  missing: 'Ein neues Passwort',
  length: 'Mindestens 10 Zeichen',
  uppercase: 'Mindestens ein Großbuchstabe',
  lowercase: 'Mindestens ein Kleinbuchstabe',
  digit: 'Mindestens eine Ziffer',
  confirmation: 'Dasselbe Passwort noch einmal',
  unchanged: 'Anders als das aktuelle Passwort',
};
