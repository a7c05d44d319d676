import {
  type Client,
  type ClientEvent,
  type ConsumerPair,
  type Credentials,
  generatePassword,
  isTurboSMTPAuthError,
} from '@turbosmtp-auth/browser';
import type { Switches } from '@turbosmtp-auth/sandbox';
import { isMail } from '../flows/fetch.ts';
import type { Flow, FlowId, Values } from '../flows/flow.ts';
import { flowOf } from '../flows/index.ts';
import { focusFirstProblem, goTo, reveal } from '../parts/reveal.ts';
import { type BenchListener, type BenchSettings, createBench } from '../service/bench.ts';
import type { FaultSwitch } from '../service/faults.ts';
import type { Exchange } from '../service/recorder.ts';
import { sandbox } from '../service/sandbox.ts';
import { keep, pageProfile } from './keep.ts';
import * as page from './page.ts';

const MOST_EXCHANGES = 80;
const MOST_HAPPENINGS = 6;
const MOST_TRACED = 400;

/** The live service takes mails on a host of its own. */
const liveMailUrl = 'https://api.turbo-smtp.com/api/v2/mail/send';

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
  answered: keep,
  traced(traced) {
    page.traced.value = [...page.traced.value, traced].slice(-MOST_TRACED);
  },
};

/** Shows what was changed, and keeps it. */
function changed(): void {
  void look();
  void keep();
}

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
  if (page.queued.value && page.now.value >= page.waitsUntil.value) {
    const flow = flowOf(page.queued.value);
    stopWaiting();
    void run(flow);
  }
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

/** What the panels show of one service, until the page is left. */
const shownNow = () => ({
  drafts: page.drafts.value,
  results: page.results.value,
  exchanges: page.exchanges.value,
  traced: page.traced.value,
  happenings: page.happenings.value,
});

/** What the sandbox showed when it was last left. Nothing is kept of the live service. */
let shownOfSandbox: ReturnType<typeof shownNow> | undefined;

function showService(service: BenchSettings['service']): void {
  if (service === 'live') shownOfSandbox = shownNow();
  const before = service === 'sandbox' ? shownOfSandbox : undefined;
  const results = Object.entries(before?.results ?? {}).filter(([, { state }]) => state !== 'busy');
  page.drafts.value = before?.drafts ?? page.draftsFor(service);
  page.results.value = Object.fromEntries(results);
  page.exchanges.value = before?.exchanges ?? [];
  page.traced.value = before?.traced ?? [];
  page.happenings.value = before?.happenings ?? [];
}

async function replace(settings: BenchSettings): Promise<void> {
  const before = page.bench.value;
  const next = createBench(settings, pageProfile(), listener); // a base URL that cannot be is refused before anything changes
  // What is typed for the live service must not meet the sandbox's forms: those go first.
  const entersLive = before?.settings.service === 'sandbox' && settings.service === 'live';
  if (!entersLive) page.settings.value = settings;
  if (before) {
    await before.client.logout().catch(() => undefined);
    await before.client.close();
  }
  if (before && before.settings.service !== settings.service) showService(settings.service);
  page.settings.value = settings;
  page.bench.value = next;
  await Promise.all([look(), keep()]);
}

/** What the client logs in with by itself; never part of what is shown. */
let held: Credentials | undefined;

const credentials = (): Credentials => held ?? { email: '', password: '' };

/** Whether the client renews by itself follows the box in the login form. */
export async function attend(values: Values): Promise<void> {
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

/** Runs a flow with what its form holds, and shows how it went. `stay`: what the person looks at stays on the screen. */
export async function run(flow: Flow, { stay = false }: { stay?: boolean } = {}): Promise<void> {
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
    finish(flow.id, { state: 'failed', error, values });
    if (isTurboSMTPAuthError(error) && error.retryAt) page.waitsUntil.value = error.retryAt.getTime();
  }
  if (!stay && page.active.value === flow.id) void reveal();
  await Promise.all([look(), keep()]);
}

