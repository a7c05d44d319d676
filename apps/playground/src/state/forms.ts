import { type ConsumerPair, generatePassword } from '@turbosmtp-auth/browser';
import { isMail } from '../flows/fetch.ts';
import type { FlowId, Values } from '../flows/flow.ts';
import { flowOf } from '../flows/index.ts';
import { focusFirstProblem, goTo } from '../parts/reveal.ts';
import * as page from './page.ts';
import { run } from './run.ts';

/** The live service takes mails on a host of its own. */
const liveMailUrl = 'https://api.turbo-smtp.com/api/v2/mail/send';

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
