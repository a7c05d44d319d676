import { type ErrorCode, english, type HintTable, TurboSMTPAuthError } from '@turbosmtp-auth/core';
import { italian } from '@turbosmtp-auth/node/locales/it';
import { describe, expect, it } from 'vitest';
import { terminalProgramAvailable } from '../../../../tools/terminal-programs.ts';
import { tell } from '../../cli/failure-report.ts';
import { nodeHints } from '../../src/hints.ts';
import { account, bin, commandLine } from './command-line.ts';
import { startTerminal } from './terminal.ts';

/** Names in a text that mean nothing to whoever types commands, as those of options of the library do. */
const foreign = (text: string): string[] =>
  [...text.matchAll(/`([^`]*)`/g)]
    .map(([, name = '']) => name)
    .filter(
      (name) => !/^(?:turbosmtp-auth |@|dbus-run-session$|--|undici$|npm |fsGroupChangePolicy)/.test(name),
    );

const makesKey = 'turbosmtp-auth init';

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

  it('says so in words of the command line', async () => {
    const { run } = await commandLine();
    const login = ['login', '--email', account.email];
    const unsealed = await run(login, { env: { TURBOSMTP_AUTH_STORE_KEY: undefined } });
    expect(unsealed.code).toBe(6);
    expect(unsealed.err).toContain(makesKey);
    expect(unsealed.err).not.toContain('`');
    const homeless = await run(login, { env: { HOME: undefined, LOCALAPPDATA: undefined } });
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
    const { lines, report } = await tell(error);
    expect([...lines, report.message, report.hint].flatMap(foreign)).toEqual([]);
  });

  /** Of calls that only a program can make. */
  const unreachable = [
    'client_of_another_copy',
    'generated_length',
    'answer_too_large',
    'answer_not_json',
    'directory_not_resolved',
    'node_fetch_not_called',
  ];
  const reasons = Object.keys(italian.reasons ?? {}).filter((reason) => !unreachable.includes(reason));
  const values = {
    code: 'ECODE',
    status: 418,
    mediaType: 'text/html',
    variable: 'HOME',
    source: 'KEY',
    why: 'why',
    home: '/home/ada',
    directory: '/srv',
    path: '/srv/state',
    user: 1000,
    owner: 1001,
    field: 'token',
  };

  /** The sentence of the library for a reason of this package; one of core has another test. */
  const inLibrary = (reason: string): string => {
    const table: HintTable = nodeHints;
    const sentence = table[reason] ?? 'Do this.';
    return typeof sentence === 'string' ? sentence : sentence(values as never); // it has the values of every reason
  };

  it.each(reasons)('nor of one when its reason is %s', async (reason) => {
    const [message, hint] = english.storage_denied;
    const facts = {
      code: 'storage_denied',
      message,
      hint: inLibrary(reason),
      reason,
      hintValues: values,
    } as const;
    const { lines, report } = await tell(new TurboSMTPAuthError(facts));
    const [line = ''] = lines;
    expect(line).toBe(`${message} ${report.hint}`);
    expect(foreign(line)).toEqual([]);
    expect(line).not.toMatch(/undefined|\[object/);
    expect(report).toMatchObject({ reason, message });
    expect(report.hint).not.toBe(hint);
  });
});
