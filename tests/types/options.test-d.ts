import type { ClientOptions } from '@turbosmtp-auth/core';

const credentials = { email: 'ada@example.com', password: 'Correct-Horse-9' };
const consumer = { key: 'pair-key', secret: 'pair-secret' };

export const either: readonly ClientOptions[] = [
  {},
  { credentials },
  { credentials: () => credentials },
  { credentials: async () => credentials, noExpire: true },
  { consumer },
  { consumer: async () => consumer, retry: false, baseUrl: new URL('https://example.com') },
];

// @ts-expect-error the two schemes exclude each other
export const both: ClientOptions = { credentials, consumer };
// @ts-expect-error half a pair is none
export const half: ClientOptions = { consumer: { key: 'pair-key' } };
// @ts-expect-error no assurance of that name
export const assurance: ClientOptions = { minAssurance: 'paper' };
// @ts-expect-error not an option: there is no way to send a key in clear
export const insecure: ClientOptions = { insecure: true };
