import type { Fault } from '@turbosmtp-auth/sandbox';

/** Something that the sandbox can do to the next call. */
export interface FaultSwitch {
  readonly id: string;
  readonly label: string;
  /** What to watch for. */
  readonly about: string;
  readonly faults: readonly Fault[];
}

/** Whether it is an answer to the request, which `fetch` hands out as it is. */
export const isAnswer = ({ faults }: FaultSwitch): boolean =>
  faults.some(({ kind }) => kind === 'reply' || kind === 'html' || kind === 'code');

/** The faults worth seeing once. Each hits the next call only. */
export const faultSwitches: readonly FaultSwitch[] = [
  {
    id: 'rate-limited',
    label: '429, come back in 45 s',
    about: 'The call fails fast with `retryAt`, and so does every repeat until then.',
    faults: [{ kind: 'reply', status: 429, headers: { 'retry-after': '45' }, text: 'Too many requests' }],
  },
  {
    id: 'unavailable',
    label: '503 once',
    about: 'A repeatable call is sent again, and succeeds. Any other call is a `ServerError`.',
    faults: [{ kind: 'html', status: 503 }],
  },
  {
    id: 'lost-request',
    label: 'Connection lost before',
    about: 'Nothing was done, but a page cannot know that.',
    faults: [{ kind: 'drop', when: 'before' }],
  },
  {
    id: 'lost-reply',
    label: 'Reply lost after',
    about: 'The service did it, but the answer was lost: `OutcomeUnknownError` if a repeat could do harm.',
    faults: [{ kind: 'drop', when: 'after' }],
  },
  {
    id: 'slow',
    label: 'Three seconds slow',
    about: 'Time enough to press Cancel.',
    faults: [{ kind: 'delay', latency: 3000 }],
  },
  {
    id: 'stalled',
    label: 'Never ends',
    about: 'Headers, one byte, then silence: the deadline of the call also ends the body.',
    faults: [{ kind: 'stalled' }],
  },
  {
    id: 'redirect',
    label: 'Redirect elsewhere',
    about: 'Refused: following it would send the password or the key elsewhere.',
    faults: [{ kind: 'redirect', location: 'https://elsewhere.invalid/', opaque: true }],
  },
  {
    id: 'portal',
    label: 'A sign-in page, 200',
    about: 'Not the documented JSON, so the client never accepts it as an answer.',
    faults: [{ kind: 'html', status: 200 }],
  },
  {
    id: 'unknown-code',
    label: 'A code of the future',
    about: "Typed `'unknown'`, with what the service said in `serverCode`.",
    faults: [{ kind: 'code' }],
  },
];
