/**
 * Whether something thrown is an error, of any realm. A test runner such as Jest runs this library in a realm of its own.
 * What the runtime throws there is no `Error` of that realm.
 */
export const isError = (thrown: unknown): thrown is Error =>
  thrown instanceof Error || Object.prototype.toString.call(thrown) === '[object Error]';
