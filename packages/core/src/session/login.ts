import type { Credentials } from '../call/credentials.ts';
import { errorOf, storageError } from '../errors/build.ts';
import { login } from '../operations/login.ts';
import type { SessionRecord } from '../records/key-store.ts';
import { expiryOf } from './expiry.ts';
import type { Waiters } from './flight.ts';
import { newGeneration } from './generation.ts';
import { endRecord, keepKey } from './keep-key.ts';
import type { LoginGround, LoginParts, LoginPlan, Minted, Opened } from './login-parts.ts';
import { lookForSession } from './look-for-session.ts';
import * as pendingLogin from './pending-login.ts';
import type { Revocation } from './revocation.ts';
import { sameAccount } from './same-account.ts';

/** The longest wait for the lock, in milliseconds. It only spares logins: correctness comes from the store's generations. */
const LOCK_LIMIT = 10_000;
/** How often a login begins again because another wrote in between. */
const ATTEMPTS = 10;

/**
 * Logs in as a transaction: the store is proven writable before a key is minted. A key that is not kept (saving failed, the
 * caller left, a logout or another login was first) is revoked. At every step, each key that a client ever knew, and that
 * may be valid, is in one of three places. It is the session's, queued to be revoked, or named by the pending record.
 */
export async function logIn(
  parts: LoginParts,
  revocation: Revocation,
  plan: LoginPlan,
  ground: LoginGround,
  waiters: Waiters,
): Promise<SessionRecord> {
  const { clock, lock, trace } = parts;
  const { ref, reason } = plan;
  return lock(
    async (held) => {
      const opened = await begin(parts, revocation, plan, ground, waiters, held);
      if ('adopted' in opened) return opened.adopted;
      const start = clock.monotonic();
      let minted: Minted;
      try {
        minted = await mint(parts, plan, ground, opened, waiters);
      } catch (error) {
        await giveUp(parts, revocation, plan, ground, opened, error).catch(() => undefined);
        throw error;
      }
      trace?.(ref)?.({ type: 'login', reason, ms: clock.monotonic() - start });
      return await keepKey(parts, revocation, plan, ground, waiters, { ...opened, ...minted });
    },
    {
      timeout: Math.min(LOCK_LIMIT, waiters.wire.remaining() / 2),
      signal: waiters.waiting,
      // Who waits needs a session, not the lock. A login that was asked for makes its own.
      instead: reason === 'asked' ? undefined : (wait) => lookForSession(parts, ref, ground.adoptable, wait),
      report: (waited, held) => trace?.(ref)?.({ type: 'lock', waited, held }),
    },
  );
}

/** Looks at what there is: a session that serves, or a reason to make none; else it writes that a login is under way. */
async function begin(
  parts: LoginParts,
  revocation: Revocation,
  plan: LoginPlan,
  ground: LoginGround,
  { waiting }: Waiters,
  held: boolean,
): Promise<Opened | { readonly adopted: SessionRecord }> {
  const { store, time } = parts;
  const { email, reason, ref } = plan;
  const asked = reason === 'asked';
  let credentials: Credentials | undefined;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    // In this order: a login that ends in between removes its record after its session is stored.
    const found = await store.get(ref, 'pending');
    const before = await store.get(ref, 'session');
    if (!asked) {
      // The previous holder of the lock may have done what is asked.
      if (before && ground.adoptable(before)) return { adopted: before };
      if (before && ground.live(before) && !sameAccount(before.account, email))
        throw errorOf('account_mismatch', { operation: ref.operation });
      const refusal = pendingLogin.refusalOf(found, time, ref);
      if (refusal) {
        ground.troubled(found ?? undefined, false);
        throw refusal;
      }
    }
    credentials ??= await plan.credentials();
    await pendingLogin.settle(found, before, revocation, ref);
    const strays = ground.strayed(before);
    const replaces = before && !ground.dead(before) ? before.key : strays[0];
    const failure = await revocation.queue(
      strays.filter((key) => key !== replaces),
      ref,
    );
    if (failure) throw failure;
    waiting.throwIfAborted();
    const pending = await pendingLogin.open(parts, found, replaces, held, ref);
    if (!pending) continue;
    ground.settled(replaces === undefined ? strays : [...strays, replaces]);
    return { credentials, before, pending, found, held };
  }
  throw storageError('storage_unavailable', { retryable: true });
}

/** No key was minted, as far as is known. An unattended login that failed at the service makes the next one wait. */
async function giveUp(
  parts: LoginParts,
  revocation: Revocation,
  { reason, ref }: LoginPlan,
  ground: LoginGround,
  opened: Opened,
  error: unknown,
): Promise<void> {
  const { pending } = opened;
  const backOff =
    reason !== 'asked' && pendingLogin.counts(error)
      ? pendingLogin.longer(pending, error, parts.time)
      : pending;
  await endRecord(parts, revocation, opened, backOff, ground, ref);
}

async function mint(
  { clock, time, store, perform }: LoginParts,
  { noExpire, reason, ref, transit }: LoginPlan,
  ground: LoginGround,
  { credentials, pending }: Opened,
  waiters: Waiters,
): Promise<Minted> {
  waiters.waiting.throwIfAborted();
  const sentAt = clock.monotonic();
  const { auth } = await perform(
    login,
    { ...credentials, noExpire },
    {
      call: ref,
      transit,
      deadline: waiters.wire,
      check: () => {
        if (ground.overtaken()) throw pendingLogin.overtaken();
      },
      recheck: async () => {
        const now = await store.get(ref, 'pending').catch(() => pending); // what fails here is met again, and reported there
        if (pendingLogin.isOvertaken(pending, now)) throw pendingLogin.overtaken();
      },
      // Should the first have arrived after all, its key expires within two hours. One that never expires would stay for ever.
      repeatStale: reason !== 'asked' && !noExpire,
    },
  );
  // The wall clock may have been set meanwhile.
  const mintedAt = clock.now() - (clock.monotonic() - sentAt) + time.offset;
  const record: SessionRecord = {
    v: 1,
    kind: 'session',
    gen: newGeneration(),
    key: auth,
    account: credentials.email,
    mintedAt,
    expiresAt: expiryOf(mintedAt, noExpire),
    clockOffset: time.offset,
  };
  return { record, sentAt };
}
