import type { ErrorTexts, HintsLike } from '@turbosmtp-auth/core';
import { italian as core } from '@turbosmtp-auth/core/locales/it';
import type { denoHints } from '../hints.ts';

export { italianPassword } from '@turbosmtp-auth/core/locales/it';

const hints: HintsLike<typeof denoHints> = {
  certificate_not_trusted:
    'Il certificato del servizio non è attendibile. Se questa rete intercetta le connessioni TLS, indicare la sua autorità di certificazione con `--cert` o in DENO_CERT, oppure impostare DENO_TLS_CA_STORE=system.',
  net_not_permitted: ({ flag }) =>
    `Eseguire questo programma con \`${flag}\`: Deno non gli permette di raggiungere il servizio.`,
  files_not_permitted: ({ flags }) =>
    `Eseguire questo programma con \`${flags}\`: Deno non gli permette di usare questa directory.`,
  directory_not_resolved:
    'Indicare il percorso stesso: `~` e `file:` non vengono risolti. `Deno.env.get("HOME")` dà la home directory.',
  keychain_not_permitted: ({ flag }) =>
    `Usare \`sealedFileKeyStore\`, oppure eseguire questo programma con \`${flag}\`, che rinuncia alla sandbox di Deno: il portachiavi richiede codice nativo.`,
};

/**
 * The texts of every error, and of every hint of this package and of core, in Italian.
 *
 * @example
 * ```ts
 * import { createClient, describeError } from '@turbosmtp-auth/deno';
 * import { italian } from '@turbosmtp-auth/deno/locales/it';
 *
 * const client = createClient();
 * await client.apiKey().catch((error) => console.log(describeError(error, italian)));
 * ```
 */
export const italian: ErrorTexts = { ...core, reasons: { ...core.reasons, ...hints } };
