import type { ErrorTexts, HintsLike } from '@turbosmtp-auth/core';
import { italian as core } from '@turbosmtp-auth/core/locales/it';
import type { nodeHints } from '../hints.ts';
import type { NodeIssueCode } from '../issue-texts.ts';

export { italianPassword } from '@turbosmtp-auth/core/locales/it';

const hints: HintsLike<typeof nodeHints> = {
  // The way to the service.
  certificate_not_trusted: ({ code }) =>
    `Il certificato del servizio non è attendibile (${code}). Se questa rete intercetta le connessioni TLS, indicare la sua autorità di certificazione in NODE_EXTRA_CA_CERTS o con \`nodeFetch({ ca })\`.`,
  header_of_connection:
    'Rimuovere le intestazioni della connessione, come Keep-Alive, Transfer-Encoding, Upgrade o Expect: le imposta Node stesso.',
  bad_port:
    'Usare un’altra porta nell’URL di base: nessun fetch si connette a questa (una “bad port” del Fetch Standard).',
  proxy_refused:
    'Chiedere all’amministratore del proxy di consentire le connessioni al servizio: il proxy ha rifiutato questa.',
  proxy_credentials:
    'Scrivere il nome utente e la password corretti nell’URL del proxy: il proxy li ha richiesti, o ha rifiutato quelli presenti.',
  proxy_bad_gateway:
    'Controllare l’URL di base, poi rivolgersi all’amministratore del proxy: il proxy non è riuscito a raggiungere il servizio.',
  proxy_unavailable: 'Riprovare più tardi: il proxy non è riuscito a raggiungere il servizio.',
  proxy_timeout: 'Riprovare più tardi: il proxy non ha ricevuto risposta dal servizio.',
  proxy_status: ({ status }) =>
    `Controllare il proxy: ha risposto ${status} invece di connettersi al servizio.`,
  proxy_unreachable: ({ code }) =>
    `Controllare l’indirizzo del proxy e, se è un proxy https, il suo certificato: la connessione attraverso il proxy non è riuscita${code === undefined ? '' : ` (${code})`}.`,
  node_fetch_not_called:
    'Scrivere `fetch: nodeFetch()`, con le parentesi: `nodeFetch` è stato chiamato come un `fetch`, ma ne crea uno.',
  undici_not_installed:
    'Installare il pacchetto `undici`: `npm install undici@7`. Serve per i proxy, le autorità di certificazione e i tempi di keep-alive. Un bundle non lo contiene: installarlo dove viene eseguito il bundle.',
  undici_not_loaded:
    'Installare una versione del pacchetto `undici` adatta a questo Node con `npm install undici@7`: non è stato possibile caricare quella installata.',

  // Where keys are kept.
  own_files_unreadable:
    'Riprovare: Node non ha potuto caricare un file di questo pacchetto. Controllare quanti file sono aperti e se il pacchetto è installato per intero.',
  files_not_permitted: ({ path }) =>
    `Avviare Node con --allow-fs-read e --allow-fs-write per la directory dell’archivio: il modello dei permessi rifiuta ${path}.`,
  state_directory_unknown: ({ variable }) =>
    `Impostare ${variable} su un percorso assoluto, oppure indicare una \`directory\` per l’archivio.`,
  directory_not_resolved:
    'Indicare il percorso stesso: `~` e `file:` non vengono risolti. `os.homedir()` dà la home directory, e `fileURLToPath` il percorso di un URL.',
  home_of_another_user: ({ home, owner }) =>
    `Impostare HOME alla home directory di root, oppure eseguire il programma come utente ${owner}: è in esecuzione come root, ma ${home} appartiene all’utente ${owner}.`,
  directory_of_another_user: ({ user, directory, owner }) =>
    `Scegliere una directory in cui questo utente (${user}) possa scrivere: ${directory} appartiene all’utente ${owner}.`,
  no_keychain_or_sealing_key: ({ why }) =>
    `Impostare TURBOSMTP_AUTH_STORE_KEY su 32 byte casuali in base64url, oppure eseguire il programma dove si può usare un portachiavi del sistema operativo. Qui non si può: ${why}.`,
  no_keychain: ({ why }) =>
    `Eseguire il programma dove si può usare un portachiavi del sistema operativo, con \`@napi-rs/keyring\` installato. Qui non si può usare: ${why}.`,
  keychain_process_refused:
    'Node non può avviare il processo che parla con il portachiavi. Con `--permission`, aggiungere `--allow-child-process`. Se il programma è impacchettato in un solo file, eseguirlo con Node, oppure usare `sealedFileKeyStore`.',
  keychain_process_ended:
    'Riprovare: il processo che comunica con il portachiavi si è chiuso, o non è stato possibile avviarlo.',

  // Where sealing keys come from.
  key_file_busy: ({ source }) =>
    `Riprovare: al momento non è stato possibile leggere il file di ${source}. Forse sono aperti troppi file, o il disco ha un guasto.`,
  key_file_not_permitted: ({ source }) => `Avviare Node con --allow-fs-read per il file di ${source}.`,
  key_file_writable_by_others: ({ source }) =>
    `Eseguire chmod go-w sul file di ${source}: solo il suo proprietario può scriverci.`,
  key_file_unreadable: 'Controllare che il file esista e che questo utente possa leggerlo.',
  key_file_not_absolute: 'Indicare un percorso assoluto.',
  not_a_sealing_key: 'Indicare 32 byte casuali in base64url: 43 caratteri, senza riempimento finale.',

  // Redis and other storages.
  client_of_another_copy:
    'Passare un client creato da `createClient` della stessa copia di `@turbosmtp-auth/node` da cui viene questa funzione. `npm ls @turbosmtp-auth/node` elenca le copie.',
  names_the_old_pair:
    'Rimuovere TURBOSMTP_CONSUMER_KEY o indicarvi un’altra consumer key: la variabile contiene quella che questa rotazione sostituisce ed elimina.',
  permissions_not_listed:
    'Indicare le `permissions` della nuova consumer key: il servizio non elenca quelle della vecchia.',
  pair_of_another_account:
    'La consumer key salvata non è nell’elenco di questo account. Accedere all’account a cui appartiene, oppure salvarne una di questo account.',
  new_pair_refused:
    'Riprovare più tardi: il servizio ha rifiutato la nuova consumer key. Quella vecchia resta salvata e quella nuova è stata eliminata.',
  both_pairs_refused:
    'Il servizio ha rifiutato sia la nuova consumer key sia quella vecchia. Entrambe restano salvate. Verificare che l’account sia attivo e che le sue consumer key siano accettate da questo indirizzo IP.',
  pair_not_kept: 'Controllare l’archivio o indicarne un altro: non ha conservato ciò che vi è stato scritto.',
  pair_kept_changing: 'Riprovare: un altro processo continuava a sostituire la consumer key salvata.',
  redis_unreachable:
    'Controllare che il client Redis sia connesso e che il suo server sia raggiungibile e pronto.',
  redis_unanswered: 'Controllare che il server Redis sia raggiungibile e risponda.',
  redis_not_permitted:
    'Assegnare al client Redis un utente che possa eseguire EVAL, EXISTS, GET, GETRANGE, SET, DEL, PEXPIRE e TIME su queste chiavi.',
  redis_replica:
    'Connettere il client Redis al server primario: questo server è una replica e non accetta scritture.',
  redis_out_of_memory: 'Dare più memoria a Redis, oppure impostare la sua maxmemory-policy su volatile-lru.',
  redis_cannot_save:
    'Controllare il log del server Redis: non riesce a salvare su disco e, finché non ci riesce, rifiuta le scritture.',
  redis_key_taken:
    'Una chiave di Redis con il prefisso di questo archivio ha un valore di un altro programma. Scegliere un altro prefisso, oppure rimuovere quella chiave di Redis.',
  driver_cannot_write:
    'Dare a unstorage un driver in grado di scrivere: questo non ha conservato ciò che è stato scritto.',
  storage_unanswered: 'Controllare che il backend dell’archivio sia raggiungibile e risponda.',
};

