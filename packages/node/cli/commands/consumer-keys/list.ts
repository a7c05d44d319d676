import type { ConsumerKey } from '@turbosmtp-auth/node';
import type { CommandSpec, Invocation } from '../../command.ts';
import { openSavedPair, readIfPossible, unreadable, unreadableNote } from './saved-pair.ts';

export const listConsumerKeys: CommandSpec = {
  name: 'list',
  summary: 'List the consumer pairs of the account, without their secrets',
  examples: [['turbosmtp-auth consumer-keys list --json', 'For a program']],
  endings: ['signedOut', 'refused', 'noAnswer', 'storage'],
  run: async (invocation) => {
    const { client, paint, signal } = invocation;
    const keys = await (await client()).listConsumerKeys({ signal });
    const saved = await readIfPossible(await openSavedPair(invocation));
    const consumerKeys = keys.map(({ createdAt, ...rest }) => ({
      ...rest,
      createdAt: createdAt?.toISOString() ?? null,
      saved: saved === unreadable ? null : rest.key === saved?.key,
    }));
    const savedKey = saved === unreadable ? undefined : saved?.key;
    const isListed = keys.some(({ key }) => key === savedKey);
    const [heading = '', ...rows] = table(keys, savedKey);
    return {
      json: { consumerKeys, savedKey: savedKey ?? null },
      lines: keys.length > 0 ? [paint('bold', heading), ...rows] : ['The account has no consumer pair.'],
      notes: [
        ...(saved === unreadable ? [unreadableNote(invocation)] : []),
        ...(savedKey === undefined || isListed ? [] : [notAmongThem(invocation, savedKey)]),
      ],
    };
  },
};

/** It was deleted elsewhere, the answer to deleting it was lost, or another account was signed in when it was saved. */
const notAmongThem = ({ follow }: Invocation, key: string): string =>
  `The saved pair, ${key}, does not belong to this account. If you do not need it, remove it: ${follow(`consumer-keys delete ${key}`)}`;

function table(keys: readonly ConsumerKey[], savedKey: string | undefined): string[] {
  const rows = [
    ['KEY', 'LABEL', 'CREATED', 'PERMISSIONS', 'ADDRESSES', ''],
    ...keys.map(({ key, label, createdAt, permissions, ips, legacy }) => [
      key,
      printable(label),
      createdAt?.toISOString().slice(0, 10) ?? 'unknown',
      printable(permissions?.join(' ') ?? 'unknown'),
      printable(ips.join(' ')) || 'any',
      [...(key === savedKey ? ['saved here'] : []), ...(legacy ? ['legacy'] : [])].join(', '),
    ]),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** What others named may hold what a terminal would obey. */
const printable = (text: string): string => text.replace(/\p{C}/gu, '�');
