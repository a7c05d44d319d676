/** What a background may be asked. */
export type ServedOperation =
  | 'login'
  | 'logout'
  | 'session'
  | 'changePassword'
  | 'settlePasswordChange'
  | 'requestPasswordReset'
  | 'verifyResetToken'
  | 'resetPassword'
  | 'listConsumerKeys'
  | 'createConsumerKey'
  | 'deleteConsumerKey'
  | 'fetch'
  | 'interrupted';

/** What a message may ask: `ask` for an operation of the extension's own, and `acknowledge` to end what `interrupted` tells. */
export type WireOperation = ServedOperation | 'acknowledge' | 'ask';

/** What may be asked again if the answer was lost, and changes nothing that anybody has to be told. */
const repeatable: readonly string[] = [
  'session',
  'verifyResetToken',
  'listConsumerKeys',
  'interrupted',
  'acknowledge',
];

/** Whether the answer may be lost without harm. For an operation of the extension's own that is unknown. */
export function isRepeatable(operation: string, input: unknown): boolean {
  if (operation !== 'fetch') return repeatable.includes(operation);
  const { method }: { readonly method?: unknown } = Object(input);
  return typeof method === 'string' && /^(?:GET|HEAD|OPTIONS)$/i.test(method);
}
