import { deepStrictEqual } from 'node:assert/strict';

/** What a program printed as its last line, which is JSON. */
export function lastLineOf(printed: string): unknown {
  const line = printed.trim().split('\n').at(-1) ?? '';
  try {
    return JSON.parse(line);
  } catch {
    throw new Error(`It printed no result, but:\n${printed}`);
  }
}

/** What `programs/service.mjs`, and whatever is made of it, must print. */
export function expectServed(printed: string): void {
  deepStrictEqual(lastLineOf(printed), {
    signedIn: 'ada@example.com',
    kept: 'ada@example.com',
    status: 200,
    revoked: 'now',
    logins: 1,
  });
}
