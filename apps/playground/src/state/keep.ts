import type { SavedSandbox } from '@turbosmtp-auth/sandbox';
import { secretKinds } from '../flows/code.ts';
import type { FlowId, Values } from '../flows/flow.ts';
import { flows } from '../flows/index.ts';
import type { BenchSettings } from '../service/bench.ts';
import { openPageSlot, type PageSlot } from '../service/page-slot.ts';
import { demoAccount, sandbox } from '../service/sandbox.ts';
import * as page from './page.ts';

type KeptSettings = Pick<BenchSettings, 'service' | 'baseUrl' | 'store'>;

/** What a page keeps across a reload. Of the live service nothing, unless the key is to be kept in this browser. */
interface Kept {
  readonly sandbox: SavedSandbox;
  readonly settings: KeptSettings;
  /** What the forms of the sandbox held, secrets left out. */
  readonly drafts: Readonly<Partial<Record<FlowId, Values>>>;
}

const first: KeptSettings = { service: 'sandbox', baseUrl: '', store: 'sealed' };

let slot: PageSlot | undefined;
let settings: KeptSettings = first;
/** What the forms of the sandbox held when they were last shown. */
let drafts: Kept['drafts'] = {};

/** What is typed into the forms and may be kept. */
const withoutSecrets = (): Kept['drafts'] =>
  Object.fromEntries(
    flows.map(({ id, fields }) => {
      const shown = fields.filter(({ name, kind }) => !secretKinds.includes(kind) && name !== 'unattended');
      const values = page.drafts.value[id] ?? {};
      return [id, Object.fromEntries(shown.map(({ name }) => [name, values[name] ?? '']))];
    }),
  );

/** The passwords that the sandbox takes stand in its forms again. */
function draftsOf(kept: Kept): page.Drafts {
  const begun = page.draftsFor('sandbox');
  const passwordOf = (email = ''): string =>
    kept.sandbox.accounts.find((account) => account.email === email)?.password ?? '';
  const login = kept.drafts.login?.['email'];
  const password = passwordOf(login) || passwordOf(demoAccount.email);
  const filled: page.Drafts = {
    login: { password },
    changePassword: { currentPassword: password },
    settlePasswordChange: { currentPassword: password },
  };
  return Object.fromEntries(flows.map(({ id }) => [id, { ...begun[id], ...kept.drafts[id], ...filled[id] }]));
}

const isKept = (value: unknown): value is Kept => {
  const { sandbox, settings, drafts } = Object(value) as Partial<Kept>; // anything, as an object
  return [sandbox, settings, drafts].every((part) => typeof part === 'object' && part !== null);
};

/** Puts back what the page kept before it was loaded again, and says what to begin with. */
export async function recall(): Promise<KeptSettings> {
  slot = await openPageSlot();
  const kept = await slot.read();
  if (!isKept(kept)) return first;
  try {
    sandbox.restore(kept.sandbox);
  } catch {
    return first; // of another version of this page
  }
  settings = kept.settings;
  drafts = kept.drafts;
  page.drafts.value = settings.service === 'live' ? page.draftsFor('live') : draftsOf(kept);
  return settings;
}

/** The profile of the sandbox's sessions: each page has a sandbox of its own, so it has sessions of its own. */
export const pageProfile = (): string => `page-${slot?.id ?? 'none'}`;

let writing: Promise<unknown> = Promise.resolve();
let waiting: Promise<void> | undefined;

/** Keeps what the page is to have when it is loaded again. Calls that come together are one write. */
export function keep(): Promise<void> {
  page.kept.value = 'soon';
  waiting ??= writing.then(write);
  writing = waiting;
  return waiting;
}

async function write(): Promise<void> {
  waiting = undefined;
  const now = page.settings.value;
  if (now && (now.service === 'sandbox' || now.store === 'sealed'))
    settings = { service: now.service, baseUrl: now.baseUrl, store: now.store };
  else settings = { ...first };
  if (now?.service === 'sandbox') drafts = withoutSecrets();
  const kept: Kept = { sandbox: sandbox.save(), settings, drafts };
  const written = (await slot?.write(kept)) ?? false;
  if (!waiting) page.kept.value = written ? 'yes' : 'never';
}