const issues: Readonly<Record<NodeIssueCode, string>> = {
  invalid_prefix: 'Non è composto da A-Z a-z 0-9 _ -, con singoli due punti nel mezzo.',
  not_a_url: 'Non è un URL.',
  not_url_characters: 'Contiene uno spazio, una barra rovesciata o un’interruzione di riga.',
  path_or_query: 'Contiene un percorso o una query.',
  not_a_certificate: 'Non contiene certificati PEM validi.',
  not_a_client: 'Non è un client di questo pacchetto.',
  not_a_file: 'Non è un file.',
  not_a_redis_client: 'Non è un client Redis.',
  not_a_storage: 'Non è uno storage.',
  not_absolute: 'Non è un percorso assoluto.',
  not_an_http_proxy: 'Non è un proxy HTTP.',
  not_readable: 'Non si può leggere.',
};

/**
 * The texts of every error, and of every hint of this package and of core, in Italian.
 *
 * @example
 * ```ts
 * import { createClient, describeError } from '@turbosmtp-auth/node';
 * import { italian } from '@turbosmtp-auth/node/locales/it';
 *
 * const client = createClient();
 * await client.apiKey().catch((error) => console.log(describeError(error, italian)));
 * ```
 */
export const italian: ErrorTexts = {
  ...core,
  reasons: { ...core.reasons, ...hints },
  issues: { ...core.issues, ...issues },
};
