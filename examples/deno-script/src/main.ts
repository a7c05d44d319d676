#!/usr/bin/env -S deno run --allow-net=pro.api.serversmtp.com
// Changes the password of a turboSMTP account. The key that it needs for that is revoked before it ends,
// also after an error and at Ctrl-C.
import {
  type Client,
  createClient,
  describeError,
  generatePassword,
  OutcomeUnknownError,
  validatePassword,
} from '@turbosmtp-auth/deno';
import { createApi } from '@turbosmtp-auth/deno/api';
import { askHidden, Interrupted, say } from './ask.ts';

const usage = 'Usage: main.ts [--base-url=<url>] <e-mail address>\n';

/** Typed twice, or made here if nothing is typed. */
async function askNewPassword(current: string, signal: AbortSignal): Promise<string> {
  for (;;) {
    const password = await askHidden('New password (Enter makes one): ', signal);
    if (password === '') {
      const made = generatePassword();
      console.log(made); // before it is valid, so that it is known whatever happens next
      return made;
    }
    const confirm = await askHidden('Again: ', signal);
    const [problem] = validatePassword({ password, confirm, current });
    if (!problem) return password;
    say(`${problem.description}.\n`);
  }
}

/** If the answer to a change is lost, it asks the service which password is valid. */
async function changePassword(
  client: Client,
  change: { email: string; currentPassword: string; newPassword: string },
  signal: AbortSignal,
): Promise<'changed' | 'unchanged' | 'unknown'> {
  try {
    await client.changePassword(change, { signal });
    return 'changed';
  } catch (error) {
    if (!(error instanceof OutcomeUnknownError)) throw error;
    return client.settlePasswordChange(change, { signal });
  }
}

const news = {
  changed: 'The password was changed.\n',
  unchanged: 'The password was not changed: try again.\n',
  unknown: 'The service does not say whether the password was changed: try the new one, then the old one.\n',
};

async function rotate(email: string, baseUrl: string | undefined, signal: AbortSignal): Promise<boolean> {
  await using client = createClient(baseUrl === undefined ? {} : { baseUrl });
  const currentPassword = await askHidden(`Password of ${email}: `, signal);

  // At the end of its block, a session that is declared with `await using` logs out: its key is revoked.
  await using session = await client.login({ email, password: currentPassword }, { signal });
  const { count } = await createApi(client)<{ count: number }>('/analytics', {
    query: { limit: 1 },
    signal,
  });
  say(`Signed in as ${session.account}, which sent ${count} mails.\n`);

  const newPassword = await askNewPassword(currentPassword, signal);
  const outcome = await changePassword(client, { email, currentPassword, newPassword }, signal);
  say(news[outcome]);
  return outcome === 'changed';
}

/** Ends the program as Ctrl-C does, but for what `await using` does first. */
function listenForEnd(): AbortSignal {
  const end = new AbortController();
  const signals = Deno.build.os === 'windows' ? (['SIGINT'] as const) : (['SIGINT', 'SIGTERM'] as const);
  for (const signal of signals) Deno.addSignalListener(signal, () => end.abort(new Interrupted()));
  return end.signal;
}

/** Answers the exit code. */
async function main(args: readonly string[]): Promise<number> {
  const option = '--base-url=';
  const [email, ...others] = args.filter((each) => !each.startsWith(option));
  const baseUrl = args.find((each) => each.startsWith(option))?.slice(option.length);
  if (email === undefined || email.startsWith('-') || others.length > 0) {
    say(usage);
    return 2;
  }
  try {
    return (await rotate(email, baseUrl, listenForEnd())) ? 0 : 1;
  } catch (error) {
    if (error instanceof Interrupted) return 130;
    say(`${describeError(error)}\n`);
    return 1;
  }
}

Deno.exit(await main(Deno.args));
