import type { ConsumerPair, ConsumerPermission } from '@turbosmtp-auth/node';
import type { Invocation, PassedOn } from '../command.ts';
import { usage } from '../failures.ts';
import { readSavedPair } from '../read-saved-pair.ts';
import { withEphemeralPair } from '../runs/ephemeral-pair.ts';
import { freshKey } from './fresh-key.ts';
import { runChild } from './run-child.ts';

/** The variables that a command finds a credential in. It gets those that it was given, and none that were there before. */
const variables = ['TURBOSMTP_AUTH_KEY', 'TURBOSMTP_CONSUMER_KEY', 'TURBOSMTP_CONSUMER_SECRET'] as const;

export type Handed = Partial<Record<(typeof variables)[number], string>>;

export async function runExec(invocation: Invocation): Promise<PassedOn> {
  const { flags, signal } = invocation;
  const { consumer, ephemeral, permission = [] } = flags;
  if (consumer && ephemeral)
    throw usage('--consumer and --ephemeral cannot be used together.', 'Give one of them.');
  if (ephemeral && permission.length === 0)
    throw usage('--permission is needed.', 'Give SEND_SMTP, SEND_API or APIS.');
  if (permission.length > 0 && !ephemeral)
    throw usage('--permission is for --ephemeral only.', 'Add --ephemeral, or leave --permission out.');
  const run = async (handed: Handed): Promise<PassedOn> => {
    signal.throwIfAborted();
    return { passedOn: await runChild(invocation, environment(invocation, handed)) };
  };
  if (ephemeral) {
    await freshKey(invocation); // what makes and deletes the pair
    const permissions = permission as ConsumerPermission[]; // the parser takes no others
    return withEphemeralPair(invocation, permissions, (pair) => run(ofPair(pair)));
  }
  return run(
    consumer ? ofPair(await readSavedPair(invocation)) : { TURBOSMTP_AUTH_KEY: await freshKey(invocation) },
  );
}

/** What opens the key store is not for a program that is to have one pair and nothing else. */
const opensStore = ['TURBOSMTP_AUTH_STORE_KEY', 'TURBOSMTP_AUTH_STORE_KEY_FILE'] as const;

function environment({ env, flags }: Invocation, handed: Handed): NodeJS.ProcessEnv {
  const withheld: readonly string[] = flags.ephemeral ? [...variables, ...opensStore] : variables;
  return {
    ...Object.fromEntries(Object.entries(env).filter(([name]) => !withheld.includes(name))),
    ...handed,
  };
}

const ofPair = ({ key, secret }: ConsumerPair): Handed => ({
  TURBOSMTP_CONSUMER_KEY: key,
  TURBOSMTP_CONSUMER_SECRET: secret,
});
