import { sandbox } from '../service/sandbox.ts';
import { keep } from './keep.ts';
import * as page from './page.ts';

/** Reads again what the panels show. */
export async function look(): Promise<void> {
  const current = page.bench.value;
  if (!current) return;
  page.now.value = current.clock.now();
  page.outbox.value = sandbox.outbox.list().reverse();
  page.faults.value = sandbox.faults.list();
  page.answers.value = sandbox.switches.get();
  page.liveKeys.value = sandbox.keys.list().length;
  // The store says what is wrong with it at the next call, with a form to show it in.
  const session = await current.client.session().catch(() => null);
  const description = await current.keyStore.describe().catch(() => null);
  if (page.bench.value !== current) return; // replaced meanwhile: this is news of the old one
  page.session.value = session;
  page.store.value = description;
}

/** Shows what was changed, and keeps it. */
export async function lookAndKeep(): Promise<void> {
  await Promise.all([look(), keep()]);
}
