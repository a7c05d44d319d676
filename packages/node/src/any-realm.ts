import type { types } from 'node:util';

// What a thing is, of any realm. A test runner may run this library in a realm of its own, and what Node throws and gives
// there is of another. Not imported: importing the package makes Node load no module of its own.

const node = (): typeof types => process.getBuiltinModule('node:util').types;

export const isNativeError = (thrown: unknown): thrown is Error => node().isNativeError(thrown);

export const isBytes = (value: unknown): value is Uint8Array => node().isUint8Array(value);
