import type { ErrorTexts } from '../errors/english.ts';
import type { PasswordTexts } from '../password-rules/password-texts.ts';
import type { Translation } from './translation.ts';

const needsKey = 'Inicie sesión, o configure `credentials` en el cliente, y vuelva a intentarlo.';
const ruleHint = 'Elija otra contraseña; `checkPassword` puede comprobarla mientras se escribe.';
const copyToken = 'Copie el token del correo de restablecimiento.';

/** A system's word for what went wrong, if there is one. */
const because = ({ code }: { readonly code?: string }): string => (code === undefined ? '' : ` (${code})`);

const typed = {
  email: 'la dirección de correo electrónico',
  password: 'la contraseña',
  token: 'el token',
} as const;

/**
 * The texts of every error, and of every hint of this package, in Spanish. An adapter has an entry of its own, with its hints
 * as well.
 *
 * @example
 * ```ts
 * import { createClient, describeError, memoryKeyStore, memoryLock } from '@turbosmtp-auth/core';
 * import { spanish } from '@turbosmtp-auth/core/locales/es';
 *
 * const client = createClient({ name: 'mine', fetch, keyStore: memoryKeyStore(), lock: memoryLock() });
 * await client.apiKey().catch((error) => console.log(describeError(error, spanish)));
 * ```
 */
