#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { Command, InvalidArgumentError } from 'commander';
import { serveSandbox } from '../node/serve-sandbox.ts';
import type { Account } from '../src/accounts.ts';
import { createSandbox } from '../src/sandbox.ts';

interface Flags {
  port: number;
  host: string;
  account: string[];
  quiet?: boolean;
}

// Found from the built file: dist/bin/turbosmtp-sandbox.js.
const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

const command = new Command('turbosmtp-sandbox')
  .description('The turboSMTP authentication service, emulated on this machine. Prints its base URL.')
  .option('-p, --port <number>', 'where to listen; 0 for any that is free', readPort, 8025)
  .option('--host <name>', 'the interface to listen on', '127.0.0.1')
  .option('-a, --account <email:password>', 'an account to start with; may be repeated', collect, [])
  .option('-q, --quiet', 'print the base URL and nothing else')
  .version(version)
  .addHelpText('after', '\nOutbox, clock, faults and the rest are under /_sandbox/ of the same server.')
  .action(run);

await command.parseAsync();

function readPort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new InvalidArgumentError('It must be from 0 to 65535.');
  return port;
}

function collect(text: string, earlier: string[]): string[] {
  return [...earlier, text];
}

/** Splits at the first colon: an address has none, a password may. Not a parser of the option: that repeats a bad value. */
function readAccount(text: string): Account {
  const colon = text.indexOf(':');
  if (colon < 1) command.error('error: --account takes an address, a colon and a password');
  return { email: text.slice(0, colon), password: text.slice(colon + 1) };
}

async function run({ port, host, account, quiet = false }: Flags): Promise<void> {
  const sandbox = createSandbox({ accounts: account.map(readAccount) });
  const server = await serveSandbox(sandbox, { port, host }).catch((error: NodeJS.ErrnoException) =>
    command.error(`error: cannot listen on ${host}:${port} (${error.code ?? 'unknown'}); try --port 0`),
  );
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void server.close());

  // The URL alone is on stdout, so that a script can read it; the rest is for a person.
  console.log(server.baseUrl);
  if (quiet) return;
  const accounts = sandbox.accounts.list().map(({ email }) => email);
  console.error(
    accounts.length > 0
      ? `Accounts: ${accounts.join(', ')}.`
      : 'No account yet: start with --account email:password, or POST one to /_sandbox/accounts.',
  );
  console.error(`Mails arrive at ${server.url}/_sandbox/outbox. Stop with Ctrl+C.`);
}
