import type { ErrorTexts, HintsLike } from '@turbosmtp-auth/core';
import { german as core } from '@turbosmtp-auth/core/locales/de';
import type { nodeHints } from '../hints.ts';
import type { NodeIssueCode } from '../issue-texts.ts';

export { germanPassword } from '@turbosmtp-auth/core/locales/de';

const hints: HintsLike<typeof nodeHints> = {
  certificate_not_trusted: ({ code }) =>
    `Dem Zertifikat des Dienstes wird nicht vertraut (${code}). Wenn dieses Netz TLS-Verbindungen aufbricht, geben Sie seine Zertifizierungsstelle in NODE_EXTRA_CA_CERTS oder mit \`nodeFetch({ ca })\` an.`,
  header_of_connection:
    'Entfernen Sie die Header der Verbindung, etwa Keep-Alive, Transfer-Encoding, Upgrade oder Expect: Node setzt sie selbst.',
  bad_port:
    'Verwenden Sie in der Basis-URL einen anderen Port, denn kein fetch verbindet sich mit diesem (ein „bad port“ des Fetch-Standards).',
  proxy_refused:
    'Bitten Sie den Administrator des Proxys, Verbindungen zum Dienst zu erlauben, denn der Proxy hat diese abgelehnt.',
  proxy_credentials:
    'Schreiben Sie den richtigen Benutzernamen und das richtige Passwort in die URL des Proxys, denn er hat sie verlangt oder die dort angegebenen abgelehnt.',
  proxy_bad_gateway:
    'Prüfen Sie die Basis-URL, und wenden Sie sich dann an den Administrator des Proxys, denn der Proxy konnte den Dienst nicht erreichen.',
  proxy_unavailable: 'Versuchen Sie es später noch einmal, denn der Proxy konnte den Dienst nicht erreichen.',
  proxy_timeout: 'Versuchen Sie es später noch einmal, denn der Proxy hat vom Dienst keine Antwort erhalten.',
  proxy_status: ({ status }) =>
    `Prüfen Sie den Proxy, denn er hat mit ${status} geantwortet, statt sich mit dem Dienst zu verbinden.`,
  proxy_unreachable: ({ code }) =>
    `Prüfen Sie die Adresse des Proxys und bei einem https-Proxy sein Zertifikat, denn über ihn kam keine Verbindung zustande${code === undefined ? '' : ` (${code})`}.`,
  node_fetch_not_called:
    'Schreiben Sie `fetch: nodeFetch()`, mit Klammern, denn `nodeFetch` wurde wie ein `fetch` aufgerufen, erstellt aber eines.',
  undici_not_installed:
    'Installieren Sie das Paket `undici` mit `npm install undici@7`. Proxys, Zertifizierungsstellen und Keep-Alive-Zeiten brauchen es. Ein Bundle enthält es nicht: Installieren Sie es dort, wo das Bundle läuft.',
  undici_not_loaded:
    'Installieren Sie mit `npm install undici@7` eine Version des Pakets `undici` für dieses Node: Die installierte ließ sich nicht laden.',

  own_files_unreadable:
    'Versuchen Sie es noch einmal, denn Node konnte eine Datei dieses Pakets nicht laden. Prüfen Sie, wie viele Dateien offen sind und ob das Paket vollständig installiert ist.',
  files_not_permitted: ({ path }) =>
    `Starten Sie Node mit --allow-fs-read und --allow-fs-write für das Verzeichnis des Speichers, denn sein Berechtigungsmodell verweigert ${path}.`,
  state_directory_unknown: ({ variable }) =>
    `Setzen Sie ${variable} auf einen absoluten Pfad, oder geben Sie dem Speicher ein \`directory\`.`,
  directory_not_resolved:
    'Geben Sie den Pfad selbst an, denn `~` und `file:` werden nicht aufgelöst. `os.homedir()` gibt das Home-Verzeichnis und `fileURLToPath` den Pfad einer URL.',
  home_of_another_user: ({ home, owner }) =>
    `Setzen Sie HOME auf das Home-Verzeichnis von root, oder starten Sie das Programm als Benutzer ${owner}. Es läuft als root, aber ${home} gehört dem Benutzer ${owner}.`,
  directory_of_another_user: ({ user, directory, owner }) =>
    `Wählen Sie ein Verzeichnis, in das dieser Benutzer (${user}) schreiben darf, denn ${directory} gehört dem Benutzer ${owner}.`,
  no_keychain_or_sealing_key: ({ why }) =>
    `Setzen Sie TURBOSMTP_AUTH_STORE_KEY auf 32 zufällige Bytes als base64url, oder führen Sie das Programm dort aus, wo ein Schlüsselbund des Systems benutzbar ist. Hier ist er es nicht: ${why}.`,
  no_keychain: ({ why }) =>
    `Führen Sie das Programm dort aus, wo ein Schlüsselbund des Systems benutzbar und \`@napi-rs/keyring\` installiert ist. Hier ist er nicht benutzbar: ${why}.`,
  keychain_process_refused:
    'Node darf den Prozess nicht starten, der mit dem Schlüsselbund spricht: Geben Sie zu `--permission` auch `--allow-child-process` an. Wenn das Programm in eine Datei gepackt ist, führen Sie es mit Node aus, oder verwenden Sie `sealedFileKeyStore`.',
  keychain_process_ended:
    'Versuchen Sie es noch einmal, denn der Prozess, der mit dem Schlüsselbund spricht, wurde beendet oder konnte nicht gestartet werden.',

  key_file_busy: ({ source }) =>
    `Versuchen Sie es noch einmal, denn die Datei von ${source} konnte gerade nicht gelesen werden. Vielleicht sind zu viele Dateien geöffnet, oder der Datenträger hat einen Fehler.`,
  key_file_not_permitted: ({ source }) => `Starten Sie Node mit --allow-fs-read für die Datei von ${source}.`,
  key_file_writable_by_others: ({ source }) =>
    `Wenden Sie chmod go-w auf die Datei von ${source} an, denn nur ihr Eigentümer darf in sie schreiben.`,
  key_file_unreadable: 'Prüfen Sie, ob es die Datei gibt und ob dieser Benutzer sie lesen darf.',
  key_file_not_absolute: 'Geben Sie einen absoluten Pfad an.',
  not_a_sealing_key: 'Geben Sie 32 zufällige Bytes als base64url an, das sind 43 Zeichen ohne Füllzeichen.',

  client_of_another_copy:
    'Übergeben Sie einen Client, den `createClient` erstellt hat, und zwar aus derselben Kopie von `@turbosmtp-auth/node` wie diese Funktion. `npm ls @turbosmtp-auth/node` nennt die Kopien.',
  names_the_old_pair:
    'Entfernen Sie TURBOSMTP_CONSUMER_KEY oder tragen Sie dort einen anderen Consumer-Key ein, denn die Variable nennt den, den diese Rotation ersetzt und löscht.',
  permissions_not_listed:
    'Geben Sie die `permissions` des neuen Consumer-Keys an, denn der Dienst nennt die des alten nicht.',
  pair_of_another_account:
    'Der gespeicherte Consumer-Key steht nicht in der Liste dieses Kontos. Melden Sie sich bei dem Konto an, zu dem er gehört, oder speichern Sie einen dieses Kontos.',
  new_pair_refused:
    'Versuchen Sie es später noch einmal, denn der Dienst hat den neuen Consumer-Key abgelehnt. Der alte ist weiterhin gespeichert, und der neue wurde gelöscht.',
  both_pairs_refused:
    'Der Dienst hat den neuen und den alten Consumer-Key abgelehnt. Beide sind noch gespeichert. Prüfen Sie, ob das Konto aktiv ist und ob seine Consumer-Keys von dieser IP-Adresse aus gelten.',
  pair_not_kept:
    'Prüfen Sie den Schlüsselspeicher oder geben Sie einen anderen an, denn er hat nicht behalten, was hineingeschrieben wurde.',
  pair_kept_changing:
    'Versuchen Sie es noch einmal, denn ein anderer Prozess hat den gespeicherten Consumer-Key immer wieder ersetzt.',
  redis_unreachable: 'Prüfen Sie, ob der Redis-Client verbunden und sein Server erreichbar und bereit ist.',
  redis_unanswered: 'Prüfen Sie, ob der Redis-Server erreichbar ist und antwortet.',
  redis_not_permitted:
    'Geben Sie dem Redis-Client einen Benutzer, der EVAL, EXISTS, GET, GETRANGE, SET, DEL, PEXPIRE und TIME auf diesen Schlüsseln ausführen darf.',
  redis_replica:
    'Verbinden Sie den Redis-Client mit dem Primärserver, denn dieser Server ist ein Replikat und nimmt keine Schreibzugriffe an.',
  redis_out_of_memory:
    'Geben Sie Redis mehr Speicher, oder setzen Sie dessen maxmemory-policy auf volatile-lru.',
  redis_cannot_save:
    'Sehen Sie im Protokoll des Redis-Servers nach, denn er kann nicht auf seinen Datenträger schreiben und lehnt Schreibzugriffe so lange ab.',
  redis_key_taken:
    'Ein Schlüssel in Redis mit dem Präfix dieses Speichers hat einen Wert eines anderen Programms. Wählen Sie ein anderes Präfix, oder löschen Sie diesen Schlüssel in Redis.',
  driver_cannot_write:
    'Geben Sie unstorage einen Treiber, der schreiben kann, denn dieser hat nicht behalten, was geschrieben wurde.',
  storage_unanswered: 'Prüfen Sie, ob das Backend des Speichers erreichbar ist und antwortet.',
};

