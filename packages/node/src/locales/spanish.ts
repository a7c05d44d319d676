import type { ErrorTexts, HintsLike } from '@turbosmtp-auth/core';
import { spanish as core } from '@turbosmtp-auth/core/locales/es';
import type { nodeHints } from '../hints.ts';
import type { NodeIssueCode } from '../issue-texts.ts';

export { spanishPassword } from '@turbosmtp-auth/core/locales/es';

const hints: HintsLike<typeof nodeHints> = {
  // The way to the service.
  certificate_not_trusted: ({ code }) =>
    `El certificado del servicio no es de confianza (${code}). Si esta red intercepta las conexiones TLS, indique su autoridad de certificación en NODE_EXTRA_CA_CERTS o con \`nodeFetch({ ca })\`.`,
  header_of_connection:
    'Quite las cabeceras de la conexión, como Keep-Alive, Transfer-Encoding, Upgrade o Expect: las establece el propio Node.',
  bad_port:
    'Use otro puerto en la URL base: ningún fetch se conecta a este (un “bad port” del Fetch Standard).',
  proxy_refused:
    'Pida al administrador del proxy que permita las conexiones con el servicio: el proxy ha rechazado esta.',
  proxy_credentials:
    'Escriba el nombre de usuario y la contraseña correctos en la URL del proxy, que los ha pedido o ha rechazado los que contiene.',
  proxy_bad_gateway:
    'Compruebe la URL base y después consulte al administrador del proxy: el proxy no ha podido contactar con el servicio.',
  proxy_unavailable: 'Vuelva a intentarlo más tarde: el proxy no ha podido contactar con el servicio.',
  proxy_timeout: 'Vuelva a intentarlo más tarde: el proxy no ha recibido respuesta del servicio.',
  proxy_status: ({ status }) =>
    `Compruebe el proxy: ha respondido ${status} en lugar de conectarse con el servicio.`,
  proxy_unreachable: ({ code }) =>
    `Compruebe la dirección del proxy y, si es un proxy https, su certificado: no se ha podido conectar a través del proxy${code === undefined ? '' : ` (${code})`}.`,
  node_fetch_not_called:
    'Escriba `fetch: nodeFetch()`, con paréntesis: se llamó a `nodeFetch` como a un `fetch`, pero lo que hace es crear uno.',
  undici_not_installed:
    'Instale el paquete `undici`: `npm install undici@7`. Lo necesitan los proxies, las autoridades de certificación y los tiempos de keep-alive. Un bundle no lo contiene: instálelo donde se ejecuta el bundle.',
  undici_not_loaded:
    'Instale una versión del paquete `undici` para este Node con `npm install undici@7`: no se pudo cargar la que está instalada.',

  // Where keys are kept.
  own_files_unreadable:
    'Vuelva a intentarlo: Node no ha podido cargar un archivo de este paquete. Compruebe cuántos archivos están abiertos y si el paquete está instalado por completo.',
  files_not_permitted: ({ path }) =>
    `Inicie Node con --allow-fs-read y --allow-fs-write para el directorio del almacén: su modelo de permisos rechaza ${path}.`,
  state_directory_unknown: ({ variable }) =>
    `Asigne a ${variable} una ruta absoluta, o indique un \`directory\` para el almacén.`,
  directory_not_resolved:
    'Indique la ruta misma: `~` y `file:` no se resuelven. `os.homedir()` da el directorio personal, y `fileURLToPath` la ruta de una URL.',
  home_of_another_user: ({ home, owner }) =>
    `Asigne a HOME el directorio personal de root, o ejecute el programa como el usuario ${owner}. Se ejecuta como root, pero ${home} pertenece al usuario ${owner}.`,
  directory_of_another_user: ({ user, directory, owner }) =>
    `Elija un directorio en el que este usuario (${user}) pueda escribir: ${directory} pertenece al usuario ${owner}.`,
  no_keychain_or_sealing_key: ({ why }) =>
    `Asigne a TURBOSMTP_AUTH_STORE_KEY 32 bytes aleatorios en base64url, o ejecute el programa donde se pueda usar un llavero del sistema operativo. Aquí no se puede: ${why}.`,
  no_keychain: ({ why }) =>
    `Ejecute el programa donde se pueda usar un llavero del sistema operativo, con \`@napi-rs/keyring\` instalado. Aquí no se puede usar: ${why}.`,
  keychain_process_refused:
    'Node no puede iniciar el proceso que habla con el llavero. Con `--permission`, añada `--allow-child-process`. Si el programa está empaquetado en un solo archivo, ejecútelo con Node, o use `sealedFileKeyStore`.',
  keychain_process_ended:
    'Vuelva a intentarlo: el proceso que se comunica con el llavero ha terminado o no se ha podido iniciar.',

  // Where sealing keys come from.
  key_file_busy: ({ source }) =>
    `Vuelva a intentarlo: ahora mismo no se ha podido leer el archivo de ${source}. Puede que haya demasiados archivos abiertos, o que el disco tenga un fallo.`,
  key_file_not_permitted: ({ source }) => `Inicie Node con --allow-fs-read para el archivo de ${source}.`,
  key_file_writable_by_others: ({ source }) =>
    `Ejecute chmod go-w en el archivo de ${source}: solo su propietario puede escribir en él.`,
  key_file_unreadable: 'Compruebe que el archivo existe y que este usuario puede leerlo.',
  key_file_not_absolute: 'Indique una ruta absoluta.',
  not_a_sealing_key: 'Indique 32 bytes aleatorios en base64url: 43 caracteres, sin relleno.',

  // Redis and other storages.
  client_of_another_copy:
    'Pase un cliente creado por `createClient` de la misma copia de `@turbosmtp-auth/node` que esta función. `npm ls @turbosmtp-auth/node` muestra las copias.',
  names_the_old_pair:
    'Quite TURBOSMTP_CONSUMER_KEY o indique allí otra consumer key: la variable contiene la que esta rotación sustituye y elimina.',
  permissions_not_listed:
    'Indique los `permissions` de la nueva consumer key: el servicio no indica los de la anterior.',
  pair_of_another_account:
    'La consumer key guardada no está en la lista de esta cuenta. Inicie sesión en la cuenta a la que pertenece, o guarde una de esta cuenta.',
  new_pair_refused:
    'Vuelva a intentarlo más tarde: el servicio ha rechazado la nueva consumer key. La anterior sigue guardada y la nueva se ha eliminado.',
  both_pairs_refused:
    'El servicio ha rechazado la nueva consumer key y la anterior. Ambas siguen guardadas. Compruebe que la cuenta está activa y que sus consumer keys se aceptan desde esta dirección IP.',
  pair_not_kept: 'Compruebe el almacén o indique otro: no ha conservado lo que se escribió en él.',
  pair_kept_changing: 'Vuelva a intentarlo: otro proceso no dejaba de sustituir la consumer key guardada.',
  redis_unreachable:
    'Compruebe que el cliente de Redis esté conectado y que su servidor esté accesible y listo.',
  redis_unanswered: 'Compruebe que el servidor de Redis esté accesible y responda.',
  redis_not_permitted:
    'Asigne al cliente de Redis un usuario que pueda ejecutar EVAL, EXISTS, GET, GETRANGE, SET, DEL, PEXPIRE y TIME con estas claves.',
  redis_replica:
    'Conecte el cliente de Redis al servidor principal: este servidor es una réplica y no admite escrituras.',
  redis_out_of_memory: 'Dé más memoria a Redis, o establezca su maxmemory-policy en volatile-lru.',
  redis_cannot_save:
    'Consulte el registro de actividad del servidor de Redis: no puede guardar en el disco y, mientras no pueda, rechaza las escrituras.',
  redis_key_taken:
    'Una clave de Redis con el prefijo de este almacén tiene un valor de otro programa. Elija otro prefijo, o elimine esa clave de Redis.',
  driver_cannot_write:
    'Dé a unstorage un controlador que pueda escribir: este no ha conservado lo que se ha escrito.',
  storage_unanswered: 'Compruebe que el servidor del almacén esté accesible y responda.',
};

