import { isTurboSMTPAuthError } from '@turbosmtp-auth/browser';
import type { Flow, FlowId, Values } from '../flows/flow.ts';
import { reveal } from '../parts/reveal.ts';
import type { Exchange } from '../service/recorder.ts';
import { attend, renewWith, restarted } from './client.ts';
import { look, lookAndKeep } from './look.ts';
import * as page from './page.ts';

const finish = (flow: FlowId, result: page.Result): void => {
  page.results.value = { ...page.results.value, [flow]: result };
};

/** Runs a flow with what its form holds, and shows how it went. `stay`: what the person looks at stays on the screen. */
export async function run(flow: Flow, { stay = false }: { stay?: boolean } = {}): Promise<void> {
  const controller = new AbortController();
  finish(flow.id, { state: 'busy', cancel: () => controller.abort() });
  const values = page.drafts.value[flow.id] ?? {};
  try {
    await restarted();
    if (flow.id === 'login') await attend(values);
    const current = page.bench.value;
    if (!current) return;
    const told = await flow.run(current, values, { signal: controller.signal });
    await look(); // first the session that the result speaks of
    finish(flow.id, { state: 'done', told });
    follow(flow.id, values);
  } catch (error) {
    finish(flow.id, { state: 'failed', error, values });
    if (isTurboSMTPAuthError(error) && error.retryAt) page.waitsUntil.value = error.retryAt.getTime();
  }
  if (!stay && page.active.value === flow.id) void reveal();
  await lookAndKeep();
}

/** Carries a new password to the forms that ask for the current one, and clears what was used up. */
function follow(flow: FlowId, values: Values): void {
  const live = page.bench.value?.settings.service === 'live';
  if (flow === 'login' && live) page.draft('login', 'password', '');
  if (flow === 'deleteConsumerKey') forgetPair(values['key']);
  if (flow === 'settlePasswordChange' && !live) followSettlement(values);
  const password = values['newPassword'];
  if ((flow !== 'changePassword' && flow !== 'resetPassword') || !password) return;
  renewWith(password);
  for (const name of ['newPassword', 'confirmPassword', 'token']) page.draft(flow, name, '');
  if (live) return;
  page.draft('login', 'password', password);
  page.draft('changePassword', 'currentPassword', password);
}

/** Fills in the password that turned out to be valid. */
function followSettlement({ currentPassword = '', newPassword = '' }: Values): void {
  const result = page.results.value.settlePasswordChange;
  const { outcome } = Object(result?.state === 'done' && result.told.detail) as { outcome?: string }; // its own detail
  if (outcome !== 'changed' && outcome !== 'unchanged') return;
  const password = outcome === 'changed' ? newPassword : currentPassword;
  renewWith(password);
  page.draft('login', 'password', password);
  page.draft('changePassword', 'currentPassword', password);
}

/** Empties the forms that hold a pair which is no more, and takes back what offers its use. */
function forgetPair(key: string | undefined): void {
  const made = page.results.value.createConsumerKey;
  if (made?.state === 'done' && made.told.pair?.key === key) {
    const { pair: _, ...told } = made.told;
    const summary = 'Earlier: the pair was made. Now it is deleted.';
    finish('createConsumerKey', { state: 'done', told: { ...told, summary, tone: 'earlier' } });
  }
  page.draft('deleteConsumerKey', 'key', '');
  if (page.drafts.value.fetch?.['consumerKey'] !== key) return;
  page.draft('fetch', 'consumerKey', '');
  page.draft('fetch', 'consumerSecret', '');
}

/** Sends a request again as it was, past the client: the service sees it twice. */
export async function replay(exchange: Exchange): Promise<void> {
  await exchange.replay();
  await lookAndKeep();
}
