import { type ErrorCode, english, TurboSMTPAuthError } from '@turbosmtp-auth/core';
import { italian } from '@turbosmtp-auth/core/locales/it';
import { describe, expect, it } from 'vitest';
import { terminalProgramAvailable } from '../../../../tools/terminal-programs.ts';
import { tell } from '../../cli/failure-report.ts';
import { account, bin, commandLine } from './command-line.ts';
import { startTerminal } from './terminal.ts';

/** Names in a text that mean nothing to whoever types commands, as those of options of the library do. */
const foreign = (text: string): string[] =>
  [...text.matchAll(/`([^`]*)`/g)]
    .map(([, name = '']) => name)
    .filter((name) => !/^(?:turbosmtp-auth |@|dbus-run-session$|--)/.test(name));

const makesKey = `node -p "crypto.randomBytes(32).toString('base64url')"`;

describe('the first run', () => {
  it.runIf(terminalProgramAvailable('tmux'))(
    'says how to get a place for the key before it asks for anything',
    async () => {
      const line = await commandLine();
      const terminal = await startTerminal(
        ['sh', '-c', `${process.execPath} ${bin} login; echo "ended: $?"; cat`],
        { ...line.env, TURBOSMTP_AUTH_STORE_KEY: undefined },
      );
      const screen = await terminal.waitFor(/ended: \d+/);
      expect(screen).toContain('ended: 6');
      expect(screen).not.toContain('E-mail address');
      expect(screen.replaceAll('\n', '')).toContain(makesKey);
    },
  );

  it.each([['C.UTF-8'], ['it_IT.UTF-8']])('says so in words of the command line: %s', async (LANG) => {
    const { run } = await commandLine();
    const login = ['login', '--email', account.email];
    const unsealed = await run(login, { env: { LANG, TURBOSMTP_AUTH_STORE_KEY: undefined } });
    expect(unsealed.code).toBe(6);
    expect(unsealed.err).toContain(makesKey);
    expect(unsealed.err).not.toContain('`');
    const homeless = await run(login, { env: { LANG, HOME: undefined, LOCALAPPDATA: undefined } });
    expect(homeless.code).toBe(6);
    expect(homeless.err).toMatch(/Set (?:HOME|LOCALAPPDATA) to an absolute path\.\n/);
    expect(homeless.err).not.toContain('`');
  });
});

describe('what is told of a failure', () => {
  const codes = Object.keys(english).filter((code) => code !== 'closed' && code !== 'otherError');

  it.each(codes)('speaks of no option of the library: %s', async (name) => {
    const code = name as ErrorCode; // as the table's keys are
    const [message, hint] = english[code];
    const error = new TurboSMTPAuthError({ code, message, hint });
    for (const texts of [undefined, italian]) {
      const { lines, report } = await tell(error, texts);
      expect([...lines, report.message, report.hint].flatMap(foreign)).toEqual([]);
    }
  });

  it.each([
    ['storage_unavailable', 'Set HOME to an absolute path, or give the store a `directory`.'],
    ['storage_unavailable', 'Install GNOME Keyring, KWallet or KeePassXC, or use a sealed file.'],
    ['storage_denied', 'Choose a directory on a file system that can be written to.'],
    ['network', 'Name its authority in NODE_EXTRA_CA_CERTS, or with `nodeFetch({ ca })`.'],
    ['outcome_unknown', 'Call `settlePasswordChange` to find out which password is valid now.'],
  ] as const)('nor does what a %s says beyond that', async (code, hint) => {
    const [message] = english[code];
    const error = new TurboSMTPAuthError({ code, message, hint, operation: 'changePassword' });
    for (const texts of [undefined, italian]) {
      const told = (await tell(error, texts)).lines.join('\n');
      expect(foreign(told)).toEqual([]);
      expect(told).not.toMatch(/use a sealed file|Choose a directory/);
    }
  });
});
