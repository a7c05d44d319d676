import type { ClientOptions } from '@turbosmtp-auth/core';

const credentials = { email: 'ada@example.com', password: 'Correct-Horse-9' };
const consumer = { key: 'pair-key', secret: 'pair-secret' };

export const either: readonly ClientOptions[] = [
  {},
  { credentials },
  { credentials: () => credentials },
  { credentials: async () => credentials, noExpire: true },
  { credentials: { email: credentials.email, password: () => credentials.password } },
  { credentials: { email: credentials.email, password: async () => credentials.password } },
  { consumer },
  { credentials, consumer, region: 'eu' },
  { consumer: async () => consumer, retry: false, baseUrl: new URL('https://example.com') },
];

// @ts-expect-error no region of that name
export const region: ClientOptions = { consumer, region: 'us' };
const late = { email: () => credentials.email, password: () => credentials.password };
// @ts-expect-error whose session counts is known before anything is asked
export const lateEmail: ClientOptions = { credentials: late };
// @ts-expect-error half a pair is none
export const half: ClientOptions = { consumer: { key: 'pair-key' } };
// @ts-expect-error no assurance of that name
export const assurance: ClientOptions = { minAssurance: 'paper' };
// @ts-expect-error not an option: there is no way to send a key in clear
export const insecure: ClientOptions = { insecure: true };
