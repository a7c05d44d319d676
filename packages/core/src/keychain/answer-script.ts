/**
 * How a program that makes the native calls answers its requests, as the text of a script. An adapter puts the text into the
 * process or the thread that makes the calls. It defines `answer(request)`, which resolves with `{ value }` or
 * `{ failure }`, a message for `keychainFault`. It expects `works`, which has a function for each `request.work`, and
 * `startAnew()`, which drops everything that was kept between calls.
 *
 * The messages of `@napi-rs/keyring` decide what is retried, and what is a fault.
 */
export const answerScript: string = `
// What it says of an entry that another process removed after it was found. Nothing was written, so all is done again.
const vanished = /No such interface|does not exist at path/;
// What it says when the keychain ended, or was started anew. Only what was to be read is read again.
const stale = /session does not exist|Connection (?:is closed|was disconnected)|recipient disconnected/;

async function answer(request, attempt = 1) {
  try {
    return { value: await works[request.work](request) };
  } catch ({ message }) {
    if (vanished.test(message) && attempt < 20) return answer(request, attempt + 1);
    startAnew();
    if (stale.test(message) && attempt === 1 && request.work === 'read') return answer(request, 2);
    return { failure: String(message) };
  }
}
`;
