import type { ErrorTexts } from '../errors/english.ts';
import type { PasswordTexts } from '../password-rules/password-texts.ts';
import type { Translation } from './translation.ts';

const needsKey = 'Accedere, oppure configurare `credentials` nel client, e riprovare.';
const ruleHint = 'Scegliere un’altra password; `checkPassword` può verificarla durante la digitazione.';
const copyToken = 'Copiare il token dall’e-mail di reimpostazione.';

/** A system's word for what went wrong, if there is one. */
const because = ({ code }: { readonly code?: string }): string => (code === undefined ? '' : ` (${code})`);

const typed = { email: 'l’indirizzo e-mail', password: 'la password', token: 'il token' } as const;

/**
 * The texts of every error, and of every hint of this package, in Italian. An adapter has an entry of its own, with its hints
 * as well.
 *
 * @example
 * ```ts
 * import { createClient, describeError, memoryKeyStore, memoryLock } from '@turbosmtp-auth/core';
 * import { italian } from '@turbosmtp-auth/core/locales/it';
 *
 * const client = createClient({ name: 'mine', fetch, keyStore: memoryKeyStore(), lock: memoryLock() });
 * await client.apiKey().catch((error) => console.log(describeError(error, italian)));
 * ```
 */
export const italian: Required<ErrorTexts> = /* @__PURE__ */ Object.freeze({
  otherError: 'Si è verificato un errore.',

  // Said by the client.
  invalid_input: [
    'I dati inseriti sono stati rifiutati prima di qualsiasi invio.',
    'Correggere e riprovare.',
  ],
  network: [
    'Impossibile raggiungere il servizio.',
    'Controllare la connessione, il proxy e l’URL di base, quindi riprovare.',
  ],
  timeout: ['La chiamata non è terminata in tempo.', 'Riprovare, oppure concedere più tempo con `timeout`.'],
  outcome_unknown: [
    'Non è arrivata risposta alla richiesta; non si sa se la richiesta ha avuto effetto.',
    'Verificare che cosa è successo prima di ripetere la richiesta.',
  ],
  redirect_refused: [
    'La risposta era un reindirizzamento; con le credenziali il client non segue i reindirizzamenti.',
    'Controllare l’URL di base e se su questa rete c’è un proxy o una pagina di accesso.',
  ],
  unexpected_response: [
    'La risposta non è quella attesa.',
    'Controllare l’URL di base e se su questa rete c’è un proxy, un firewall o una pagina di accesso.',
  ],
  rate_limited: [
    'Il servizio ha chiesto di rallentare.',
    'Riprovare dopo `retryAt`, e riutilizzare lo stesso client per evitare accessi inutili.',
  ],
  server_error: ['Il servizio non è riuscito a elaborare la richiesta.', 'Riprovare più tardi.'],
  signed_out: ['Non c’è una chiave da usare.', needsKey],
  account_mismatch: [
    'Con questo profilo è attivo l’accesso di un altro account.',
    'Usare per ogni account un `profile` proprio, oppure chiamare prima `logout`.',
  ],
  not_allowed: [
    'Questa chiamata non è consentita qui.',
    'Eseguire questa chiamata dal background dell’estensione, oppure farla consentire qui dal background.',
  ],
  closed: [
    'Questo client è stato chiuso.',
    'Tenere aperto il client fino all’ultima chiamata: lo chiude `close()`, e anche la fine di un blocco `await using`.',
  ],
  unknown: [
    'La chiamata è fallita per un motivo che questo pacchetto non conosce.',
    'Vedere `status` e `serverCode`.',
  ],
  storage_unavailable: [
    'L’archivio delle chiavi non può essere usato.',
    'Controllare che sia installato, in esecuzione e raggiungibile.',
  ],
  storage_denied: [
    'L’accesso all’archivio delle chiavi non è consentito.',
    'Sbloccare il portachiavi, o dare a questo utente accesso alla directory dell’archivio, e riprovare.',
  ],
  storage_insecure: [
    'Altri possono leggere o modificare l’archivio delle chiavi, perciò non è stato usato.',
    'Assegnare i permessi 0600 ai file e 0700 alla directory; tutti devono appartenere a questo utente e non essere collegamenti.',
  ],
  storage_damaged: [
    'Un record salvato è danneggiato e non è stato usato.',
    'Spostare o eliminare il record danneggiato, quindi accedere di nuovo.',
  ],
  storage_wrong_key: [
    'Un record salvato è sigillato con un’altra chiave e non è stato usato.',
    'Configurare la chiave di sigillatura con cui è stato scritto.',
  ],
  storage_misplaced: [
    'Un record salvato è di un altro profilo, servizio o tipo e non è stato usato.',
    'Se dei record sono stati copiati o rinominati, annullare l’operazione; altrimenti eliminare questo e accedere di nuovo.',
  ],
  storage_too_new: [
    'Un record salvato è stato scritto da una versione più recente e non è stato usato.',
    'Aggiornare questo pacchetto.',
  ],
  storage_full: [
    'L’archivio delle chiavi non ha spazio per questo record; il suo contenuto è invariato.',
    'Liberare spazio e riprovare.',
  ],
  storage_timeout: [
    'L’archivio delle chiavi non ha risposto in tempo.',
    'Controllare se è bloccato o se chiede di essere sbloccato, quindi riprovare.',
  ],
  storage_below_assurance: [
    'Nessun archivio delle chiavi offre la sicurezza richiesta da `minAssurance`.',
    'Dare al client un archivio delle chiavi più sicuro, o abbassare `minAssurance`.',
  ],

  // Said by the service.
  missing_required_parameter: [
    'Manca un valore obbligatorio; il servizio non dice quale.',
    'Indicare tutti i valori obbligatori.',
  ],
  missing_required_parameter_email: ['Manca l’indirizzo e-mail.', 'Indicare l’indirizzo e-mail.'],
  wrong_credentials_specified: [
    'L’indirizzo e-mail o la password non sono corretti.',
    'Controllarli entrambi; se la password è stata dimenticata, reimpostarla.',
  ],
  missing_authorization_key: [
    'Il servizio non ha ricevuto alcuna chiave API.',
    'Controllare se un proxy rimuove l’intestazione Authorization.',
  ],
  invalid_authorization_key: ['Il servizio non ha accettato la chiave.', needsKey],
  account_is_inactive: [
    'L’account non è attivo.',
    'Attivare l’account presso il servizio, quindi riprovare.',
  ],
  invalid_mail_address: [
    'Il servizio non considera valido l’indirizzo e-mail.',
    'Controllare l’indirizzo dell’account.',
  ],
  current_password_is_missing: ['Manca la password attuale.', 'Inserire la password attuale.'],
  current_password_can_not_be_empty: ['La password attuale è vuota.', 'Inserire la password attuale.'],
  password_is_missing: ['Manca la nuova password.', 'Inserire una nuova password.'],
  password_length_should_not_be_less_than_10_characters: [
    'La nuova password ha meno di 10 caratteri.',
    ruleHint,
  ],
  password_should_contain_at_least_one_uppercase_character: [
    'La nuova password non contiene lettere maiuscole.',
    ruleHint,
  ],
  password_should_contain_at_least_one_lowercase_character: [
    'La nuova password non contiene lettere minuscole.',
    ruleHint,
  ],
  password_should_contain_at_least_one_digit: ['La nuova password non contiene cifre.', ruleHint],
  confirm_password_is_missing: [
    'Manca la conferma della nuova password.',
    'Digitare di nuovo la nuova password.',
  ],
  password_should_equal_confirm_password: [
    'La nuova password e la conferma non coincidono.',
    'Digitare di nuovo la nuova password.',
  ],
  new_password_should_not_equal_current_password: [
    'La nuova password è uguale a quella attuale.',
    'Scegliere un’altra password.',
  ],
  empty_request_body: [
    'Il servizio ha ricevuto una richiesta senza corpo.',
    'Controllare se un proxy rimuove il corpo.',
  ],
  password_is_invalid: [
    'La password attuale non è corretta.',
    'Controllarla; se è stata dimenticata, reimpostarla.',
  ],
  not_allowed_for_apikey: [
    'Con consumer key e consumer secret questa operazione non è consentita.',
    'Accedere invece con e-mail e password.',
  ],
  email_not_found: ['Nessun account ha questo indirizzo e-mail.', 'Controllare l’indirizzo.'],
  key_not_found: [
    'L’account non ha questa consumer key.',
    'Elencare le consumer key per vedere quelle esistenti.',
  ],
  forgot_password_token_is_missing: ['Manca il token di reimpostazione.', copyToken],
  token_is_missing: ['Manca il token di reimpostazione.', copyToken],
  token_can_not_be_empty: ['Il token di reimpostazione è vuoto.', copyToken],
  token_is_invalid: [
    'Il token di reimpostazione è sconosciuto, già usato o scaduto.',
    'Richiedere una nuova e-mail di reimpostazione; un token vale un’ora.',
  ],

  // By reason.
  reasons: {
    // Options and targets.
    not_a_url: 'Indicare un URL assoluto, per esempio https://host/api/v2.',
    not_https:
      'Usare https, perché la chiave non viaggi in chiaro. Il semplice http è ammesso solo per il loopback.',
    credentials_in_url: 'Togliere dall’URL il nome utente e la password.',
    query_or_fragment: 'Togliere dall’URL di base la query e il frammento.',
    not_url_characters: 'Scrivere l’URL con barre normali, senza spazi né interruzioni di riga.',
    outside_base_url:
      'Indicare un percorso come `/analytics` o un URL sotto l’URL di base. Per un altro servizio usare il normale `fetch`.',

    // Which key a call takes.
    needs_api_key:
      'Usare un client con una chiave API: accedere con e-mail e password invece che con consumer key e consumer secret.',
    pair_has_no_key:
      'Configurare `credentials` nel client: consumer key e consumer secret non danno una chiave API.',
    needs_consumer_pair:
      'Configurare `consumer` nel client: le e-mail si inviano con consumer key e consumer secret, non con una chiave API.',
    no_consumer_pair:
      'Salvare consumer key e consumer secret per questo profilo e questo servizio, per esempio con `turbosmtp-auth consumer-keys create --save --permission SEND_API`.',
    token_check_needs_key:
      'Omettere `verifyResetToken`: `resetPassword` non richiede una chiave e indica se il token è valido.',

    // An answer that was lost.
    input_padded: ({ field }) => `Controllare ${typed[field]}, che inizia o finisce con uno spazio.`,
    input_quoted: ({ field }) => `Indicare ${typed[field]} senza virgolette, a meno che ne facciano parte.`,
    input_invisible: ({ field }) =>
      `Digitare di nuovo ${typed[field]}, che contiene un carattere invisibile, per esempio un byte order mark.`,
    token_is_a_link: 'Indicare solo il token: questo è un intero collegamento.',
    login_lost: 'Accedere di nuovo. Se è stata creata una chiave, scade entro due ore.',
    login_lost_without_expiry:
      'Accedere di nuovo. Potrebbe esistere una chiave senza scadenza che non è salvata qui. Chiedere al supporto di turboSMTP di revocarla.',
    password_change_lost: 'Chiamare `settlePasswordChange` per sapere quale password è valida ora.',
    reset_mail_lost:
      'Cercare l’e-mail nella posta in arrivo dell’account: potrebbe essere stata inviata. Se non c’è, richiederla di nuovo.',
    password_reset_lost: 'Provare ad accedere con la nuova password prima di usare di nuovo il token.',
    consumer_key_creation_lost:
      'Elencare le consumer key. Se ce n’è una nuova che questo programma non ha salvato, eliminarla, perché il suo consumer secret è perso. Poi crearne un’altra.',
    consumer_key_deletion_lost: 'Elencare le consumer key per vedere se è stata eliminata.',

    // An answer that is not what it should be.
    not_json: ({ mediaType }) =>
      `La risposta era ${mediaType}, non JSON. Controllare l’URL di base e se su questa rete c’è un proxy, un firewall o una pagina di accesso.`,

    // The session and its records.
    login_overtaken:
      'Questo accesso è stato annullato perché nel frattempo è terminato un altro accesso, una disconnessione o `close()`. Accedere di nuovo, se serve ancora.',
    revocation_queue_full:
      'Troppe chiavi attendono di essere revocate. Disconnettersi di nuovo appena il servizio è raggiungibile: così vengono revocate tutte.',
    record_replaced_while_written:
      'Riprovare: un altro processo ha continuato a sostituire il record mentre veniva scritto.',

    // The way to the service.
    host_not_found: (cause) =>
      `Controllare il nome dell’host nell’URL di base e il DNS di questo computer: l’host non è stato trovato${because(cause)}.`,
    no_connection: (cause) =>
      `La connessione al servizio non è riuscita${because(cause)}. Controllare l’URL di base e la rete. Se questa rete richiede un proxy, impostare HTTPS_PROXY.`,
    handshake_failed: (cause) =>
      `L’handshake TLS non è riuscito${because(cause)}. Controllare l’URL di base e la sua porta, e se su questa rete c’è un firewall o un proxy.`,
    certificate_not_valid_now: (cause) =>
      `Controllare l’orologio di questo computer: oggi il certificato del servizio non è valido${because(cause)}.`,
    certificate_of_another_host: (cause) =>
      `Controllare l’URL di base e se su questa rete c’è una pagina di accesso: il certificato è di un altro host${because(cause)}.`,

    // `createApi`.
    answer_too_large:
      "La risposta è troppo grande per essere letta per intero. Richiedere meno dati alla volta, oppure impostare `responseType: 'stream'` e leggere lo stream.",
    answer_not_json:
      'Impostare `responseType` se la risposta non deve essere JSON. Altrimenti controllare l’URL di base e se su questa rete c’è un proxy, un firewall o una pagina di accesso.',
    answer_arrived:
      'Il servizio ha risposto a questa richiesta: verificare che cosa ha modificato prima di ripeterla.',

    // Passwords, and sealing.
    generated_length: 'Indicare una lunghezza da 10 a 1024, oppure ometterla per ottenere 20 caratteri.',
    record_too_long: 'Controllare da dove viene il record: è più lungo di tutti quelli che un client scrive.',
    sealing_needs_https: 'Pubblicare la pagina su HTTPS: la sigillatura richiede WebCrypto.',

    // Files.
    store_directory_missing: 'Indicare una `directory` per l’archivio.',
    lock_directory_missing: 'Indicare una `directory` per il lock.',
    store_directory_impossible:
      'Controllare il percorso dell’archivio: una parte manca, è un file o ha un nome troppo lungo.',
    store_directory_taken: 'Controllare il percorso dell’archivio: ciò che vi si trova non è una directory.',
    opened_to_fs_group:
      'Su Kubernetes il montaggio di un volume può dare a un gruppo accesso ai file dell’archivio. Impostare `fsGroupChangePolicy: OnRootMismatch`, poi assegnare i permessi 0600 a questi file e 0700 alla loro directory.',
    read_only_file_system: 'Scegliere una directory su un file system in cui si può scrivere.',
    record_is_a_directory:
      'Nella directory dell’archivio, rimuovere la directory il cui nome termina con .jwe: è il posto di un file.',
    record_replaced_while_read:
      'Riprovare: un altro processo ha continuato a sostituire il record mentre veniva letto.',

    // The keychain of the system.
    no_session_bus:
      'Eseguire il programma in una sessione desktop o con `dbus-run-session`, oppure usare `sealedFileKeyStore`.',
    no_keyring_package: 'Installare `@napi-rs/keyring`, oppure usare `sealedFileKeyStore`.',
    no_secret_service: 'Installare GNOME Keyring, KWallet o KeePassXC, oppure usare `sealedFileKeyStore`.',
    no_default_keyring: 'Creare un portachiavi predefinito, oppure usare `sealedFileKeyStore`.',
    no_credential_manager:
      'Questo accesso a Windows non ha una gestione delle credenziali. Accedere dal desktop, eseguire il servizio con un account con password, oppure usare `sealedFileKeyStore`.',
    keychain_locked:
      'Sbloccare il portachiavi accedendo al desktop, o con il suo programma, quindi riprovare.',
    secret_service_ended:
      'Riprovare: il Secret Service, per esempio GNOME Keyring, si è chiuso e forse si sta riavviando.',
    session_bus_full: 'Riprovare più tardi: il bus di sessione non ha più connessioni libere.',
    too_long_for_keychain:
      'Usare un altro archivio: questo record supera i 1.000 caratteri, e un portachiavi può non accettarne di più.',
  },

  // Of fields, by the code of an issue.
  issues: {
    body_used: 'È già stato letto.',
    control_character: 'Contiene un’interruzione di riga o un altro carattere di controllo.',
    excludes_login: 'Un client con consumer key e consumer secret non può accedere.',
    invalid_profile: 'Non è composto da 1 a 64 caratteri tra A-Z a-z 0-9 . _ -, oppure è un nome riservato.',
    malformed_unicode: 'Non è un testo Unicode valido.',
    missing_required_parameter: 'Manca questo valore.',
    not_a_path_segment: 'Contiene solo punti.',
    not_header_safe: 'Contiene un carattere non ammesso nelle intestazioni, oppure è troppo lungo.',
    not_with_this_method: 'Questo metodo non ha un corpo.',
    missing: 'Manca.',
    not_32_bytes: 'Non è lungo 32 byte.',
    not_a_body: 'Non è un corpo che si possa inviare.',
    not_a_boolean: 'Non è vero o falso.',
    not_a_function: 'Non è una funzione.',
    not_a_list: 'Non è un elenco.',
    not_a_lock: 'Non è un blocco.',
    not_a_method: 'Non è un metodo.',
    not_a_passphrase: 'Non è una passphrase.',
    not_a_permission: 'Non è un permesso.',
    not_a_plain_object: 'Non è un oggetto semplice.',
    not_a_region: 'Non è una regione: indicare `global` o `eu`.',
    not_a_record: 'Non è un record.',
    not_a_sealing_key: 'Non è una chiave di sigillatura.',
    not_a_string: 'Non è un testo.',
    not_a_time: 'Non è un’ora.',
    not_an_assurance: 'Non è un livello di sicurezza.',
    not_an_event: 'Non è un evento.',
    not_an_object: 'Non è un oggetto.',
    not_an_operation: 'Non è un’operazione.',
    not_json: 'Non si può scrivere come JSON.',
    not_supported: 'Non è supportato.',
    not_with_a_request: 'Non si può indicare insieme a una `Request`.',
    out_of_range: 'È fuori dai limiti.',
    too_long: 'È troppo lungo.',
  },
} satisfies Translation);

/** What a new password must be, in Italian. */
export const italianPassword: PasswordTexts = /* @__PURE__ */ Object.freeze<PasswordTexts>({
  missing: 'Una nuova password',
  length: 'Almeno 10 caratteri',
  uppercase: 'Almeno una lettera maiuscola',
  lowercase: 'Almeno una lettera minuscola',
  digit: 'Almeno una cifra',
  confirmation: 'La stessa password digitata di nuovo',
  unchanged: 'Diversa dalla password attuale',
});
