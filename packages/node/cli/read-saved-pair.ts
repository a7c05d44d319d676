import type { ConsumerRecord } from '@turbosmtp-auth/node';
import type { Invocation } from './command.ts';
import { openSavedPair } from './commands/consumer-keys/saved-pair.ts';
import { usage } from './failures.ts';

/** The consumer pair that is saved for the profile. @throws a failure that says how to save one. */
export async function readSavedPair(invocation: Invocation): Promise<ConsumerRecord> {
  const { profile, follow, clientApart } = invocation;
  await clientApart(); // for what it says of the profile and the base URL
  const pair = await (await openSavedPair(invocation)).read();
  if (pair) return pair;
  throw usage(
    `No consumer pair is saved for profile ${profile}.`,
    `Create one: \`${follow('consumer-keys create --save --permission SEND_API')}\` (or SEND_SMTP, or APIS).`,
  );
}