const issues: Readonly<Record<NodeIssueCode, string>> = {
  invalid_prefix: 'Das Präfix besteht nicht aus A-Z a-z 0-9 _ - mit einzelnen Doppelpunkten dazwischen.',
  not_a_url: 'Das ist keine URL.',
  not_url_characters: 'Darin steht ein Leerzeichen, ein umgekehrter Schrägstrich oder ein Zeilenende.',
  path_or_query: 'Darin steht ein Pfad oder eine Query.',
  not_a_certificate: 'Darin steht kein gültiges PEM-Zertifikat.',
  not_a_client: 'Es ist kein Client dieses Pakets.',
  not_a_file: 'Das ist keine Datei.',
  not_a_redis_client: 'Das ist kein Redis-Client.',
  not_a_storage: 'Das ist kein Speicher.',
  not_absolute: 'Das ist kein absoluter Pfad.',
  not_an_http_proxy: 'Das ist kein HTTP-Proxy.',
  not_readable: 'Das lässt sich nicht lesen.',
};

/**
 * The texts of every error, in German, with the hints of this package.
 *
 * @example
 * ```ts
 * import { createClient, describeError } from '@turbosmtp-auth/node';
 * import { german } from '@turbosmtp-auth/node/locales/de';
 *
 * const client = createClient();
 * await client.apiKey().catch((error) => console.log(describeError(error, german)));
 * ```
 */
export const german: ErrorTexts = {
  ...core,
  reasons: { ...core.reasons, ...hints },
  issues: { ...core.issues, ...issues },
};
