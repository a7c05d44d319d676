import type { CommandSpec, Invocation } from '../command.ts';
import type { Finding, Verdict } from '../doctor/finding.ts';
import type { Style, Symbols } from '../paint.ts';

export const doctor: CommandSpec = {
  name: 'doctor',
  apart: true,
  summary: 'Check runtime, network, store, clock and key, and say what to do',
  description:
    'Sends the service one request without a key and, if a key is stored, one with that key. If a consumer pair is saved, sends up to three with the pair. Changes nothing: a refused key or pair stays where it is.',
  examples: [
    ['turbosmtp-auth doctor --json', 'For a program, or for a report: the output contains no secret'],
  ],
  endings: ['findings'],
  run: async (invocation) => {
    const { profile, baseUrl } = invocation;
    const { examine } = await import('../doctor/examine.ts');
    const checks = await examine(invocation);
    const problems = checks.filter(({ status }) => status === 'problem').length;
    const summary =
      problems === 0 ? 'No problems found.' : `${problems} ${problems === 1 ? 'problem' : 'problems'} found.`;
    return {
      json: { ok: problems === 0, profile, baseUrl, checks },
      lines: [...checks.flatMap((finding) => render(finding, invocation)), summary],
      ...(problems > 0 && { ending: 'findings' }),
    };
  },
};

const looks: Readonly<Record<Verdict, readonly [symbol: keyof Symbols, style: Style]>> = {
  ok: ['yes', 'green'],
  note: ['note', 'yellow'],
  problem: ['no', 'red'],
  skipped: ['skipped', 'dim'],
};

function render({ check, status, summary, advice }: Finding, { paint, symbols }: Invocation): string[] {
  const [symbol, style] = looks[status];
  return [
    `${paint(style, symbols[symbol])} ${paint('bold', check.padEnd(8))}${summary}`,
    ...(advice === undefined ? [] : [`${' '.repeat(10)}${advice}`]),
  ];
}
