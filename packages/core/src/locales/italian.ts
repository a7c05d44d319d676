import type { ErrorTexts } from '../errors/english.ts';
import type { PasswordTexts } from '../password-rules/password-texts.ts';

const needsKey = 'Accedere, oppure configurare `credentials` nel client, e riprovare.';
const ruleHint = 'Usare `checkPassword` per mostrare le regole mentre si digita la password.';
const copyToken = 'Copiare il token dall’e-mail di reimpostazione.';

/**
 * The texts of every error, in Italian.
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
export const italian: ErrorTexts = {
  otherError: 'Si è verificato un errore.',

  // Said by the client.
  invalid_input: [
    'I dati inseriti sono stati rifiutati prima di qualsiasi invio.',
    'Vedere in `issues` quali campi non vanno bene e correggerli.',
  ],
  network: [
    'Impossibile raggiungere il servizio.',
    'Controllare la connessione, il proxy e l’URL di base, quindi riprovare.',
  ],
  timeout: ['Il servizio non ha risposto in tempo.', 'Riprovare, oppure concedere più tempo con `timeout`.'],
  outcome_unknown: [
    'La richiesta è stata inviata, ma la risposta è andata persa: potrebbe aver avuto effetto oppure no.',
    'Verificare che cosa è successo prima di ripeterla.',
  ],
  redirect_refused: [
    'La risposta era un reindirizzamento, che con le credenziali non viene mai seguito.',
    'Controllare l’URL di base e se su questa rete c’è un proxy o una pagina di accesso.',
  ],
  unexpected_response: [
    'La risposta non corrisponde alla documentazione del servizio.',
    'Controllare l’URL di base e se su questa rete c’è un proxy, un firewall o una pagina di accesso.',
  ],
  rate_limited: [
    'Il servizio ha chiesto di rallentare.',
    'Attendere fino a `retryAt` e conservare la chiave invece di accedere di nuovo.',
  ],
  server_error: ['Il servizio non è riuscito a elaborare la richiesta.', 'Riprovare più tardi.'],
  signed_out: ['Non c’è una chiave API per questa chiamata.', needsKey],
  closed: ['Questo client è stato chiuso.', 'Creare un nuovo client.'],
  unknown: [
    'Il servizio ha rifiutato la richiesta per un motivo non documentato.',
    'Vedere `status` e `serverCode`.',
  ],
  storage_unavailable: [
    'L’archivio delle chiavi non è raggiungibile.',
    'Controllare che sia installato, in esecuzione e raggiungibile.',
  ],
  storage_denied: [
    'L’accesso all’archivio delle chiavi non è consentito.',
    'Concedere l’accesso, o sbloccare l’archivio, e riprovare.',
  ],
  storage_insecure: [
    'L’archivio delle chiavi può essere letto o modificato da altri, perciò non è stato usato.',
    'Assegnare i permessi 0600 ai file e 0700 alla directory, che devono appartenere a questo utente e non essere collegamenti.',
  ],
  storage_damaged: [
    'Un record salvato è danneggiato ed è stato lasciato com’era.',
    'Spostare altrove il record, quindi accedere di nuovo.',
  ],
  storage_wrong_key: [
    'Un record salvato è sigillato con un’altra chiave ed è stato lasciato com’era.',
    'Configurare la chiave di sigillatura con cui è stato scritto.',
  ],
  storage_misplaced: [
    'Un record salvato è di un altro profilo, servizio o tipo ed è stato lasciato com’era.',
    'Riportare il record dove era stato scritto.',
  ],
  storage_too_new: [
    'Un record salvato è stato scritto da una versione più recente ed è stato lasciato com’era.',
    'Aggiornare questo pacchetto.',
  ],
  storage_full: [
    'Nell’archivio delle chiavi non c’è più spazio, ma il suo contenuto è rimasto invariato.',
    'Liberare spazio e riprovare.',
  ],
  storage_timeout: [
    'L’archivio delle chiavi non ha risposto in tempo.',
    'Controllare se attende di essere sbloccato o se non risponde più.',
  ],
  storage_below_assurance: [
    'Nessun archivio delle chiavi offre la sicurezza richiesta da `minAssurance`.',
    'Configurare una chiave di sigillatura o abbassare `minAssurance`.',
  ],

  // Said by the service.
  missing_required_parameter: ['Manca un valore obbligatorio.', 'Indicare tutti i valori obbligatori.'],
  wrong_credentials_specified: [
    'L’indirizzo e-mail o la password non sono corretti.',
    'Controllarli entrambi e, se la password è stata dimenticata, reimpostarla.',
  ],
  missing_authorization_key: [
    'Il servizio non ha ricevuto alcuna chiave API.',
    'Controllare se un proxy rimuove l’intestazione Authorization.',
  ],
  invalid_authorization_key: ['La chiave API è sconosciuta, revocata o scaduta.', needsKey],
  account_is_inactive: ['L’account non è attivo.', 'Attivarlo presso il servizio, quindi riprovare.'],
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
    'Controllare se è un proxy a rimuoverlo.',
  ],
  password_is_invalid: [
    'La password attuale non è corretta.',
    'Controllarla e, se è stata dimenticata, reimpostarla.',
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
    'Richiedere una nuova e-mail di reimpostazione, tenendo presente che il token vale un’ora.',
  ],
};

/** What a new password must be, in Italian. */
export const italianPassword: PasswordTexts = {
  missing: 'Una nuova password',
  length: 'Almeno 10 caratteri',
  uppercase: 'Almeno una lettera maiuscola',
  lowercase: 'Almeno una lettera minuscola',
  digit: 'Almeno una cifra',
  confirmation: 'La stessa password digitata di nuovo',
  unchanged: 'Diversa dalla password attuale',
};
