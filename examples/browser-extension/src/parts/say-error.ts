import { describeError, type ErrorCode, isTurboSMTPAuthError } from '@turbosmtp-auth/browser/extension';

/** An error for a person: what happened, and which fields to look at. */
export interface Said {
  readonly words: string;
  /** By the name of the field. */
  readonly fields: Readonly<Record<string, string>>;
}

/** Where the hint of the library speaks to a developer. */
const sentences: Partial<Record<ErrorCode, string>> = {
  network: 'turboSMTP cannot be reached. Check your connection, then try again.',
  timeout: 'turboSMTP did not answer in time. Try again.',
  server_error: 'turboSMTP has a problem of its own. Try again in a few minutes.',
  redirect_refused: 'This network answered in place of turboSMTP. Sign in to the network first.',
  unexpected_response: 'This network answered in place of turboSMTP. Sign in to the network first.',
  invalid_input: 'Nothing was sent. Correct the fields that are marked.',
  signed_out: 'You are signed out. Sign in, then try again.',
  unknown: 'turboSMTP refused this and gave no reason. Try again later.',
  storage_full: 'The disk is full, so the session cannot be kept. Free some space, then try again.',
};

/** The field that a refusal is about. */
const fields: Partial<Record<ErrorCode, Readonly<Record<string, string>>>> = {
  wrong_credentials_specified: { email: 'Is this the right address?', password: 'Type the password again.' },
  password_is_invalid: { currentPassword: 'This is not your current password.' },
  email_not_found: { email: 'No account has this address.' },
  token_is_invalid: { token: 'This token is unknown, used or expired.' },
  password_should_equal_confirm_password: { confirmPassword: 'Type the new password again.' },
  new_password_should_not_equal_current_password: {
    newPassword: 'Choose a password that you do not use now.',
  },
};

const lost: Readonly<Record<string, string>> = {
  login_lost: 'The answer was lost. Sign in again.',
  reset_mail_lost: 'The answer was lost. Look in your inbox before you ask for another e-mail.',
  password_reset_lost:
    'The answer was lost. Try to sign in with the new password before you use the token again.',
};

export function sayError(error: unknown): Said {
  if (!isTurboSMTPAuthError(error)) return { words: describeError(error), fields: {} };
  const { code, reason = '', retryAt, issues = [] } = error;
  if (code === 'rate_limited')
    return {
      words: `Too many attempts. Try again ${retryAt ? `at ${clock(retryAt)}` : 'in a minute'}.`,
      fields: {},
    };
  return {
    words: lost[reason] ?? sentences[code] ?? describeError(error),
    fields: { ...fields[code], ...Object.fromEntries(issues.map(({ path, message }) => [path, message])) },
  };
}

/** 14:05, or however the time is written where the person lives. */
export const clock = (time: Date): string => time.toLocaleTimeString([], { timeStyle: 'short' });
