import type { ClientEvent, ConsumerPair, Credentials } from '@turbosmtp-auth/browser';
import type { Switches } from '@turbosmtp-auth/sandbox';
import type { Flow, FlowId, Values } from '../flows/flow.ts';
import { type BenchListener, type BenchSettings, createBench } from '../service/bench.ts';
import type { FaultSwitch } from '../service/faults.ts';
import type { Exchange } from '../service/recorder.ts';
import { sandbox } from '../service/sandbox.ts';
import * as page from './page.ts';

const MOST_EXCHANGES = 40;
const MOST_HAPPENINGS = 6;

let happened = 0;

const listener: BenchListener = {
  exchanged(exchange: Exchange) {
    const others = page.exchanges.value.filter(({ id }) => id !== exchange.id);
    page.exchanges.value = [exchange, ...others].sort((a, b) => b.id - a.id).slice(0, MOST_EXCHANGES);
  },
  told(event: ClientEvent) {
    const at = page.bench.value?.clock.now() ?? Date.now();
    page.happenings.value = [{ id: ++happened, event, at }, ...page.happenings.value].slice(
      0,
      MOST_HAPPENINGS,
    );
    void look();
  },
};

/** Reads again what the panels show. */
async function look(): Promise<void> {
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

/** Moves the shown time on; reads again once the session is due. */
export function tick(): void {
  const current = page.bench.value;
  if (!current) return;
  page.now.value = current.clock.now();
  const at = page.session.value?.expiry.at;
  if (at && at.getTime() <= page.now.value) void look();
}

/** The last change of client: whoever needs one waits for it. */
let moving: Promise<unknown> = Promise.resolve();

/** Replaces the client. Signs the old one out first: a key that nobody holds any more must not stay valid. */
export function restart(settings: BenchSettings): Promise<void> {
  const move = moving.then(() => replace(settings));
  moving = move.catch(() => undefined);
  return move;
}

async function replace(settings: BenchSettings): Promise<void> {
  const before = page.bench.value;
  const next = await createBench(settings, listener); // a base URL that cannot be is refused before anything changes
  page.settings.value = settings;
  if (before) {
    await before.client.logout().catch(() => undefined);
    await before.client.close();
  }
  if (before && before.settings.service !== settings.service) {
    page.drafts.value = page.draftsFor(settings.service);
    page.results.value = {};
    page.exchanges.value = [];
    page.happenings.value = [];
  }
  page.bench.value = next;
  await look();
}

/** What the client logs in with by itself; never part of what is shown. */
let held: Credentials | undefined;

const credentials = (): Credentials => held ?? { email: '', password: '' };

/** Whether the client renews by itself follows the box in the login form. */
async function attend(values: Values): Promise<void> {
  const current = page.bench.value;
  if (!current) return;
  const wanted = values['unattended'] === 'on';
  held = wanted ? { email: values['email'] ?? '', password: values['password'] ?? '' } : undefined;
  if (wanted === (current.settings.credentials !== undefined)) return;
  const { credentials: _, ...settings } = current.settings;
  await restart(wanted ? { ...settings, credentials } : settings);
}

const finish = (flow: FlowId, result: page.Result): void => {
  page.results.value = { ...page.results.value, [flow]: result };
};

/** Runs a flow with what its form holds, and shows how it went. */
export async function run(flow: Flow): Promise<void> {
  const controller = new AbortController();
  finish(flow.id, { state: 'busy', cancel: () => controller.abort() });
  const values = page.drafts.value[flow.id] ?? {};
  try {
    await moving;
    if (flow.id === 'login') await attend(values);
    const current = page.bench.value;
    if (!current) return;
    const told = await flow.run(current, values, { signal: controller.signal });
    finish(flow.id, { state: 'done', told });
    follow(flow.id, values);
  } catch (error) {
    finish(flow.id, { state: 'failed', error });
  }
  await look();
}

/** Carries a new password to the forms that ask for the current one, and clears what was used up. */
function follow(flow: FlowId, values: Values): void {
  const live = page.bench.value?.settings.service === 'live';
  if (flow === 'login' && live) page.draft('login', 'password', '');
  if (flow === 'deleteConsumerKey') forgetPair(values['key']);
  const password = values['newPassword'];
  if ((flow !== 'changePassword' && flow !== 'resetPassword') || !password) return;
  if (held) held = { ...held, password };
  for (const name of ['newPassword', 'confirmPassword', 'token']) page.draft(flow, name, '');
  if (live) return;
  page.draft('login', 'password', password);
  page.draft('changePassword', 'currentPassword', password);
}

/** Empties the forms that hold a pair which is no more. */
function forgetPair(key: string | undefined): void {
  page.draft('deleteConsumerKey', 'key', '');
  if (page.drafts.value.fetch?.['consumerKey'] !== key) return;
  page.draft('fetch', 'consumerKey', '');
  page.draft('fetch', 'consumerSecret', '');
}

/** Puts a consumer pair into the form that calls with it, and opens that. */
export function callWithPair({ key, secret }: ConsumerPair): void {
  page.draft('fetch', 'consumerKey', key);
  page.draft('fetch', 'consumerSecret', secret);
  page.active.value = 'fetch';
}

/** Puts the key of a consumer pair into the form that deletes it, and opens that. */
export function chooseForDeletion({ key }: ConsumerPair): void {
  page.draft('deleteConsumerKey', 'key', key);
  page.active.value = 'deleteConsumerKey';
}

/** Puts a token into the forms that take one, and opens one of them. */
export function takeToken(token: string, flow: 'verifyResetToken' | 'resetPassword'): void {
  page.draft('verifyResetToken', 'token', token);
  page.draft('resetPassword', 'token', token);
  page.active.value = flow;
}

export function advance(ms: number): void {
  sandbox.clock.advance(ms);
  void look();
}

export function revokeAllKeys(): void {
  sandbox.keys.revokeAll();
  void look();
}

/** Arms the faults for the next call, in place of any that wait. */
export function arm({ id, faults }: FaultSwitch): void {
  page.armedFault.value = id;
  sandbox.faults.clear();
  for (const fault of faults) sandbox.faults.add(fault);
  void look();
}

export function disarm(): void {
  sandbox.faults.clear();
  void look();
}

/** Has the sandbox answer otherwise what nobody knows of the service. */
export function answer(switches: Partial<Switches>): void {
  sandbox.switches.set(switches);
  void look();
}
