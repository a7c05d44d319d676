import type { StorageFault } from '@turbosmtp-auth/core';
import { isNativeError } from '../any-realm.ts';
import { nodeHint } from '../hints.ts';

const unreachable: StorageFault = {
  code: 'storage_unavailable',
  ...nodeHint('redis_unreachable'),
  retryable: true,
};

/** How Redis says what is wrong. In a script's error the word may stand anywhere in the sentence. */
const faults: readonly (readonly [RegExp, StorageFault])[] = [
  [
    // The last is the answer that a script gets to its own commands, which has no code of its own before Redis 7.2.
    /\b(?:NOAUTH|NOPERM|WRONGPASS|ACL)\b|can't (?:run|access)/,
    {
      code: 'storage_denied',
      ...nodeHint('redis_not_permitted'),
    },
  ],
  [
    /\bREADONLY\b/,
    {
      code: 'storage_denied',
      ...nodeHint('redis_replica'),
    },
  ],
  [
    /\bOOM\b/,
    {
      code: 'storage_full',
      ...nodeHint('redis_out_of_memory'),
    },
  ],
  [
    /\bMISCONF\b/,
    {
      code: 'storage_unavailable',
      ...nodeHint('redis_cannot_save'),
    },
  ],
  [
    /\bWRONGTYPE\b/,
    {
      code: 'storage_damaged',
      ...nodeHint('redis_key_taken'),
    },
  ],
];

/** What Redis, or the client on its way there, said. Its own error repeats the command. */
export function redisFault(error: unknown): StorageFault {
  const said = isNativeError(error) ? error.message : '';
  return faults.find(([words]) => words.test(said))?.[1] ?? unreachable;
}

/** What is said of a server that does not answer in time. */
export const unanswered: Omit<StorageFault, 'code'> = {
  ...nodeHint('redis_unanswered'),
  retryable: true,
};