/** Carries a new password to the forms that ask for the current one, and clears what was used up. */
function follow(flow: FlowId, values: Values): void {
  const live = page.bench.value?.settings.service === 'live';
  if (flow === 'login' && live) page.draft('login', 'password', '');
  if (flow === 'deleteConsumerKey') forgetPair(values['key']);
  if (flow === 'settlePasswordChange' && !live) followSettlement(values);
  const password = values['newPassword'];
  if ((flow !== 'changePassword' && flow !== 'resetPassword') || !password) return;
  if (held) held = { ...held, password };
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
  if (held) held = { ...held, password };
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
export function callWithPair(pair: ConsumerPair): void {
  // What was typed stays, but the page sends no mail unless somebody asks for it.
  if (isMail(page.drafts.value.fetch ?? {}))
    fillIn('fetch', { ...page.draftsFor('sandbox').fetch, body: '' });
  takePair(pair);
}

/** Puts a consumer pair and a mail into the form that calls with it, and opens that. */
export function mailWithPair(pair: ConsumerPair): void {
  const address = page.session.value?.account ?? page.drafts.value.login?.['email'] ?? '';
  const mail = { from: address, to: address, subject: 'Hello', content: 'Sent with a consumer pair.' };
  const { service } = page.settings.value ?? {};
  fillIn('fetch', {
    method: 'POST',
    path: service === 'live' ? liveMailUrl : '/mail/send',
    query: '',
    body: JSON.stringify(mail, null, 2),
  });
  takePair(pair);
}

const fillIn = (flow: FlowId, values: Values): void => {
  for (const [name, value] of Object.entries(values)) page.draft(flow, name, value);
};

function takePair({ key, secret }: ConsumerPair): void {
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

/** Opens a flow, and takes along the person who asked for it. */
export function openFlow(id: FlowId): void {
  page.active.value = id;
  void goTo('flow');
}

export function openAndRun(id: FlowId): void {
  openFlow(id);
  void run(flowOf(id));
}

export function goToOutbox(): void {
  void goTo('outbox');
}

/** Moves the focus to what is wrong; to the form if that was changed since. */
export function focusProblem(): void {
  if (!focusFirstProblem()) void goTo('flow');
}

export function generateFor(flow: FlowId): void {
  page.draft(flow, 'newPassword', generatePassword());
  page.draft(flow, 'confirmPassword', '');
  openFlow(flow);
}

/** Puts what a lost change of password was to do into the form that finds out. */
export function prepareSettlement(): void {
  const { currentPassword = '', newPassword = '' } = page.drafts.value.changePassword ?? {};
  const email = page.session.value?.account ?? page.drafts.value.login?.['email'] ?? '';
  for (const [name, value] of Object.entries({ email, currentPassword, newPassword }))
    page.draft('settlePasswordChange', name, value);
}

export function settleChange(): void {
  prepareSettlement();
  openAndRun('settlePasswordChange');
}

/** After a reset whose answer was lost: the new password is tried where that does no harm. */
export function logInWithNew(): void {
  page.draft('login', 'password', page.drafts.value.resetPassword?.['newPassword'] ?? '');
  openAndRun('login');
}

/** Runs a flow once the client's wait is over. */
export function runWhenAllowed(flow: FlowId): void {
  page.queued.value = flow;
}

export function stopWaiting(): void {
  page.queued.value = null;
}

/** Moves the sandbox's clock to the end of the client's wait. */
export function skipWait(): void {
  const left = page.waitsUntil.value - sandbox.clock.now();
  stopWaiting();
  if (left > 0) advance(Math.ceil(left));
}

/** Sends a request again as it was, past the client: the service sees it twice. */
export async function replay(exchange: Exchange): Promise<void> {
  await exchange.replay();
  await Promise.all([look(), keep()]);
}

/** A client of its own over the same store and profile, as another tab has it. Close it after use. */
export function secondClient(): Client | undefined {
  const current = page.bench.value;
  return current ? createBench(current.settings, pageProfile(), listener).client : undefined;
}

export function advance(ms: number): void {
  sandbox.clock.advance(ms);
  changed();
}

export function revokeAllKeys(): void {
  sandbox.keys.revokeAll();
  changed();
}

/** Arms the faults for the next call, in place of any that wait. */
export function arm({ id, faults }: FaultSwitch): void {
  page.armedFault.value = id;
  sandbox.faults.clear();
  for (const fault of faults) sandbox.faults.add(fault);
  changed();
}

export function disarm(): void {
  sandbox.faults.clear();
  changed();
}

/** Has the sandbox answer otherwise what nobody knows of the service. */
export function answer(switches: Partial<Switches>): void {
  sandbox.switches.set(switches);
  changed();
}

/** Forgets all of the sandbox and of this page, and begins anew. */
export async function startOver(): Promise<void> {
  const { service = 'sandbox', baseUrl = '', store = 'sealed' } = page.settings.value ?? {};
  await restart({ service, baseUrl, store });
  sandbox.reset();
  page.drafts.value = page.draftsFor(service);
  page.results.value = {};
  page.exchanges.value = [];
  page.traced.value = [];
  page.happenings.value = [];
  page.waitsUntil.value = 0;
  held = undefined;
  stopWaiting();
  await Promise.all([look(), keep()]);
}
