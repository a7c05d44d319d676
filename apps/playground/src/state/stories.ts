import { type Signal, signal } from '@preact/signals';
import type { FlowId } from '../flows/flow.ts';
import { flowOf } from '../flows/index.ts';
import { faultSwitches } from '../service/faults.ts';
import { sandbox } from '../service/sandbox.ts';
import { attend, secondClient } from './client.ts';
import { prepareSettlement } from './forms.ts';
import * as page from './page.ts';
import { run } from './run.ts';
import { advance, arm } from './sandbox-controls.ts';
import { startOver } from './start-over.ts';

/** One step of a story: what it does, and what was seen then. */
interface StoryStep {
  readonly does: string;
  /** Does it, and says in a sentence what came of it, counted and not assumed. */
  play(): Promise<string>;
}

/** Something that the SDK does for its user, to be watched. */
export interface Story {
  readonly id: string;
  readonly title: string;
  /** What happens, why it matters, and what to look at. */
  readonly sentences: readonly [string, string, string];
  readonly steps: readonly StoryStep[];
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** How many requests of a path the service saw. */
const seen = (path: string): number =>
  sandbox.requests.list().filter((request) => request.path.endsWith(path)).length;

const soFar = (): string =>
  `The service saw ${counted(seen('/authorize'), 'login')} and ${counted(seen('/analytics'), 'call')}.`;

/** How many keys are valid now; 0 is a state like any other. */
export const validKeys = (count: number): string =>
  count === 0 ? 'No key is valid now.' : `${counted(count, 'key')} ${count === 1 ? 'is' : 'are'} valid now.`;

/** Opens a flow, runs it, and says what the SDK answered. */
async function runFlow(id: FlowId): Promise<string> {
  page.active.value = id;
  await run(flowOf(id), { stay: true });
  const result = page.results.value[id];
  if (result?.state === 'done' && id === 'fetch' && result.told.tone === 'good')
    return `The call succeeded with ${result.told.summary}.`;
  if (result?.state === 'done') return `${result.told.summary}.`;
  return result?.state === 'failed' && result.error instanceof Error
    ? result.error.message
    : 'It did not end.';
}

const armById = (id: string): void => {
  const fault = faultSwitches.find((one) => one.id === id);
  if (fault) arm(fault);
};

const afresh = async (): Promise<string> => {
  await startOver();
  page.active.value = 'login';
  return 'No account is signed in.';
};

const withCredentials: StoryStep = {
  does: 'Tell the client an e-mail address and a password, but do not log in yet',
  async play() {
    await afresh();
    page.draft('login', 'unattended', 'on');
    await attend(page.drafts.value.login ?? {});
    return soFar();
  },
};

const signIn = (unattended: '' | 'on'): StoryStep => ({
  does: unattended ? 'Log in, and let the client log in again by itself' : 'Log in',
  async play() {
    await afresh();
    page.draft('login', 'unattended', unattended);
    return runFlow('login');
  },
});

export const stories: readonly Story[] = [
  {
    id: 'one-login',
    title: '50 calls, one login',
    sentences: [
      'Fifty calls start at the same moment, and there is no key yet.',
      'A client that logs in for each call would reach the rate limit for logins.',
      'This one logs in once, and all fifty calls wait for that key.',
    ],
    steps: [
      withCredentials,
      {
        does: 'Make 50 calls at once',
        async play() {
          const client = page.bench.value?.client;
          const calls = Array.from({ length: 50 }, () => client?.fetch('/analytics?limit=1'));
          const good = (await Promise.all(calls)).filter((response) => response?.ok).length;
          return `${counted(good, 'call')} succeeded. ${soFar()}`;
        },
      },
    ],
  },
  {
    id: 'expiry',
    title: 'The key expires',
    sentences: [
      'A key lives for two hours, and then the service refuses it.',
      'You do not have to watch the clock: the client has credentials, and renews the key when a call needs it.',
      'The call that finds the key expired succeeds, with one more login before it.',
    ],
    steps: [
      signIn('on'),
      {
        does: 'Let two hours pass',
        async play() {
          advance(2 * 60 * 60 * 1000);
          return validKeys(sandbox.keys.list().length);
        },
      },
      { does: 'Use the key', play: async () => `${await runFlow('fetch')} ${soFar()}` },
    ],
  },
  {
    id: 'lost-answer',
    title: 'The answer is lost',
    sentences: [
      'The service changes the password, and its answer never arrives.',
      'Sending the change again could do harm, so the client reports that the outcome is unknown.',
      'One more call then finds out which password is valid, and revokes the key that it needed: you stay signed in.',
    ],
    steps: [
      signIn(''),
      {
        does: 'Change the password, and lose the answer',
        async play() {
          page.draft('changePassword', 'newPassword', 'Better-Horse-10');
          armById('lost-reply');
          return runFlow('changePassword');
        },
      },
      {
        does: 'Find out which password is valid',
        async play() {
          prepareSettlement();
          return runFlow('settlePasswordChange');
        },
      },
    ],
  },
  {
    id: 'two-tabs',
    title: 'Two tabs',
    sentences: [
      'Two clients share one store, as those of two tabs do, and both need a key now.',
      'A lock decides which of them logs in.',
      'The other takes the key from the store, so the service sees one login.',
    ],
    steps: [
      withCredentials,
      {
        does: 'Call from both clients at once',
        async play() {
          const one = page.bench.value?.client;
          const other = secondClient();
          try {
            const both = await Promise.all([one, other].map((client) => client?.fetch('/analytics?limit=1')));
            return `${counted(both.filter((response) => response?.ok).length, 'call')} succeeded. ${soFar()}`;
          } finally {
            await other?.close();
          }
        },
      },
    ],
  },
  {
    id: 'redirect',
    title: 'A redirect steals nothing',
    sentences: [
      'Something on the way answers with a redirect to another host.',
      'Following it would send the key there.',
      'The client refuses it, and the key stays valid for the next call.',
    ],
    steps: [
      signIn(''),
      {
        does: 'Use the key, and meet a redirect',
        async play() {
          armById('redirect');
          const said = await runFlow('fetch');
          const elsewhere = page.exchanges.value.filter(({ request }) =>
            request.url.includes('elsewhere'),
          ).length;
          return `${said} ${counted(elsewhere, 'request')} went elsewhere.`;
        },
      },
      { does: 'Use the key again', play: () => runFlow('fetch') },
    ],
  },
];

/** The story that is told. */
export interface Telling {
  readonly story: Story;
  /** What was seen after each step that is over. */
  readonly findings: readonly string[];
  readonly busy: boolean;
  /** The flow that the last step left open; none before the first. */
  readonly at?: FlowId;
  /** The last exchange that belongs to it, by its id. */
  readonly last: number;
}

export const telling: Signal<Telling | null> = signal(null);

/** What the story that was played last left on the page. */
let left: { readonly results: typeof page.results.value; readonly last: number } = { results: {}, last: 0 };

/** Opens a story. What an earlier one sent and got would look like its own: that goes. */
export function openStory(story: Story): void {
  page.exchanges.value = page.exchanges.value.filter(({ id }) => id > left.last);
  page.results.value = Object.fromEntries(
    Object.entries(page.results.value).filter(([id, result]) => left.results[id as FlowId] !== result), // its keys are flows
  );
  if (page.exchanges.value.length === 0) page.traced.value = [];
  telling.value = { story, findings: [], busy: false, last: 0 };
}

/** The page begins anew, and so does the story that is open. */
export async function startOverWithStory(): Promise<void> {
  const now = telling.value;
  telling.value = now && { story: now.story, findings: [], busy: false, last: 0 };
  await startOver();
}

export function closeStory(): void {
  telling.value = null;
}

/** Plays the next step, and says whether it did. After the last one the story begins again. */
export async function nextStep(): Promise<boolean> {
  const now = telling.value;
  if (!now || now.busy || page.settings.value?.service === 'live') return false;
  const done = now.findings.length === now.story.steps.length ? [] : now.findings;
  const playing: Telling = { ...now, findings: done, busy: true, last: Number.POSITIVE_INFINITY };
  telling.value = playing;
  const finding = await now.story.steps[done.length]?.play().catch(String);
  const last = page.exchanges.value[0]?.id ?? 0;
  left = { results: page.results.value, last };
  // Another story may have been opened meanwhile.
  if (telling.value !== playing) return false;
  const at = page.active.value;
  telling.value = { story: now.story, findings: [...done, finding ?? ''], busy: false, at, last };
  return true;
}

/** Plays what is left, or all of it again. */
export async function playAll(): Promise<void> {
  let more: boolean;
  do {
    const played = await nextStep();
    more =
      played && telling.value !== null && telling.value.findings.length < telling.value.story.steps.length;
  } while (more);
}
