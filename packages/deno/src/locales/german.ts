import type { ErrorTexts, HintsLike } from '@turbosmtp-auth/core';
import { german as core } from '@turbosmtp-auth/core/locales/de';
import type { denoHints } from '../hints.ts';

export { germanPassword } from '@turbosmtp-auth/core/locales/de';

const hints: HintsLike<typeof denoHints> = {
  certificate_not_trusted:
    'Dem Zertifikat des Dienstes wird nicht vertraut. Wenn dieses Netz TLS-Verbindungen aufbricht, geben Sie mit `--cert` oder in DENO_CERT seine Zertifizierungsstelle an, oder setzen Sie DENO_TLS_CA_STORE=system.',
  net_not_permitted: ({ flag }) =>
    `Führen Sie dieses Programm mit \`${flag}\` aus, denn Deno erlaubt ihm nicht, den Dienst zu erreichen.`,
  files_not_permitted: ({ flags }) =>
    `Führen Sie dieses Programm mit \`${flags}\` aus, denn Deno erlaubt ihm nicht, dieses Verzeichnis zu benutzen.`,
  directory_not_resolved:
    'Geben Sie den Pfad selbst an, denn `~` und `file:` werden nicht aufgelöst. `Deno.env.get("HOME")` gibt das Home-Verzeichnis.',
  keychain_not_permitted: ({ flag }) =>
    `Verwenden Sie \`sealedFileKeyStore\`, oder führen Sie dieses Programm mit \`${flag}\` aus, was die Sandbox von Deno aufhebt. Der Schlüsselbund braucht nativen Code.`,
};

/**
 * The texts of every error, in German, with the hints of this package.
 *
 * @example
 * ```ts
 * import { createClient, describeError } from '@turbosmtp-auth/deno';
 * import { german } from '@turbosmtp-auth/deno/locales/de';
 *
 * const client = createClient();
 * await client.apiKey().catch((error) => console.log(describeError(error, german)));
 * ```
 */
export const german: ErrorTexts = { ...core, reasons: { ...core.reasons, ...hints } };
