import { createClient } from '@turbosmtp-auth/node';
import type { Invocation } from '../command.ts';
import { judgeClock } from './clock.ts';
import type { Finding } from './finding.ts';
import { checkKey } from './key.ts';
import { checkLock } from './lock.ts';
import { checkPair } from './pair.ts';
import { probe } from './probe.ts';
import { checkProxy } from './proxy.ts';
import { checkRuntime } from './runtime.ts';
import { judgeService } from './service.ts';
import { checkSession } from './session.ts';
import { checkStore } from './store.ts';
import { checkTls } from './tls.ts';

/** Every check, always in this order. */
export async function examine(invocation: Invocation): Promise<readonly Finding[]> {
  const { profile, baseUrl, env, signal, timeout } = invocation;
  // Refuses a profile or a base URL that cannot be. With a `fetch`, it looks at no proxy: that is examined here.
  createClient({ profile, baseUrl, fetch });
  const probed = await probe(baseUrl, signal, timeout);
  const store = await checkStore();
  const session = await checkSession(invocation, store);
  return [
    checkRuntime(),
    await checkTls(env),
    checkProxy(env, baseUrl),
    store,
    session.finding,
    await checkLock(),
    judgeService(baseUrl, probed),
    judgeClock(probed),
    await checkKey(invocation, session, probed),
    await checkPair(invocation, session, probed),
  ];
}
