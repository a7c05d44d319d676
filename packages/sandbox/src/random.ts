/** `bytes` random bytes as lower-case hex. Called per request only: some runtimes forbid randomness at load. */
export function randomHex(bytes: number): string {
  const values = crypto.getRandomValues(new Uint8Array(bytes));
  return Array.from(values, (value) => value.toString(16).padStart(2, '0')).join('');
}

const lettersAndDigits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** `length` random letters and digits, each as likely as the others. */
export function randomLettersAndDigits(length: number): string {
  let text = '';
  while (text.length < length) {
    const [value = 0] = crypto.getRandomValues(new Uint8Array(1));
    text += lettersAndDigits[value % 64] ?? ''; // 62 and 63 are drawn again
  }
  return text;
}

/** A random whole number from 2^53 to 2^63: more than a JSON parser keeps, if it knows doubles only. */
export function randomLargeInteger(): bigint {
  const [value = 0n] = crypto.getRandomValues(new BigUint64Array(1));
  return 2n ** 53n + (value % (2n ** 63n - 2n ** 53n));
}

/**
 * `bytes` random bytes as standard base64. Reset tokens can look like that on purpose: `+`, `/` and `=` break in a URL
 * unless the client encodes them, and encodes them once.
 */
export function randomBase64(bytes: number): string {
  return btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(bytes))));
}
