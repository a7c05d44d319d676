import type { StorageFault } from '@turbosmtp-auth/core';

const unreachable: StorageFault = {
  code: 'storage_unavailable',
  hint: 'Check that the Redis client is connected and that its server is reachable and ready.',
  retryable: true,
};

/** How Redis says what is wrong. In a script's error the word may stand anywhere in the sentence. */
const faults: readonly (readonly [RegExp, StorageFault])[] = [
  [
    // The last is what a script is told of its own commands, with no word for it before Redis 7.2.
    /\b(?:NOAUTH|NOPERM|WRONGPASS|ACL)\b|can't (?:run|access)/,
    {
      code: 'storage_denied',
      hint: 'Give the Redis client a user who may run EVAL, EXISTS, GET, GETRANGE, SET, DEL, PEXPIRE and TIME on these keys.',
    },
  ],
  [
    /\bREADONLY\b/,
    {
      code: 'storage_denied',
      hint: 'Connect the Redis client to the primary: this server is a replica, which cannot be written to.',
    },
  ],
  [
    /\bOOM\b/,
    {
      code: 'storage_full',
      hint: 'Give Redis more memory, or let it evict keys that expire (volatile-lru).',
    },
  ],
  [
    /\bMISCONF\b/,
    {
      code: 'storage_unavailable',
      hint: 'Redis cannot save to its disk and refuses writes until it can: see the log of the server.',
    },
  ],
  [
    /\bWRONGTYPE\b/,
    {
      code: 'storage_damaged',
      hint: 'A key of this prefix holds something else: choose another prefix, or remove the key.',
    },
  ],
];

/** What Redis, or the client on its way there, said. Its own error repeats the command. */
export function redisFault(error: unknown): StorageFault {
  const said = error instanceof Error ? error.message : '';
  return faults.find(([words]) => words.test(said))?.[1] ?? unreachable;
}

/** What is said of a server that does not answer in time. */
export const unanswered: Omit<StorageFault, 'code'> = {
  hint: 'Check that the Redis server is reachable and answers.',
  retryable: true,
};
