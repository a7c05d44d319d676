import type { Session } from '@turbosmtp-auth/node';
import type { Invocation } from './command.ts';
import { timeOfDay } from './time-of-day.ts';

/** Who is signed in and until when, as every command that says so says it in JSON. */
export interface SessionView {
  readonly account: string;
  readonly profile: string;
  readonly mintedAt: string;
  /** `null`: never. */
  readonly expiresAt: string | null;
  /** Whether other processes find it. */
  readonly persisted: boolean;
}

export const viewSession = ({ account, profile, mintedAt, expiry, persisted }: Session): SessionView => ({
  account,
  profile,
  mintedAt: mintedAt.toISOString(),
  expiresAt: expiry.at?.toISOString() ?? null,
  persisted,
});

/** The time by the service's clock, which keys expire by. Where that is not stored, by this machine's. */
export async function serviceTime({ keyStore, profile, baseUrl }: Invocation): Promise<number> {
  const slot = { origin: new URL(baseUrl).origin, profile, kind: 'session' } as const;
  const record = await (await keyStore()).get(slot).catch(() => null);
  return Date.now() + (record?.kind === 'session' ? record.clockOffset : 0);
}

/** `Signed in as ada@example.com until 14:03 (in 1 h 58 min).` `now`: by the service's clock. */
export function describeSession({ account, profile, expiry }: Session, now: number): string {
  const of = profile === 'default' ? '' : `, profile ${profile},`;
  return `Signed in as ${account}${of} ${untilWhen(expiry.at, now)}.`;
}

function untilWhen(at: Date | null, now: number): string {
  if (!at) return 'with a key that never expires';
  const minutes = Math.max(0, Math.floor((at.getTime() - now) / 60_000));
  const left = minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  return `until ${timeOfDay(at)} (in ${left})`;
}
