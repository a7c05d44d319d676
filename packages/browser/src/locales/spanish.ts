import type { ErrorTexts, HintsLike } from '@turbosmtp-auth/core';
import { spanish as core } from '@turbosmtp-auth/core/locales/es';
import type { extensionHints } from '../extension/hints.ts';
import type { connectHints } from '../extension/wire/hints.ts';
import type { browserHints } from '../hints.ts';

export { spanishPassword } from '@turbosmtp-auth/core/locales/es';

const hints: HintsLike<typeof browserHints & typeof extensionHints & typeof connectHints> = {
  offline: 'Conecte este dispositivo a una red y vuelva a intentarlo: el navegador está sin conexión.',
  blocked_by_policy:
    'Añada el origen del servicio a `connect-src` en la content security policy de esta página, que ha bloqueado la solicitud.',
  blocked_by_cors_or_lost:
    'Consulte la consola del navegador. Si muestra un error de CORS, sirva la API bajo el origen de esta página con un proxy, y asigne la dirección de este a `baseUrl`. Si no muestra ninguno, averigüe qué ha ocurrido antes de repetir la solicitud.',
  record_set_aside: 'Vuelva a iniciar sesión: el registro ilegible se ha apartado.',
  device_full: 'Libere espacio en este dispositivo, o borre datos de este sitio.',
  site_data_blocked:
    'Permita que este sitio guarde datos: puede que las cookies estén bloqueadas o que la página esté en un marco aislado (sandbox).',
  site_data_not_allowed: 'Permita que este sitio guarde datos.',
  database_busy: 'Cierre las demás pestañas de este sitio y vuelva a intentarlo.',
  database_too_new:
    'Recargue esta página: una versión más reciente de este paquete ha modificado la base de datos. Si no basta, actualice el paquete.',
  database_of_others: 'Elija otro `name`: este paquete no ha creado la base de datos.',
  window_keeps_no_keys: 'Use `memoryKeyStore()`: las ventanas privadas pueden negarse a guardar claves.',
  no_indexed_db: 'Use `memoryKeyStore()`: aquí no hay IndexedDB.',
  no_session_storage: 'Use `memoryKeyStore()`: aquí no hay sessionStorage.',
  no_web_crypto: 'Sirva la página por HTTPS, o use `memoryKeyStore()`: aquí no hay WebCrypto.',

  // In an extension.
  host_permission_missing: ({ pattern }) =>
    `Añada \`${pattern}\` a \`host_permissions\` en el manifiesto y pida al usuario que lo conceda: sin este permiso, la solicitud no se envió.`,
  no_session_area:
    'Añada `storage` a `permissions` en el manifiesto y cree el cliente en el script de fondo.',
  session_area_full: 'Elimine otros datos que la extensión guarda en `storage.session`.',
  session_area_closed: 'Use el cliente en el proceso de fondo: otros contextos no pueden leer sus claves.',
  incognito_split:
    'Ponga `incognito` en `spanning` en el manifiesto: con `split`, las ventanas privadas no pueden abrir los registros.',
  needs_remember:
    'Ponga `remember` en true, o deje `noExpire` fuera: una clave que nunca caduca debe conservarse.',
  remember_per_login:
    'Omita `noExpire` en `createClient`. Dé a `login` tanto `noExpire: true` como `remember: true`.',
  caller_not_allowed: 'Permita esta operación para este contexto en la opción `allow` de `serveClient`.',
  own_operation_failed:
    'Consulte la consola del proceso de fondo: una función de la opción `answer` ha lanzado un error.',
  not_for_content_scripts:
    'Quite `login` y `fetch` de esta lista, porque un script de contenido se ejecuta en una página web. En su lugar, escriba una operación propia en la opción `answer` de `serveClient` y llámela.',
  body_over_port:
    'Haga esta llamada en el proceso de fondo: su cuerpo supera los 5 MB, lo máximo que se puede enviar desde aquí.',
  background_silent:
    'Llame a `serveClient` de forma síncrona al iniciarse el proceso de fondo, y consulte su consola.',
  extension_reloaded: 'Vuelva a cargar esta página: la extensión se recargó, se actualizó o se eliminó.',
  ask_interrupted: 'Llame a `client.interrupted()` para saber qué ocurrió antes de repetir la llamada.',
};

/**
 * The texts of every error, and of every hint of this package and of core, in Spanish.
 *
 * @example
 * ```ts
 * import { createClient, describeError } from '@turbosmtp-auth/browser';
 * import { spanish } from '@turbosmtp-auth/browser/locales/es';
 *
 * const client = createClient();
 * await client.apiKey().catch((error) => console.log(describeError(error, spanish)));
 * ```
 */
export const spanish: ErrorTexts = { ...core, reasons: { ...core.reasons, ...hints } };
