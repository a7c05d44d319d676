import type { ErrorTexts, HintsLike } from '@turbosmtp-auth/core';
import { french as core } from '@turbosmtp-auth/core/locales/fr';
import type { denoHints } from '../hints.ts';

export { frenchPassword } from '@turbosmtp-auth/core/locales/fr';

const hints: HintsLike<typeof denoHints> = {
  certificate_not_trusted:
    'Le certificat du service n’est pas reconnu. Si ce réseau intercepte les connexions TLS, indiquez son autorité de certification avec `--cert` ou dans DENO_CERT, ou définissez DENO_TLS_CA_STORE=system.',
  net_not_permitted: ({ flag }) =>
    `Exécutez ce programme avec \`${flag}\`, car Deno ne lui permet pas de joindre le service.`,
  files_not_permitted: ({ flags }) =>
    `Exécutez ce programme avec \`${flags}\`, car Deno ne lui permet pas d’utiliser ce répertoire.`,
  directory_not_resolved:
    'Donnez le chemin lui-même, car `~` et `file:` ne sont pas résolus. `Deno.env.get("HOME")` donne le répertoire personnel.',
  keychain_not_permitted: ({ flag }) =>
    `Utilisez \`sealedFileKeyStore\`, ou exécutez ce programme avec \`${flag}\`, qui renonce au bac à sable de Deno. Le trousseau exige du code natif.`,
};

/**
 * The texts of every error, in French, with the hints of this package.
 *
 * @example
 * ```ts
 * import { createClient, describeError } from '@turbosmtp-auth/deno';
 * import { french } from '@turbosmtp-auth/deno/locales/fr';
 *
 * const client = createClient();
 * await client.apiKey().catch((error) => console.log(describeError(error, french)));
 * ```
 */
export const french: ErrorTexts = { ...core, reasons: { ...core.reasons, ...hints } };
