import { type ErrorCode, isTurboSMTPAuthError } from '@turbosmtp-auth/browser';
import type { Flow, FlowId } from '../flows/flow.ts';
import {
  focusProblem,
  generateFor,
  goToOutbox,
  logInWithNew,
  openAndRun,
  openFlow,
  settleChange,
} from './forms.ts';
import * as page from './page.ts';
import { run } from './run.ts';
import { startOverWithStory } from './stories.ts';
import { runWhenAllowed, skipWait, stopWaiting } from './wait.ts';

/** What a person can do next: a hint as a button. */
export interface Step {
  readonly label: string;
  act(): void;
}

type StepName =
  | 'again'
  | 'field'
  | 'generate'
  | 'listKeys'
  | 'logIn'
  | 'logInWithNew'
  | 'logOut'
  | 'outbox'
  | 'requestReset'
  | 'resetPassword'
  | 'settle'
  | 'skipWait'
  | 'startOver'
  | 'wait';

/** What each hint comes to on this page. A code that the client gains needs a line here. */
const stepsByCode: Readonly<Record<ErrorCode, readonly StepName[]>> = {
  invalid_input: ['field'],
  network: ['again'],
  timeout: ['again'],
  outcome_unknown: ['again'], // what to do depends on the flow: see below
  redirect_refused: ['again'],
  unexpected_response: ['again'],
  rate_limited: ['skipWait', 'wait'],
  server_error: ['again'],
  signed_out: ['logIn'],
  account_mismatch: ['logOut', 'logIn'],
  not_allowed: ['again'],
  closed: ['startOver'],
  unknown: ['again'],
  storage_unavailable: ['again'],
  storage_denied: ['again'],
  storage_insecure: ['again'],
  storage_damaged: ['startOver', 'logIn'],
  storage_wrong_key: ['startOver', 'logIn'],
  storage_misplaced: ['startOver', 'logIn'],
  storage_too_new: ['startOver', 'logIn'],
  storage_full: ['again'],
  storage_timeout: ['again'],
  storage_below_assurance: ['again'],
  missing_required_parameter: ['field'],
  missing_required_parameter_email: ['field'],
  wrong_credentials_specified: ['field', 'requestReset'],
  missing_authorization_key: ['logIn'],
  invalid_authorization_key: ['logIn'],
  account_is_inactive: ['again'],
  invalid_mail_address: ['field'],
  current_password_is_missing: ['field'],
  current_password_can_not_be_empty: ['field'],
  password_is_missing: ['generate', 'field'],
  password_length_should_not_be_less_than_10_characters: ['generate', 'field'],
  password_should_contain_at_least_one_uppercase_character: ['generate', 'field'],
  password_should_contain_at_least_one_lowercase_character: ['generate', 'field'],
  password_should_contain_at_least_one_digit: ['generate', 'field'],
  confirm_password_is_missing: ['field'],
  password_should_equal_confirm_password: ['field'],
  new_password_should_not_equal_current_password: ['generate', 'field'],
  empty_request_body: ['again'],
  password_is_invalid: ['field', 'requestReset'],
  not_allowed_for_apikey: ['logIn'],
  email_not_found: ['field'],
  key_not_found: ['listKeys'],
  forgot_password_token_is_missing: ['requestReset', 'field'],
  token_is_missing: ['requestReset', 'field'],
  token_can_not_be_empty: ['requestReset', 'field'],
  token_is_invalid: ['requestReset'],
};

/** What to do about a lost answer. A flow that may be repeated is repeated. */
const stepsWhenLost: Readonly<Partial<Record<FlowId, readonly StepName[]>>> = {
  changePassword: ['settle'],
  requestPasswordReset: ['outbox'],
  resetPassword: ['logInWithNew'],
  createConsumerKey: ['listKeys'],
  deleteConsumerKey: ['listKeys'],
};

const isCode = (code: string): code is ErrorCode => Object.hasOwn(stepsByCode, code);

/** The names of what to do next about an error, or about a refusal by its code. */
function namesFor(flow: Flow, failure: unknown): readonly StepName[] {
  if (typeof failure === 'string') return isCode(failure) ? stepsByCode[failure] : ['again'];
  if (!isTurboSMTPAuthError(failure)) return ['again'];
  const { code } = failure;
  if (code === 'outcome_unknown') return stepsWhenLost[flow.id] ?? ['again'];
  if (code === 'signed_out' && flow.id === 'verifyResetToken') return ['logIn', 'resetPassword'];
  return stepsByCode[code];
}

/** What to do next, as buttons. Never none. */
export function stepsFor(flow: Flow, failure: unknown): readonly Step[] {
  const sandboxed = page.settings.value?.service !== 'live';
  const left = Math.max(0, Math.ceil((page.waitsUntil.value - page.now.value) / 1000));
  const open = (id: FlowId) => () => openFlow(id);
  const all: Readonly<Record<StepName, () => Step | undefined>> = {
    again: () => ({ label: 'Try again', act: () => void run(flow) }),
    field: () => (flow.fields.length > 0 ? { label: 'Go to the field', act: focusProblem } : undefined),
    generate: () =>
      flow.fields.some(({ kind }) => kind === 'newPassword')
        ? { label: 'Generate a password', act: () => generateFor(flow.id) }
        : undefined,
    listKeys: () => ({ label: 'List the consumer keys', act: () => openAndRun('listConsumerKeys') }),
    logIn: () =>
      flow.id === 'login'
        ? { label: 'Log in again', act: () => void run(flow) }
        : { label: 'Log in', act: open('login') },
    logInWithNew: () => ({ label: 'Log in with the new password', act: logInWithNew }),
    logOut: () => ({ label: 'Log out', act: () => openAndRun('logout') }),
    outbox: () =>
      sandboxed
        ? { label: 'Look in the outbox', act: goToOutbox }
        : { label: 'Reset with the token of the mail', act: open('resetPassword') },
    requestReset: () => ({ label: 'Request a reset mail', act: open('requestPasswordReset') }),
    resetPassword: () => ({ label: 'Reset without this check', act: open('resetPassword') }),
    settle: () => ({ label: 'Find out which password is valid', act: settleChange }),
    skipWait: () =>
      sandboxed && left > 0
        ? {
            label: `Skip ${left} s, then try again`,
            act: () => {
              skipWait();
              void run(flow);
            },
          }
        : undefined,
    startOver: () => ({ label: 'Start over', act: () => void startOverWithStory() }),
    wait: () => {
      if (left === 0) return { label: 'Try again', act: () => void run(flow) };
      return page.queued.value === flow.id
        ? { label: `Stop waiting (${left} s)`, act: stopWaiting }
        : { label: `Wait ${left} s, then try again`, act: () => runWhenAllowed(flow.id) };
    },
  };
  const names = namesFor(flow, failure);
  const steps = names.map((name) => all[name]()).filter((step) => step !== undefined);
  const again = all.again();
  return steps.length > 0 || !again ? steps : [again];
}
