/** Every exit code there is, and what it says. */
export const exitCodes = {
  done: 0,
  unexpected: 1,
  usage: 2,
  signedOut: 3,
  refused: 4,
  noAnswer: 5,
  storage: 6,
  unknownOutcome: 7,
  findings: 8,
  notRunnable: 126,
  notFound: 127,
  hungUp: 129,
  interrupted: 130,
  terminated: 143,
} as const;

/** How a command ended. */
export type Ending = keyof typeof exitCodes;

/** What each ending means, as `--help` lists it. */
export const endings: Readonly<Record<Ending, string>> = {
  done: 'done',
  unexpected: 'unexpected: a fault of this program, or its output could not be written',
  usage: 'an argument or an input is invalid; nothing was sent',
  signedOut: 'not signed in, or the service no longer accepts the key: log in',
  refused: 'the service refused',
  noAnswer:
    'no reliable answer: the service is unreachable, too slow or failing, or asks you to wait; try again later',
  storage: 'the key store cannot be used',
  unknownOutcome: 'the request may or may not have taken effect: find out before you repeat it',
  findings: 'doctor found a problem',
  notRunnable: 'the command given to exec exists, but cannot be run',
  notFound: 'the command given to exec does not exist',
  hungUp: 'the terminal was closed (SIGHUP)',
  interrupted: 'interrupted (Ctrl-C)',
  terminated: 'terminated (SIGTERM)',
};

const byCode: Readonly<Partial<Record<string, Ending>>> = {
  invalid_input: 'usage',
  signed_out: 'signedOut',
  missing_authorization_key: 'signedOut',
  invalid_authorization_key: 'signedOut',
  network: 'noAnswer',
  timeout: 'noAnswer',
  rate_limited: 'noAnswer',
  server_error: 'noAnswer',
  unexpected_response: 'noAnswer',
  redirect_refused: 'noAnswer',
  outcome_unknown: 'unknownOutcome',
};

/** How an error of the library ends a command: by its code, or else by whether the service said it. */
export function endingOf({ code, status }: { code: string; status?: number }): Ending {
  if (code.startsWith('storage_')) return 'storage';
  return byCode[code] ?? (status === undefined ? 'unexpected' : 'refused');
}