export const spanish: Required<ErrorTexts> = /* @__PURE__ */ Object.freeze({
  otherError: 'Se ha producido un error.',

  // Said by the client.
  invalid_input: [
    'Los datos introducidos se han rechazado antes de enviar nada.',
    'Corrija los datos y vuelva a intentarlo.',
  ],
  network: [
    'No se ha podido contactar con el servicio.',
    'Compruebe la conexión, el proxy y la URL base, y vuelva a intentarlo.',
  ],
  timeout: [
    'La llamada no ha terminado a tiempo.',
    'Vuelva a intentarlo, o conceda más tiempo con `timeout`.',
  ],
  outcome_unknown: [
    'No ha llegado respuesta a la solicitud; no se sabe si la solicitud ha surtido efecto.',
    'Averigüe qué ha ocurrido antes de repetir la solicitud.',
  ],
  redirect_refused: [
    'La respuesta era una redirección; con credenciales, el cliente no sigue ninguna redirección.',
    'Compruebe la URL base y si en esta red hay un proxy o una página de acceso.',
  ],
  unexpected_response: [
    'La respuesta no es la esperada.',
    'Compruebe la URL base y si en esta red hay un proxy, un cortafuegos o una página de acceso.',
  ],
  rate_limited: [
    'El servicio ha pedido reducir el ritmo de las solicitudes.',
    'Vuelva a intentarlo después de `retryAt`, y reutilice el mismo cliente para evitar inicios de sesión innecesarios.',
  ],
  server_error: ['El servicio no ha podido procesar la solicitud.', 'Vuelva a intentarlo más tarde.'],
  signed_out: ['No hay ninguna clave que usar.', needsKey],
  account_mismatch: [
    'Con este perfil ha iniciado sesión otra cuenta.',
    'Dé a cada cuenta un `profile` propio, o llame antes a `logout`.',
  ],
  not_allowed: [
    'Esta llamada no está permitida aquí.',
    'Haga esta llamada desde el proceso de fondo de la extensión, o haga que el proceso de fondo la permita aquí.',
  ],
  closed: [
    'Este cliente se ha cerrado.',
    'Mantenga abierto el cliente hasta la última llamada: lo cierra `close()`, y también el final de un bloque `await using`.',
  ],
  unknown: [
    'La llamada ha fallado por un motivo que este paquete no conoce.',
    'Consulte `status` y `serverCode`.',
  ],
  storage_unavailable: [
    'No se puede usar el almacén de claves.',
    'Compruebe que esté instalado, en marcha y accesible.',
  ],
  storage_denied: [
    'No hay permiso para usar el almacén de claves.',
    'Desbloquee el llavero, o dé a este usuario acceso al directorio del almacén, y vuelva a intentarlo.',
  ],
  storage_insecure: [
    'Otros pueden leer o modificar el almacén de claves, por lo que no se ha usado.',
    'Asigne el modo 0600 a los archivos y 0700 al directorio; todos deben pertenecer a este usuario y no ser enlaces.',
  ],
  storage_damaged: [
    'Un registro guardado está dañado y no se ha usado.',
    'Mueva o elimine el registro dañado y vuelva a iniciar sesión.',
  ],
  storage_wrong_key: [
    'Un registro guardado está sellado con otra clave y no se ha usado.',
    'Configure la clave de sellado con la que se escribió.',
  ],
  storage_misplaced: [
    'Un registro guardado es de otro perfil, servicio o tipo y no se ha usado.',
    'Si se copiaron o renombraron registros, deshágalo; si no, elimine este y vuelva a iniciar sesión.',
  ],
  storage_too_new: [
    'Un registro guardado se escribió con una versión más reciente y no se ha usado.',
    'Actualice este paquete.',
  ],
  storage_full: [
    'El almacén de claves no tiene espacio para este registro; su contenido no ha cambiado.',
    'Libere espacio y vuelva a intentarlo.',
  ],
  storage_timeout: [
    'El almacén de claves no ha respondido a tiempo.',
    'Compruebe si se ha quedado colgado o si pide que lo desbloqueen, y vuelva a intentarlo.',
  ],
  storage_below_assurance: [
    'Ningún almacén de claves ofrece la seguridad que exige `minAssurance`.',
    'Dé al cliente un almacén de claves más seguro o rebaje `minAssurance`.',
  ],

  // Said by the service.
  missing_required_parameter: [
    'Falta un valor obligatorio; el servicio no dice cuál.',
    'Indique todos los valores obligatorios.',
  ],
  missing_required_parameter_email: [
    'Falta la dirección de correo electrónico.',
    'Indique la dirección de correo electrónico.',
  ],
  wrong_credentials_specified: [
    'La dirección de correo electrónico o la contraseña no son correctas.',
    'Compruebe ambas; si ha olvidado la contraseña, restablézcala.',
  ],
  missing_authorization_key: [
    'El servicio no ha recibido ninguna clave de API.',
    'Compruebe si un proxy elimina la cabecera Authorization.',
  ],
  invalid_authorization_key: ['El servicio no ha aceptado la clave.', needsKey],
  account_is_inactive: [
    'La cuenta no está activa.',
    'Active la cuenta en el servicio y vuelva a intentarlo.',
  ],
  invalid_mail_address: [
    'El servicio no considera válida la dirección de correo electrónico.',
    'Compruebe la dirección de la cuenta.',
  ],
  current_password_is_missing: ['Falta la contraseña actual.', 'Introduzca la contraseña actual.'],
  current_password_can_not_be_empty: ['La contraseña actual está vacía.', 'Introduzca la contraseña actual.'],
  password_is_missing: ['Falta la contraseña nueva.', 'Introduzca una contraseña nueva.'],
  password_length_should_not_be_less_than_10_characters: [
    'La contraseña nueva tiene menos de 10 caracteres.',
    ruleHint,
  ],
  password_should_contain_at_least_one_uppercase_character: [
    'La contraseña nueva no contiene ninguna letra mayúscula.',
    ruleHint,
  ],
  password_should_contain_at_least_one_lowercase_character: [
    'La contraseña nueva no contiene ninguna letra minúscula.',
    ruleHint,
  ],
  password_should_contain_at_least_one_digit: ['La contraseña nueva no contiene ningún dígito.', ruleHint],
  confirm_password_is_missing: [
    'Falta la confirmación de la contraseña nueva.',
    'Vuelva a escribir la contraseña nueva.',
  ],
  password_should_equal_confirm_password: [
    'La contraseña nueva y su confirmación no coinciden.',
    'Vuelva a escribir la contraseña nueva.',
  ],
  new_password_should_not_equal_current_password: [
    'La contraseña nueva es igual que la actual.',
    'Elija otra contraseña.',
  ],
  empty_request_body: [
    'El servicio ha recibido una solicitud sin cuerpo.',
    'Compruebe si un proxy elimina el cuerpo.',
  ],
  password_is_invalid: [
    'La contraseña actual no es correcta.',
    'Compruébela; si la ha olvidado, restablézcala.',
  ],
  not_allowed_for_apikey: [
    'Esta operación no está permitida con consumer key y consumer secret.',
    'Inicie sesión con correo electrónico y contraseña.',
  ],
  email_not_found: ['Ninguna cuenta tiene esta dirección de correo electrónico.', 'Compruebe la dirección.'],
  key_not_found: [
    'La cuenta no tiene esa consumer key.',
    'Consulte la lista de consumer keys para ver las que existen.',
  ],
  forgot_password_token_is_missing: ['Falta el token de restablecimiento.', copyToken],
  token_is_missing: ['Falta el token de restablecimiento.', copyToken],
  token_can_not_be_empty: ['El token de restablecimiento está vacío.', copyToken],
  token_is_invalid: [
    'El token de restablecimiento es desconocido, ya se ha usado o ha caducado.',
    'Solicite un nuevo correo de restablecimiento; un token vale una hora.',
  ],

  // By reason.
  reasons: {
    // Options and targets.
    not_a_url: 'Indique una URL absoluta, por ejemplo https://host/api/v2.',
    not_https:
      'Use https, para que la clave no viaje sin cifrar. El http sin cifrar solo se admite en loopback.',
    credentials_in_url: 'Quite de la URL el nombre de usuario y la contraseña.',
    query_or_fragment: 'Quite de la URL base la consulta y el fragmento.',
    not_url_characters: 'Escriba la URL con barras normales, sin espacios ni saltos de línea.',
    outside_base_url:
      'Indique una ruta como `/analytics` o una URL bajo la URL base. Para otro servicio use el `fetch` normal.',

    // Which key a call takes.
    needs_api_key:
      'Use un cliente con una clave de API: inicie sesión con correo electrónico y contraseña en lugar de usar consumer key y consumer secret.',
    pair_has_no_key:
      'Configure `credentials` en el cliente: con consumer key y consumer secret no hay clave de API.',
    needs_consumer_pair:
      'Configure `consumer` en el cliente: los correos se envían con consumer key y consumer secret, no con una clave de API.',
    no_consumer_pair:
      'Guarde consumer key y consumer secret para este perfil y este servicio, por ejemplo con `turbosmtp-auth consumer-keys create --save --permission SEND_API`.',
    token_check_needs_key:
      'Omita `verifyResetToken`: `resetPassword` no necesita ninguna clave e indica si el token es válido.',

    // An answer that was lost.
    input_padded: ({ field }) => `Compruebe ${typed[field]}: empieza o termina con un espacio.`,
    input_quoted: ({ field }) =>
      `Indique ${typed[field]} sin comillas, a menos que formen parte de ese valor.`,
    input_invisible: ({ field }) =>
      `Escriba de nuevo ${typed[field]}: contiene un carácter invisible, por ejemplo una marca de orden de bytes.`,
    token_is_a_link: 'Indique solo el token: esto es un enlace entero.',
    login_lost: 'Vuelva a iniciar sesión. Si se creó una clave, caduca en un máximo de dos horas.',
    login_lost_without_expiry:
      'Vuelva a iniciar sesión. Puede que exista una clave sin caducidad que no está guardada aquí. Pida al soporte de turboSMTP que la revoque.',
    password_change_lost: 'Llame a `settlePasswordChange` para saber qué contraseña es válida ahora.',
    reset_mail_lost:
      'Busque el correo en la bandeja de entrada de la cuenta, porque puede haberse enviado. Si no está, vuelva a pedirlo.',
    password_reset_lost: 'Pruebe a iniciar sesión con la contraseña nueva antes de volver a usar el token.',
    consumer_key_creation_lost:
      'Consulte la lista de consumer keys. Si hay una nueva que este programa no ha guardado, elimínela, porque su consumer secret se ha perdido. Después cree otra.',
    consumer_key_deletion_lost: 'Consulte la lista de consumer keys para ver si se ha eliminado.',

    // An answer that is not what it should be.
    not_json: ({ mediaType }) =>
      `La respuesta era ${mediaType}, no JSON. Compruebe la URL base y si en esta red hay un proxy, un cortafuegos o una página de acceso.`,

    // The session and its records.
    login_overtaken:
      'Este inicio de sesión se ha anulado porque antes ha terminado otro, un cierre de sesión o `close()`. Vuelva a iniciar sesión si aún lo necesita.',
    revocation_queue_full:
      'Hay demasiadas claves pendientes de revocar. Vuelva a cerrar sesión en cuanto el servicio esté accesible: así se revocan todas.',
    record_replaced_while_written:
      'Vuelva a intentarlo: otro proceso no dejaba de sustituir el registro mientras se escribía.',

    // The way to the service.
    host_not_found: (cause) =>
      `Compruebe el nombre del host de la URL base y el DNS de este equipo: no se ha encontrado el host${because(cause)}.`,
    no_connection: (cause) =>
      `No se ha podido conectar con el servicio${because(cause)}. Compruebe la URL base y la red. Si esta red requiere un proxy, defina HTTPS_PROXY.`,
    handshake_failed: (cause) =>
      `El protocolo de enlace TLS ha fallado${because(cause)}. Compruebe la URL base y su puerto, y si en esta red hay un cortafuegos o un proxy.`,
    certificate_not_valid_now: (cause) =>
      `Compruebe el reloj de este equipo: el certificado del servicio no es válido hoy${because(cause)}.`,
    certificate_of_another_host: (cause) =>
      `Compruebe la URL base y si en esta red hay una página de acceso: el certificado es de otro host${because(cause)}.`,

    // `createApi`.
    answer_too_large:
      "La respuesta es demasiado grande para leerla entera. Pida menos datos de una vez, o configure `responseType: 'stream'` y lea el flujo de datos.",
    answer_not_json:
      'Configure `responseType` si la respuesta no debe ser JSON. Si debe serlo, compruebe la URL base y si en esta red hay un proxy, un cortafuegos o una página de acceso.',
    answer_arrived:
      'El servicio ha respondido a esta solicitud: averigüe qué ha modificado antes de repetirla.',

    // Passwords, and sealing.
    generated_length: 'Indique una longitud de 10 a 1024, u omítala para obtener 20 caracteres.',
    record_too_long:
      'Compruebe de dónde procede el registro: es más largo que cualquiera de los que escribe un cliente.',
    sealing_needs_https: 'Sirva la página por HTTPS: el sellado necesita WebCrypto.',

    // Files.
    store_directory_missing: 'Indique un `directory` para el almacén.',
    lock_directory_missing: 'Indique un `directory` para el bloqueo.',
    store_directory_impossible:
      'Compruebe la ruta del almacén: una parte no existe, es un archivo o tiene un nombre demasiado largo.',
    store_directory_taken: 'Compruebe la ruta del almacén: lo que hay ahí no es un directorio.',
    opened_to_fs_group:
      'En Kubernetes, el montaje de un volumen puede dar a un grupo acceso a los archivos del almacén. Establezca `fsGroupChangePolicy: OnRootMismatch` y después asigne el modo 0600 a estos archivos y 0700 a su directorio.',
    read_only_file_system: 'Elija un directorio de un sistema de archivos en el que se pueda escribir.',
    record_is_a_directory:
      'En el directorio del almacén, elimine el directorio cuyo nombre termina en .jwe: es el lugar de un archivo.',
    record_replaced_while_read:
      'Vuelva a intentarlo: otro proceso no dejaba de sustituir el registro mientras se leía.',

    // The keychain of the system.
    no_session_bus:
      'Ejecute el programa en una sesión de escritorio o con `dbus-run-session`, o use `sealedFileKeyStore`.',
    no_keyring_package: 'Instale `@napi-rs/keyring`, o use `sealedFileKeyStore`.',
    no_secret_service: 'Instale GNOME Keyring, KWallet o KeePassXC, o use `sealedFileKeyStore`.',
    no_default_keyring: 'Cree un llavero predeterminado, o use `sealedFileKeyStore`.',
    no_credential_manager:
      'Esta sesión de Windows no tiene administrador de credenciales. Inicie sesión en el escritorio, ejecute el servicio con una cuenta con contraseña, o use `sealedFileKeyStore`.',
    keychain_locked:
      'Desbloquee el llavero iniciando sesión en el escritorio, o con su propio programa, y vuelva a intentarlo.',
    secret_service_ended:
      'Vuelva a intentarlo: el Secret Service, por ejemplo GNOME Keyring, se ha cerrado y puede que se esté reiniciando.',
    session_bus_full: 'Vuelva a intentarlo más tarde: al bus de sesión no le quedan conexiones libres.',
    too_long_for_keychain:
      'Use otro almacén: este registro supera los 1.000 caracteres, y un llavero puede no admitir más.',
  },

  // Of fields, by the code of an issue.
  issues: {
    body_used: 'Ya se ha leído.',
    control_character: 'Contiene un salto de línea u otro carácter de control.',
    excludes_login: 'Un cliente con consumer key y consumer secret no puede iniciar sesión.',
    invalid_profile: 'No tiene de 1 a 64 caracteres de A-Z a-z 0-9 . _ -, o es un nombre reservado.',
    malformed_unicode: 'No es un texto Unicode válido.',
    missing_required_parameter: 'Falta este valor.',
    not_a_path_segment: 'Solo contiene puntos.',
    not_header_safe: 'Contiene un carácter no permitido en las cabeceras, o es demasiado largo.',
    not_with_this_method: 'Este método no tiene cuerpo.',
    missing: 'Falta.',
    not_32_bytes: 'No mide 32 bytes.',
    not_a_body: 'No es un cuerpo que se pueda enviar.',
    not_a_boolean: 'No es verdadero o falso.',
    not_a_function: 'No es una función.',
    not_a_list: 'No es una lista.',
    not_a_lock: 'No es un bloqueo.',
    not_a_method: 'No es un método.',
    not_a_passphrase: 'No es una frase de contraseña.',
    not_a_permission: 'No es un permiso.',
    not_a_plain_object: 'No es un objeto simple.',
    not_a_region: 'No es una región: indique `global` o `eu`.',
    not_a_record: 'No es un registro.',
    not_a_sealing_key: 'No es una clave de sellado.',
    not_a_string: 'No es un texto.',
    not_a_time: 'No es una hora.',
    not_an_assurance: 'No es un nivel de seguridad.',
    not_an_event: 'No es un evento.',
    not_an_object: 'No es un objeto.',
    not_an_operation: 'No es una operación.',
    not_json: 'No se puede escribir como JSON.',
    not_supported: 'No se admite.',
    not_with_a_request: 'No se puede indicar junto con una `Request`.',
    out_of_range: 'Está fuera de los límites.',
    too_long: 'Es demasiado largo.',
  },
} satisfies Translation);

/** What a new password must be, in Spanish. */
export const spanishPassword: PasswordTexts = /* @__PURE__ */ Object.freeze<PasswordTexts>({
  missing: 'Una contraseña nueva',
  length: 'Al menos 10 caracteres',
  uppercase: 'Al menos una letra mayúscula',
  lowercase: 'Al menos una letra minúscula',
  digit: 'Al menos un dígito',
  confirmation: 'La misma contraseña, escrita otra vez',
  unchanged: 'Distinta de la contraseña actual',
});
