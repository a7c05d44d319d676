import type { ErrorTexts } from '../errors/english.ts';
import type { PasswordTexts } from '../password-rules/password-texts.ts';
import type { Translation } from './translation.ts';

const needsKey =
  'Melden Sie sich an, oder geben Sie dem Client `credentials`, und versuchen Sie es noch einmal.';
const ruleHint = 'Wählen Sie ein anderes Passwort; `checkPassword` kann es schon bei der Eingabe prüfen.';
const copyToken = 'Kopieren Sie das Token aus der E-Mail zum Zurücksetzen.';

const because = ({ code }: { code?: string }): string => (code === undefined ? '' : ` (${code})`);

const typed = { email: 'die E-Mail-Adresse', password: 'das Passwort', token: 'das Token' } as const;

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
export const german: Required<ErrorTexts> = /* @__PURE__ */ Object.freeze({
  otherError: 'Es ist ein Fehler aufgetreten.',

  // Said by the client.
  invalid_input: [
    'Die Eingabe wurde abgelehnt, bevor etwas gesendet wurde.',
    'Korrigieren Sie die Eingabe, und versuchen Sie es noch einmal.',
  ],
  network: [
    'Der Dienst ist nicht erreichbar.',
    'Prüfen Sie die Verbindung, den Proxy und die Basis-URL, und versuchen Sie es noch einmal.',
  ],
  timeout: [
    'Der Aufruf wurde nicht rechtzeitig fertig.',
    'Versuchen Sie es noch einmal, oder lassen Sie mit `timeout` mehr Zeit.',
  ],
  outcome_unknown: [
    'Auf die Anfrage kam keine Antwort; ob sie wirksam wurde, ist unbekannt.',
    'Klären Sie, was geschehen ist, bevor Sie die Anfrage wiederholen.',
  ],
  redirect_refused: [
    'Die Antwort war eine Weiterleitung; mit Zugangsdaten folgt der Client keiner Weiterleitung.',
    'Prüfen Sie die Basis-URL und ob es in diesem Netz einen Proxy oder eine Anmeldeseite gibt.',
  ],
  unexpected_response: [
    'Die Antwort ist nicht die erwartete.',
    'Prüfen Sie die Basis-URL und ob es in diesem Netz einen Proxy, eine Firewall oder eine Anmeldeseite gibt.',
  ],
  rate_limited: [
    'Der Dienst bittet um weniger Anfragen.',
    'Versuchen Sie es nach `retryAt` noch einmal, und verwenden Sie immer denselben Client, damit er sich nicht unnötig anmeldet.',
  ],
  server_error: ['Der Dienst konnte die Anfrage nicht bearbeiten.', 'Versuchen Sie es später noch einmal.'],
  signed_out: ['Es ist kein Schlüssel vorhanden.', needsKey],
  account_mismatch: [
    'Mit diesem Profil ist ein anderes Konto angemeldet.',
    'Geben Sie jedem Konto ein eigenes `profile`, oder rufen Sie zuerst `logout` auf.',
  ],
  not_allowed: [
    'Dieser Aufruf ist hier nicht erlaubt.',
    'Machen Sie diesen Aufruf vom Hintergrund der Erweiterung aus, oder lassen Sie ihn hier durch den Hintergrund erlauben.',
  ],
  closed: [
    'Dieser Client wurde geschlossen.',
    'Lassen Sie den Client bis zum letzten Aufruf offen: `close()` schließt ihn, und auch das Ende eines Blocks mit `await using`.',
  ],
  unknown: [
    'Der Aufruf ist aus einem Grund gescheitert, den dieses Paket nicht kennt.',
    'Näheres steht in `status` und `serverCode`.',
  ],
  storage_unavailable: [
    'Der Schlüsselspeicher kann nicht benutzt werden.',
    'Prüfen Sie, ob er installiert ist, läuft und erreichbar ist.',
  ],
  storage_denied: [
    'Der Zugriff auf den Schlüsselspeicher ist nicht erlaubt.',
    'Entsperren Sie den Schlüsselbund, oder geben Sie diesem Benutzer Zugriff auf das Verzeichnis des Speichers, und versuchen Sie es noch einmal.',
  ],
  storage_insecure: [
    'Andere können den Schlüsselspeicher lesen oder ändern, deshalb wurde er nicht benutzt.',
    'Geben Sie den Dateien den Modus 0600 und dem Verzeichnis 0700; alle müssen diesem Benutzer gehören und dürfen keine Links sein.',
  ],
  storage_damaged: [
    'Ein gespeicherter Eintrag ist beschädigt und wurde nicht verwendet.',
    'Verschieben oder löschen Sie den beschädigten Eintrag, und melden Sie sich neu an.',
  ],
  storage_wrong_key: [
    'Ein gespeicherter Eintrag ist mit einem anderen Schlüssel versiegelt und wurde nicht verwendet.',
    'Konfigurieren Sie den Schlüssel, mit dem er versiegelt wurde.',
  ],
  storage_misplaced: [
    'Ein gespeicherter Eintrag gehört zu einem anderen Profil, Dienst oder Typ und wurde nicht verwendet.',
    'Wenn Einträge kopiert oder umbenannt wurden, machen Sie das rückgängig; sonst löschen Sie diesen Eintrag, und melden Sie sich neu an.',
  ],
  storage_too_new: [
    'Ein gespeicherter Eintrag stammt von einer neueren Version und wurde nicht verwendet.',
    'Aktualisieren Sie dieses Paket.',
  ],
  storage_full: [
    'Der Schlüsselspeicher hat keinen Platz für diesen Eintrag; sein Inhalt ist unverändert.',
    'Schaffen Sie Platz, und versuchen Sie es noch einmal.',
  ],
  storage_timeout: [
    'Der Schlüsselspeicher hat nicht rechtzeitig geantwortet.',
    'Prüfen Sie, ob der Speicher hängt oder zum Entsperren auffordert, und versuchen Sie es dann noch einmal.',
  ],
  storage_below_assurance: [
    'Kein Schlüsselspeicher ist so sicher, wie `minAssurance` es verlangt.',
    'Geben Sie dem Client einen sichereren Schlüsselspeicher, oder senken Sie `minAssurance`.',
  ],

  // Said by the service.
  missing_required_parameter: [
    'Eine Pflichtangabe fehlt; der Dienst sagt nicht, welche.',
    'Machen Sie alle Pflichtangaben.',
  ],
  missing_required_parameter_email: ['Die E-Mail-Adresse fehlt.', 'Geben Sie die E-Mail-Adresse an.'],
  wrong_credentials_specified: [
    'Die E-Mail-Adresse oder das Passwort ist falsch.',
    'Prüfen Sie beides; wenn Sie das Passwort vergessen haben, setzen Sie es zurück.',
  ],
  missing_authorization_key: [
    'Beim Dienst kam kein API-Schlüssel an.',
    'Prüfen Sie, ob ein Proxy den Authorization-Header entfernt.',
  ],
  invalid_authorization_key: ['Der Dienst hat den Schlüssel nicht akzeptiert.', needsKey],
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
    'Prüfen Sie es; wenn Sie es vergessen haben, setzen Sie es zurück.',
  ],
  not_allowed_for_apikey: [
    'Mit Consumer-Key und Consumer-Secret ist das nicht erlaubt.',
    'Melden Sie sich stattdessen mit E-Mail-Adresse und Passwort an.',
  ],
  email_not_found: ['Kein Konto hat diese E-Mail-Adresse.', 'Prüfen Sie die Adresse.'],
  key_not_found: [
    'Das Konto hat keinen solchen Consumer-Key.',
    'Sehen Sie in der Liste der Consumer-Keys nach, welche es gibt.',
  ],
  forgot_password_token_is_missing: ['Das Token zum Zurücksetzen fehlt.', copyToken],
  token_is_missing: ['Das Token zum Zurücksetzen fehlt.', copyToken],
  token_can_not_be_empty: ['Das Token zum Zurücksetzen ist leer.', copyToken],
  token_is_invalid: [
    'Das Token zum Zurücksetzen ist unbekannt, schon benutzt oder abgelaufen.',
    'Fordern Sie eine neue E-Mail zum Zurücksetzen an; ein Token gilt eine Stunde lang.',
  ],

  // Hints that say more than the code does.
  reasons: {
    not_a_url: 'Geben Sie eine absolute URL an, zum Beispiel https://host/api/v2.',
    not_https:
      'Verwenden Sie https, damit der Schlüssel nicht im Klartext übertragen wird. Unverschlüsseltes http ist nur für Loopback-Adressen erlaubt.',
    credentials_in_url: 'Lassen Sie den Benutzernamen und das Passwort in der URL weg.',
    query_or_fragment: 'Lassen Sie den Query-String und das Fragment in der Basis-URL weg.',
    not_url_characters: 'Schreiben Sie die URL mit Schrägstrichen und ohne Leerzeichen oder Zeilenumbrüche.',
    outside_base_url:
      'Geben Sie einen Pfad wie `/analytics` oder eine URL unterhalb der Basis-URL an. Für einen anderen Dienst verwenden Sie das gewöhnliche `fetch`.',

    needs_api_key:
      'Verwenden Sie einen Client mit API-Schlüssel: Melden Sie sich mit E-Mail-Adresse und Passwort an, statt Consumer-Key und Consumer-Secret zu verwenden.',
    pair_has_no_key:
      'Geben Sie dem Client `credentials`, denn zu Consumer-Key und Consumer-Secret gehört kein API-Schlüssel.',
    needs_consumer_pair:
      'Geben Sie dem Client einen `consumer`, denn E-Mails werden mit Consumer-Key und Consumer-Secret verschickt, nicht mit einem API-Schlüssel.',
    no_consumer_pair:
      'Speichern Sie für dieses Profil und diesen Dienst einen Consumer-Key mit Consumer-Secret, zum Beispiel mit `turbosmtp-auth consumer-keys create --save --permission SEND_API`.',
    token_check_needs_key:
      'Lassen Sie `verifyResetToken` weg: `resetPassword` braucht keinen Schlüssel und meldet, ob das Reset-Token gültig ist.',

    input_padded: ({ field }) =>
      `Prüfen Sie ${typed[field]}, denn am Anfang oder am Ende steht ein Leerzeichen.`,
    input_quoted: ({ field }) =>
      `Geben Sie ${typed[field]} ohne Anführungszeichen an, außer wenn sie dazugehören.`,
    input_invisible: ({ field }) =>
      `Geben Sie ${typed[field]} neu ein, denn ein unsichtbares Zeichen steht darin, etwa eine Byte-Reihenfolge-Marke.`,
    token_is_a_link: 'Geben Sie nur das Token an, denn dies ist ein ganzer Link.',
    login_lost:
      'Melden Sie sich noch einmal an. Wenn ein Schlüssel erstellt wurde, läuft er innerhalb von zwei Stunden ab.',
    login_lost_without_expiry:
      'Melden Sie sich noch einmal an. Vielleicht gibt es einen Schlüssel, der nie abläuft und hier nicht gespeichert ist. Bitten Sie den Support von turboSMTP, ihn zu widerrufen.',
    password_change_lost:
      'Rufen Sie `settlePasswordChange` auf, um zu erfahren, welches Passwort jetzt gilt.',
    reset_mail_lost:
      'Suchen Sie die E-Mail im Posteingang des Kontos, denn sie wurde vielleicht gesendet. Fordern Sie sie noch einmal an, wenn sie dort nicht ist.',
    password_reset_lost:
      'Versuchen Sie, sich mit dem neuen Passwort anzumelden, bevor Sie das Token noch einmal verwenden.',
    consumer_key_creation_lost:
      'Sehen Sie sich die Liste der Consumer-Keys an. Wenn darin ein neuer steht, den dieses Programm nicht gespeichert hat, löschen Sie ihn, denn sein Secret ist verloren. Erstellen Sie dann noch einmal einen.',
    consumer_key_deletion_lost:
      'Prüfen Sie anhand der Liste der Consumer-Keys, ob der Schlüssel gelöscht wurde.',

    not_json: ({ mediaType }) =>
      `Die Antwort war ${mediaType} und kein JSON. Prüfen Sie die Basis-URL und ob es in diesem Netz einen Proxy, eine Firewall oder eine Anmeldeseite gibt.`,

    login_overtaken:
      'Eine andere Anmeldung, eine Abmeldung oder `close()` war zuerst fertig, deshalb wurde diese Anmeldung rückgängig gemacht. Melden Sie sich bei Bedarf noch einmal an.',
    revocation_queue_full:
      'Zu viele Schlüssel warten auf ihren Widerruf. Melden Sie sich noch einmal ab, sobald der Dienst erreichbar ist: Das widerruft sie alle.',
    record_replaced_while_written:
      'Versuchen Sie es noch einmal, denn ein anderer Prozess hat den Eintrag während des Schreibens immer wieder ersetzt.',

    host_not_found: (cause) =>
      `Prüfen Sie den Hostnamen in der Basis-URL und das DNS dieses Rechners, denn der Host wurde nicht gefunden${because(cause)}.`,
    no_connection: (cause) =>
      `Die Verbindung zum Dienst ist fehlgeschlagen${because(cause)}. Prüfen Sie die Basis-URL und das Netz. Wenn das Netz einen Proxy braucht, setzen Sie HTTPS_PROXY.`,
    handshake_failed: (cause) =>
      `Der TLS-Handshake ist fehlgeschlagen${because(cause)}. Prüfen Sie die Basis-URL und ihren Port, und ob es in diesem Netz eine Firewall oder einen Proxy gibt.`,
    certificate_not_valid_now: (cause) =>
      `Prüfen Sie die Uhr dieses Rechners, denn das Zertifikat des Dienstes ist heute nicht gültig${because(cause)}.`,
    certificate_of_another_host: (cause) =>
      `Prüfen Sie die Basis-URL und ob es in diesem Netz eine Anmeldeseite gibt, denn das Zertifikat gehört zu einem anderen Host${because(cause)}.`,

    answer_too_large:
      "Die Antwort ist zu groß, um sie als Ganzes zu lesen: Fordern Sie weniger auf einmal an, oder setzen Sie `responseType: 'stream'`, und lesen Sie den Stream.",
    answer_not_json:
      'Setzen Sie `responseType`, wenn die Antwort kein JSON sein soll. Prüfen Sie andernfalls die Basis-URL und ob es in diesem Netz einen Proxy, eine Firewall oder eine Anmeldeseite gibt.',
    answer_arrived:
      'Der Dienst hat diese Anfrage beantwortet: Klären Sie, was sie geändert hat, bevor Sie sie wiederholen.',

    generated_length:
      'Geben Sie eine Länge von 10 bis 1024 an, oder lassen Sie die Länge weg, um 20 Zeichen zu erhalten.',

    record_too_long:
      'Prüfen Sie, woher der Eintrag stammt, denn er ist länger als jeder, den ein Client schreibt.',
    sealing_needs_https: 'Liefern Sie die Seite über HTTPS aus, denn das Versiegeln braucht WebCrypto.',

    store_directory_missing: 'Geben Sie dem Speicher ein `directory`.',
    lock_directory_missing: 'Geben Sie der Sperre ein `directory`.',
    store_directory_impossible:
      'Prüfen Sie den Pfad des Speichers, denn ein Teil davon fehlt, ist eine Datei oder hat einen zu langen Namen.',
    store_directory_taken: 'Prüfen Sie den Pfad des Speichers, denn was dort liegt, ist kein Verzeichnis.',
    opened_to_fs_group:
      'Unter Kubernetes kann ein Mount einer Gruppe Zugriff auf die Dateien des Speichers geben. Setzen Sie `fsGroupChangePolicy: OnRootMismatch`, und geben Sie danach diesen Dateien den Modus 0600 und ihrem Verzeichnis 0700.',
    read_only_file_system: 'Wählen Sie ein Verzeichnis auf einem beschreibbaren Dateisystem.',
    record_is_a_directory:
      'Entfernen Sie im Verzeichnis des Speichers das Verzeichnis, dessen Name auf .jwe endet, denn dort gehört eine Datei hin.',
    record_replaced_while_read:
      'Versuchen Sie es noch einmal, denn ein anderer Prozess hat den Eintrag während des Lesens immer wieder ersetzt.',

    no_session_bus:
      'Starten Sie das Programm in einer Desktop-Sitzung oder unter `dbus-run-session`, oder verwenden Sie `sealedFileKeyStore`.',
    no_keyring_package: 'Installieren Sie `@napi-rs/keyring`, oder verwenden Sie `sealedFileKeyStore`.',
    no_secret_service:
      'Installieren Sie GNOME Keyring, KWallet oder KeePassXC, oder verwenden Sie `sealedFileKeyStore`.',
    no_default_keyring: 'Legen Sie einen Standard-Schlüsselbund an, oder verwenden Sie `sealedFileKeyStore`.',
    no_credential_manager:
      'Für diese Windows-Anmeldung gibt es keine Anmeldeinformationsverwaltung. Melden Sie sich am Desktop an, führen Sie den Dienst unter einem Konto mit Passwort aus, oder verwenden Sie `sealedFileKeyStore`.',
    keychain_locked:
      'Entsperren Sie den Schlüsselbund durch eine Anmeldung am Desktop oder mit seinem eigenen Programm, und versuchen Sie es dann noch einmal.',
    secret_service_ended:
      'Versuchen Sie es noch einmal, denn der Secret Service, zum Beispiel GNOME Keyring, wurde beendet und startet vielleicht gerade neu.',
    session_bus_full:
      'Versuchen Sie es später noch einmal, denn der Sitzungsbus hat keine freie Verbindung mehr.',
    too_long_for_keychain:
      'Verwenden Sie einen anderen Speicher, denn dieser Eintrag ist länger als 1.000 Zeichen, und mehr nimmt ein Schlüsselbund möglicherweise nicht an.',
  },

  // Of fields, by the code of an issue.
  issues: {
    body_used: 'Der Inhalt wurde schon gelesen.',
    control_character: 'Darin steht ein Zeilenende oder ein anderes Steuerzeichen.',
    excludes_login: 'Ein Client mit Consumer-Key und Consumer-Secret kann sich nicht anmelden.',
    invalid_profile:
      'Der Name besteht nicht aus 1 bis 64 Zeichen von A-Z a-z 0-9 . _ -, oder er ist reserviert.',
    malformed_unicode: 'Der Text ist kein gültiges Unicode.',
    missing_required_parameter: 'Dieser Wert fehlt.',
    not_a_path_segment: 'Darin stehen nur Punkte.',
    not_header_safe: 'Darin steht ein Zeichen, das in Headern nicht erlaubt ist, oder der Wert ist zu lang.',
    not_with_this_method: 'Diese Methode hat keinen Inhalt.',
    missing: 'Der Wert fehlt.',
    not_32_bytes: 'Die Länge ist nicht 32 Byte.',
    not_a_body: 'Das ist kein Inhalt, der gesendet werden kann.',
    not_a_boolean: 'Das ist weder wahr noch falsch.',
    not_a_function: 'Das ist keine Funktion.',
    not_a_list: 'Das ist keine Liste.',
    not_a_lock: 'Das ist keine Sperre.',
    not_a_method: 'Das ist keine Methode.',
    not_a_passphrase: 'Das ist keine Passphrase.',
    not_a_permission: 'Das ist keine Berechtigung.',
    not_a_plain_object: 'Das ist kein einfaches Objekt.',
    not_a_region: 'Das ist keine Region: Geben Sie `global` oder `eu` an.',
    not_a_record: 'Das ist kein Eintrag.',
    not_a_sealing_key: 'Das ist kein Schlüssel zum Versiegeln.',
    not_a_string: 'Das ist kein Text.',
    not_a_time: 'Das ist keine Zeitangabe.',
    not_an_assurance: 'Das ist keine Sicherheitsstufe.',
    not_an_event: 'Das ist kein Ereignis.',
    not_an_object: 'Das ist kein Objekt.',
    not_an_operation: 'Das ist keine Operation.',
    not_json: 'Das lässt sich nicht als JSON schreiben.',
    not_supported: 'Das wird nicht unterstützt.',
    not_with_a_request: 'Das lässt sich nicht mit einer `Request` kombinieren.',
    out_of_range: 'Der Wert liegt außerhalb der Grenzen.',
    too_long: 'Das ist zu lang.',
  },
} satisfies Translation);

/** What a new password must be, in German. */
export const germanPassword: PasswordTexts = /* @__PURE__ */ Object.freeze<PasswordTexts>({
  missing: 'Ein neues Passwort',
  length: 'Mindestens 10 Zeichen',
  uppercase: 'Mindestens ein Großbuchstabe',
  lowercase: 'Mindestens ein Kleinbuchstabe',
  digit: 'Mindestens eine Ziffer',
  confirmation: 'Dasselbe Passwort noch einmal',
  unchanged: 'Anders als das aktuelle Passwort',
});
