import type { Switches } from '@turbosmtp-auth/sandbox';

/** Something that is not known of the service, and how the sandbox may answer it. */
export type Question = { [Name in keyof Switches]: QuestionOf<Name> }[keyof Switches];

interface QuestionOf<Name extends keyof Switches> {
  readonly name: Name;
  readonly label: string;
  readonly answers: readonly Answer<Switches[Name]>[];
}

interface Answer<Setting> {
  readonly label: string;
  readonly setting: Setting;
}

const noOrYes: readonly Answer<boolean>[] = [
  { label: 'no', setting: false },
  { label: 'yes', setting: true },
];

/** Those that something on this page can show. */
export const questions: readonly Question[] = [
  { name: 'secondLoginRevokesFirst', label: 'Does a login revoke earlier keys?', answers: noOrYes },
  {
    name: 'passwordChangeRevokesKeys',
    label: 'Does changing the password revoke the keys?',
    answers: noOrYes,
  },
  {
    name: 'passwordResetRevokesKeys',
    label: 'Does resetting the password revoke the keys?',
    answers: noOrYes,
  },
  {
    name: 'secondResetMailVoidsFirst',
    label: 'Does a reset mail make the earlier token invalid?',
    answers: noOrYes,
  },
  {
    name: 'forgotPasswordUnknownAddress',
    label: 'Does the service say that an address is unknown?',
    answers: [
      { label: 'yes, 404', setting: 404 },
      { label: 'no, 200', setting: 200 },
    ],
  },
  {
    name: 'loginRateLimit',
    label: 'How often may one log in?',
    answers: [
      { label: 'without limit', setting: null },
      { label: 'twice a minute, then 429', setting: { limit: 2, windowMs: 60_000 } },
      {
        label: 'twice a minute, then 403',
        setting: { limit: 2, windowMs: 60_000, status: 403 },
      },
    ],
  },
  {
    name: 'characterClass',
    label: 'Which letters count as uppercase and lowercase?',
    answers: [
      { label: 'those of ASCII', setting: 'ascii' },
      { label: 'those of Unicode', setting: 'unicode' },
    ],
  },
  {
    name: 'lengthUnit',
    label: 'What does the length of a password count?',
    answers: [
      { label: 'code points', setting: 'code points' },
      { label: 'code units', setting: 'code units' },
      { label: 'bytes', setting: 'bytes' },
    ],
  },
  { name: 'sendDate', label: 'Do replies carry Date?', answers: noOrYes.toReversed() },
];
