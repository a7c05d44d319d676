// Stores a record in the keychain of the machine and reads it, through the optional package `@napi-rs/keyring`. It also
// says how often it was started: a program that is one executable must not start itself as its own helper.
import { appendFileSync, readFileSync } from 'node:fs';
import { keychainKeyStore } from '@turbosmtp-auth/node';

const starts = process.env.STARTS ?? '';
appendFileSync(starts, '.');
const store = keychainKeyStore({ timeout: 60_000 });
const slot = { origin: 'https://api.example.test', profile: 'default', kind: 'pending' };

async function main() {
  try {
    await store.set(slot, { v: 1, kind: 'pending', gen: 'g', startedAt: 0 });
    return { gen: (await store.get(slot))?.gen };
  } catch ({ code, hint }) {
    return { code, hint };
  }
}

main().then((found) =>
  console.log(JSON.stringify({ ...found, starts: readFileSync(starts, 'utf8').length })),
);
