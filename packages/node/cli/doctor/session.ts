import type { SessionRecord, StoredRecord } from '@turbosmtp-auth/node';
import type { Invocation } from '../command.ts';
import { tell } from '../failure-report.ts';
import type { Finding } from './finding.ts';

/** What is stored for the profile. */
export interface StoredSession {
  readonly finding: Finding;
  /** What there is to try; `null`: nothing, or it cannot be read. */
  readonly record: SessionRecord | null;
}

interface Facts {
  readonly account: string | null;
  readonly expiresAt: string | null;
  readonly expired: boolean | null;
  readonly consumerPair: boolean;
  readonly toBeRevoked: number;
  readonly code: string | null;
}

const nothing: Facts = {
  account: null,
  expiresAt: null,
  expired: null,
  consumerPair: false,
  toBeRevoked: 0,
  code: null,
};

/** Whether the records of the profile can be read, and who is signed in. */
export async function checkSession(invocation: Invocation, store: Finding): Promise<StoredSession> {
  if (store.status === 'problem')
    return found({ status: 'skipped', summary: 'the key store cannot be used' }, nothing, null);
  let looking: StoredRecord['kind'] = 'session';
  const look = <K extends StoredRecord['kind']>(kind: K) => {
    looking = kind;
    return read(invocation, kind);
  };
  try {
    const record = await look('session');
    const facts: Facts = {
      ...nothing,
      ...(record && {
        account: record.account,
        expiresAt: record.expiresAt === null ? null : new Date(record.expiresAt).toISOString(),
        expired: record.expiresAt !== null && record.expiresAt <= Date.now() + record.clockOffset,
      }),
      consumerPair: (await look('consumer')) !== null,
      toBeRevoked: (await look('revocation'))?.keys.length ?? 0,
    };
    const usable = facts.expired === false;
    return found(
      {
        status: usable ? 'ok' : 'note',
        summary: summarise(facts, invocation.profile),
        ...(!usable && { advice: 'Run `turbosmtp-auth login`.' }),
      },
      facts,
      usable ? record : null,
    );
  } catch (error) {
    const { code, message, hint } = (await tell(error, undefined)).report;
    const advice = [hint, ...(await wayOut(store, `${invocation.profile}.${looking}`))].join(' ');
    return found({ status: 'problem', summary: message, advice }, { ...nothing, code }, null);
  }
}

/** What cannot be read is never written over: where its key is lost, it has to make way. */
async function wayOut({ facts }: Finding, record: string): Promise<readonly string[]> {
  const { directory } = facts as { directory?: unknown }; // of the store's own finding
  if (typeof directory !== 'string') return [];
  const { join } = await import('node:path');
  return [`It is ${join(directory, `${record}.*.jwe`)}: if that is lost, move it away and log in again.`];
}

const found = (
  rest: Omit<Finding, 'check' | 'facts'>,
  facts: Facts,
  record: SessionRecord | null,
): StoredSession => ({ finding: { check: 'session', ...rest, facts: { ...facts } }, record });

async function read<K extends StoredRecord['kind']>(
  { keyStore, profile, baseUrl }: Invocation,
  kind: K,
): Promise<Extract<StoredRecord, { kind: K }> | null> {
  const record = await (await keyStore()).get({ origin: new URL(baseUrl).origin, profile, kind });
  return record as Extract<StoredRecord, { kind: K }> | null; // a slot holds its kind
}

function summarise(facts: Facts, profile: string): string {
  const { account, expiresAt, expired, consumerPair, toBeRevoked } = facts;
  const until = expired ? 'expired' : expiresAt === null ? 'never expires' : `until ${expiresAt}`;
  return [
    account === null ? `nobody is signed in with profile ${profile}` : `${account}, ${until}`,
    ...(consumerPair ? ['a consumer pair is saved'] : []),
    ...(toBeRevoked > 0 ? [`keys to be revoked on the next use: ${toBeRevoked}`] : []),
  ].join('; ');
}
