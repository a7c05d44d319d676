import type { ErrorTexts, HintsLike } from '@turbosmtp-auth/core';
import { italian as core } from '@turbosmtp-auth/core/locales/it';
import type { extensionHints } from '../extension/hints.ts';
import type { connectHints } from '../extension/wire/hints.ts';
import type { browserHints } from '../hints.ts';

export { italianPassword } from '@turbosmtp-auth/core/locales/it';

const hints: HintsLike<typeof browserHints & typeof extensionHints & typeof connectHints> = {
  offline: 'Collegare questo dispositivo a una rete, quindi riprovare: il browser è offline.',
  blocked_by_policy:
    'Aggiungere l’origine del servizio a `connect-src` nella content security policy di questa pagina, che ha bloccato la richiesta.',
  blocked_by_cors_or_lost:
    'Controllare la console del browser. Se mostra un errore CORS, pubblicare l’API sotto l’origine di questa pagina con un proxy, e impostare `baseUrl` sul suo indirizzo. Se non ne mostra, verificare che cosa è successo prima di ripetere la richiesta.',
  record_set_aside: 'Accedere di nuovo: il record illeggibile è stato messo da parte.',
  device_full: 'Liberare spazio su questo dispositivo, oppure cancellare dati di questo sito.',
  site_data_blocked:
    'Consentire a questo sito di salvare dati: forse i cookie sono bloccati, o la pagina è in un frame isolato con sandbox.',
  site_data_not_allowed: 'Consentire a questo sito di salvare dati.',
  database_busy: 'Chiudere le altre schede di questo sito, quindi riprovare.',
  database_too_new:
    'Ricaricare questa pagina: una versione più recente di questo pacchetto ha modificato il database. Se non basta, aggiornare il pacchetto.',
  database_of_others: 'Scegliere un altro `name`: il database non è stato creato da questo pacchetto.',
  window_keeps_no_keys:
    'Usare `memoryKeyStore()`: le finestre private possono rifiutare di conservare chiavi.',
  no_indexed_db: 'Usare `memoryKeyStore()`: qui IndexedDB non è disponibile.',
  no_session_storage: 'Usare `memoryKeyStore()`: qui sessionStorage non è disponibile.',
  no_web_crypto:
    'Pubblicare la pagina su HTTPS, oppure usare `memoryKeyStore()`: qui WebCrypto non è disponibile.',

  // In an extension.
  host_permission_missing: ({ pattern }) =>
    `Aggiungere \`${pattern}\` a \`host_permissions\` nel manifest e farlo concedere dall’utente: senza questa autorizzazione la richiesta non è stata inviata.`,
  no_session_area:
    'Aggiungere `storage` a `permissions` nel manifest e creare il client nello script in background.',
  session_area_full: 'Rimuovere altri dati dell’estensione da `storage.session`.',
  session_area_closed:
    'Usare il client nel background: gli altri contesti non possono leggere le sue chiavi.',
  incognito_split:
    'Impostare `incognito` su `spanning` nel manifest: con `split` le finestre private non possono aprire i record.',
  needs_remember:
    'Impostare `remember` su true, oppure omettere `noExpire`: una chiave che non scade mai deve essere conservata.',
  remember_per_login:
    'Omettere `noExpire` in `createClient`. Dare a `login` sia `noExpire: true` sia `remember: true`.',
  caller_not_allowed:
    'Consentire questa operazione per questo contesto nell’opzione `allow` di `serveClient`.',
  own_operation_failed:
    'Controllare la console del background: una funzione nell’opzione `answer` ha generato un errore.',
  not_for_content_scripts:
    'Togliere `login` e `fetch` da questo elenco, perché un content script è eseguito in una pagina web. Scrivere invece un’operazione propria nell’opzione `answer` di `serveClient` e chiamare quella.',
  body_over_port:
    'Fare questa chiamata nel background: il suo corpo supera i 5 MB, il massimo che si può inviare da qui.',
  background_silent:
    'Chiamare `serveClient` in modo sincrono all’avvio del background, e controllare la sua console.',
  extension_reloaded: 'Ricaricare questa pagina: l’estensione è stata ricaricata, aggiornata o rimossa.',
  ask_interrupted:
    'Chiamare `client.interrupted()` per sapere che cosa è successo prima di ripetere la chiamata.',
};

/**
 * The texts of every error, and of every hint of this package and of core, in Italian.
 *
 * @example
 * ```ts
 * import { createClient, describeError } from '@turbosmtp-auth/browser';
 * import { italian } from '@turbosmtp-auth/browser/locales/it';
 *
 * const client = createClient();
 * await client.apiKey().catch((error) => console.log(describeError(error, italian)));
 * ```
 */
export const italian: ErrorTexts = { ...core, reasons: { ...core.reasons, ...hints } };