const issues: Readonly<Record<NodeIssueCode, string>> = {
  invalid_prefix: 'No consta de A-Z a-z 0-9 _ -, con dos puntos sueltos en medio.',
  not_a_url: 'No es una URL.',
  not_url_characters: 'Contiene un espacio, una barra invertida o un salto de línea.',
  path_or_query: 'Contiene una ruta o una consulta.',
  not_a_certificate: 'No contiene certificados PEM válidos.',
  not_a_client: 'No es un cliente de este paquete.',
  not_a_file: 'No es un archivo.',
  not_a_redis_client: 'No es un cliente de Redis.',
  not_a_storage: 'No es un almacenamiento.',
  not_absolute: 'No es una ruta absoluta.',
  not_an_http_proxy: 'No es un proxy HTTP.',
  not_readable: 'No se puede leer.',
};

/**
 * The texts of every error, and of every hint of this package and of core, in Spanish.
 *
 * @example
 * ```ts
 * import { createClient, describeError } from '@turbosmtp-auth/node';
 * import { spanish } from '@turbosmtp-auth/node/locales/es';
 *
 * const client = createClient();
 * await client.apiKey().catch((error) => console.log(describeError(error, spanish)));
 * ```
 */
export const spanish: ErrorTexts = {
  ...core,
  reasons: { ...core.reasons, ...hints },
  issues: { ...core.issues, ...issues },
};
