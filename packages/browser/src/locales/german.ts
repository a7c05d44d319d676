import type { ErrorTexts, HintsLike } from '@turbosmtp-auth/core';
import { german as core } from '@turbosmtp-auth/core/locales/de';
import type { extensionHints } from '../extension/hints.ts';
import type { connectHints } from '../extension/wire/hints.ts';
import type { browserHints } from '../hints.ts';

export { germanPassword } from '@turbosmtp-auth/core/locales/de';

const hints: HintsLike<typeof browserHints & typeof extensionHints & typeof connectHints> = {
  offline:
    'Verbinden Sie dieses Gerät mit einem Netz, und versuchen Sie es noch einmal, denn der Browser ist offline.',
  blocked_by_policy:
    'Ergänzen Sie den Ursprung des Dienstes unter `connect-src` in der Content Security Policy dieser Seite, denn sie hat die Anfrage blockiert.',
  blocked_by_cors_or_lost:
    'Sehen Sie in der Konsole des Browsers nach. Wenn dort ein CORS-Fehler steht, stellen Sie die API mit einem Proxy unter dem Ursprung dieser Seite bereit, und setzen Sie `baseUrl` auf dessen Adresse. Wenn keiner dort steht, klären Sie, was geschehen ist, bevor Sie die Anfrage wiederholen.',
  record_set_aside: 'Melden Sie sich erneut an, denn der unlesbare Eintrag wurde beiseitegelegt.',
  device_full: 'Schaffen Sie auf diesem Gerät Platz, oder löschen Sie Daten dieser Website.',
  site_data_blocked:
    'Erlauben Sie dieser Website, Daten zu speichern. Vielleicht sind Cookies blockiert, oder die Seite läuft in einem isolierten Frame (Sandbox).',
  site_data_not_allowed: 'Erlauben Sie dieser Website, Daten zu speichern.',
  database_busy: 'Schließen Sie andere Tabs dieser Website, und versuchen Sie es noch einmal.',
  database_too_new:
    'Laden Sie diese Seite neu, denn eine neuere Version dieses Pakets hat die Datenbank geändert. Wenn das nicht hilft, aktualisieren Sie das Paket.',
  database_of_others:
    'Wählen Sie einen anderen `name`, denn die Datenbank wurde nicht von diesem Paket angelegt.',
  window_keeps_no_keys:
    'Verwenden Sie `memoryKeyStore()`, denn private Fenster können ablehnen, Schlüssel aufzubewahren.',
  no_indexed_db: 'Verwenden Sie `memoryKeyStore()`, denn hier gibt es kein IndexedDB.',
  no_session_storage: 'Verwenden Sie `memoryKeyStore()`, denn hier gibt es kein sessionStorage.',
  no_web_crypto:
    'Liefern Sie die Seite über HTTPS aus, oder verwenden Sie `memoryKeyStore()`, denn hier gibt es kein WebCrypto.',

  // In an extension.
  host_permission_missing: ({ pattern }) =>
    `Ergänzen Sie \`${pattern}\` unter \`host_permissions\` im Manifest, und lassen Sie es vom Benutzer genehmigen. Ohne diese Berechtigung wurde die Anfrage nicht gesendet.`,
  no_session_area:
    'Fügen Sie im Manifest `storage` zu `permissions` hinzu, und erzeugen Sie den Client im Hintergrundskript.',
  session_area_full: 'Entfernen Sie andere Daten der Erweiterung aus `storage.session`.',
  session_area_closed:
    'Verwenden Sie den Client im Hintergrund, denn andere Kontexte dürfen seine Schlüssel nicht lesen.',
  incognito_split:
    'Setzen Sie `incognito` im Manifest auf `spanning`: Mit `split` können private Fenster die Einträge nicht öffnen.',
  needs_remember:
    'Setzen Sie `remember` auf true, oder lassen Sie `noExpire` weg, denn ein Schlüssel ohne Ablauf muss aufbewahrt werden.',
  remember_per_login:
    'Lassen Sie `noExpire` bei `createClient` weg. Geben Sie `login` sowohl `noExpire: true` als auch `remember: true`.',
  caller_not_allowed:
    'Erlauben Sie diese Operation für diesen Kontext in der Option `allow` von `serveClient`.',
  own_operation_failed:
    'Sehen Sie in der Konsole des Hintergrunds nach, denn eine Funktion in der Option `answer` hat einen Fehler geworfen.',
  not_for_content_scripts:
    'Entfernen Sie `login` und `fetch` aus dieser Liste, denn ein Inhaltsskript läuft in einer Webseite. Schreiben Sie stattdessen eine eigene Operation in die Option `answer` von `serveClient`, und rufen Sie diese auf.',
  body_over_port:
    'Machen Sie diesen Aufruf im Hintergrund, denn sein Inhalt ist größer als 5 MB, und mehr kann von hier nicht gesendet werden.',
  background_silent:
    'Rufen Sie `serveClient` beim Start des Hintergrunds synchron auf, und sehen Sie in dessen Konsole nach.',
  extension_reloaded:
    'Laden Sie diese Seite neu, denn die Erweiterung wurde neu geladen, aktualisiert oder entfernt.',
  ask_interrupted:
    'Rufen Sie `client.interrupted()` auf, um zu erfahren, was geschehen ist, bevor Sie den Aufruf wiederholen.',
};

/**
 * The texts of every error, in German, with the hints of this package.
 *
 * @example
 * ```ts
 * import { createClient, describeError } from '@turbosmtp-auth/browser';
 * import { german } from '@turbosmtp-auth/browser/locales/de';
 *
 * const client = createClient();
 * await client.apiKey().catch((error) => console.log(describeError(error, german)));
 * ```
 */
export const german: ErrorTexts = { ...core, reasons: { ...core.reasons, ...hints } };
