import type { ErrorTexts, HintsLike } from '@turbosmtp-auth/core';
import { spanish as core } from '@turbosmtp-auth/core/locales/es';
import type { denoHints } from '../hints.ts';

export { spanishPassword } from '@turbosmtp-auth/core/locales/es';

const hints: HintsLike<typeof denoHints> = {
  certificate_not_trusted:
    'El certificado del servicio no es de confianza. Si esta red intercepta las conexiones TLS, indique su autoridad de certificación con `--cert` o en DENO_CERT, o defina DENO_TLS_CA_STORE=system.',
  net_not_permitted: ({ flag }) =>
    `Ejecute este programa con \`${flag}\`: Deno no le permite contactar con el servicio.`,
  files_not_permitted: ({ flags }) =>
    `Ejecute este programa con \`${flags}\`: Deno no le permite usar este directorio.`,
  directory_not_resolved:
    'Indique la ruta misma: `~` y `file:` no se resuelven. `Deno.env.get("HOME")` da el directorio personal.',
  keychain_not_permitted: ({ flag }) =>
    `Use \`sealedFileKeyStore\`, o ejecute este programa con \`${flag}\`, que renuncia al entorno aislado de Deno: el llavero necesita código nativo.`,
};

/**
 * The texts of every error, and of every hint of this package and of core, in Spanish.
 *
 * @example
 * ```ts
 * import { createClient, describeError } from '@turbosmtp-auth/deno';
 * import { spanish } from '@turbosmtp-auth/deno/locales/es';
 *
 * const client = createClient();
 * await client.apiKey().catch((error) => console.log(describeError(error, spanish)));
 * ```
 */
export const spanish: ErrorTexts = { ...core, reasons: { ...core.reasons, ...hints } };
