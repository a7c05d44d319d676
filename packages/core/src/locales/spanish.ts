import type { ErrorTexts } from '../errors/english.ts';
import type { PasswordTexts } from '../password-rules/password-texts.ts';

const needsKey = 'Inicie sesión, o configure `credentials` en el cliente, y vuelva a intentarlo.';
const ruleHint = 'Use `checkPassword` para mostrar las reglas mientras se escribe la contraseña.';
const copyToken = 'Copie el token del correo de restablecimiento.';

/**
 * The texts of every error, in Spanish.
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
export const spanish: ErrorTexts = {
  otherError: 'Se ha producido un error.',

  // Said by the client.
  invalid_input: [
    'Los datos introducidos se han rechazado antes de enviar nada.',
    'Consulte en `issues` qué campos fallan y corríjalos.',
  ],
  network: [
    'No se ha podido contactar con el servicio.',
    'Compruebe la conexión, el proxy y la URL base, y vuelva a intentarlo.',
  ],
  timeout: [
    'El servicio no ha respondido a tiempo.',
    'Vuelva a intentarlo, o conceda más tiempo con `timeout`.',
  ],
  outcome_unknown: [
    'La solicitud se ha enviado, pero la respuesta se ha perdido: puede que haya surtido efecto o no.',
    'Averigüe qué ha ocurrido antes de repetirla.',
  ],
  redirect_refused: [
    'La respuesta era una redirección, que con credenciales nunca se sigue.',
    'Compruebe la URL base y si en esta red hay un proxy o una página de acceso.',
  ],
  unexpected_response: [
    'La respuesta no coincide con la documentación del servicio.',
    'Compruebe la URL base y si en esta red hay un proxy, un cortafuegos o una página de acceso.',
  ],
  rate_limited: [
    'El servicio ha pedido reducir el ritmo de las solicitudes.',
    'Espere hasta `retryAt` y conserve la clave en lugar de volver a iniciar sesión.',
  ],
  server_error: ['El servicio no ha podido procesar la solicitud.', 'Vuelva a intentarlo más tarde.'],
  signed_out: ['No hay ninguna clave de API para esta llamada.', needsKey],
  closed: ['Este cliente se ha cerrado.', 'Cree un cliente nuevo.'],
  unknown: [
    'El servicio ha rechazado la solicitud por un motivo que no está documentado.',
    'Consulte `status` y `serverCode`.',
  ],
  storage_unavailable: [
    'No se puede acceder al almacén de claves.',
    'Compruebe que esté instalado, en marcha y accesible.',
  ],
  storage_denied: [
    'No hay permiso para usar el almacén de claves.',
    'Conceda acceso, o desbloquee el almacén, y vuelva a intentarlo.',
  ],
  storage_insecure: [
    'Otros pueden leer o modificar el almacén de claves, por lo que no se ha usado.',
    'Asigne el modo 0600 a los archivos y 0700 al directorio, que deben pertenecer a este usuario y no ser enlaces.',
  ],
  storage_damaged: [
    'Un registro guardado está dañado y se ha dejado como estaba.',
    'Mueva el registro a otro lugar y vuelva a iniciar sesión.',
  ],
  storage_wrong_key: [
    'Un registro guardado está sellado con otra clave y se ha dejado como estaba.',
    'Configure la clave de sellado con la que se escribió.',
  ],
  storage_misplaced: [
    'Un registro guardado es de otro perfil, servicio o tipo y se ha dejado como estaba.',
    'Devuelva el registro al lugar donde se escribió.',
  ],
  storage_too_new: [
    'Un registro guardado se escribió con una versión más reciente y se ha dejado como estaba.',
    'Actualice este paquete.',
  ],
  storage_full: [
    'No queda espacio en el almacén de claves, pero su contenido no ha cambiado.',
    'Libere espacio y vuelva a intentarlo.',
  ],
  storage_timeout: [
    'El almacén de claves no ha respondido a tiempo.',
    'Compruebe si está esperando a que lo desbloqueen o si se ha quedado colgado.',
  ],
  storage_below_assurance: [
    'Ningún almacén de claves ofrece la seguridad que exige `minAssurance`.',
    'Configure una clave de sellado o rebaje `minAssurance`.',
  ],

  // Said by the service.
  missing_required_parameter: ['Falta un valor obligatorio.', 'Indique todos los valores obligatorios.'],
  wrong_credentials_specified: [
    'La dirección de correo electrónico o la contraseña no son correctas.',
    'Compruebe ambas y, si ha olvidado la contraseña, restablézcala.',
  ],
  missing_authorization_key: [
    'El servicio no ha recibido ninguna clave de API.',
    'Compruebe si un proxy elimina la cabecera Authorization.',
  ],
  invalid_authorization_key: ['La clave de API es desconocida, está revocada o ha caducado.', needsKey],
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
    'Compruebe si lo elimina un proxy.',
  ],
  password_is_invalid: [
    'La contraseña actual no es correcta.',
    'Compruébela y, si la ha olvidado, restablézcala.',
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
    'Solicite un nuevo correo de restablecimiento y tenga en cuenta que el token vale una hora.',
  ],
};

/** What a new password must be, in Spanish. */
export const spanishPassword: PasswordTexts = {
  missing: 'Una contraseña nueva',
  length: 'Al menos 10 caracteres',
  uppercase: 'Al menos una letra mayúscula',
  lowercase: 'Al menos una letra minúscula',
  digit: 'Al menos un dígito',
  confirmation: 'La misma contraseña, escrita otra vez',
  unchanged: 'Distinta de la contraseña actual',
};
