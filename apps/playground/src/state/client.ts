import type { Client, ClientEvent, Credentials } from '@turbosmtp-auth/browser';
import type { Values } from '../flows/flow.ts';
import { type BenchListener, type BenchSettings, createBench } from '../service/bench.ts';
import type { Exchange } from '../service/recorder.ts';
import { keep, pageProfile } from './keep.ts';
import { look, lookAndKeep } from './look.ts';
import * as page from './page.ts';
import { showService } from './shown.ts';

const MOST_EXCHANGES = 80;
const MOST_HAPPENINGS = 6;
const MOST_TRACED = 400;

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

/** The last change of client. */
let moving: Promise<unknown> = Promise.resolve();

/** Once no change of client is under way. */
export const restarted = (): Promise<unknown> => moving;

/** Replaces the client. Signs the old one out first: a key that nobody holds any more must not stay valid. */
export function restart(settings: BenchSettings): Promise<void> {
  const move = moving.then(() => replace(settings));
  moving = move.catch(() => undefined);
  return move;
}

async function replace(settings: BenchSettings): Promise<void> {
  const before = page.bench.value;
  const next = createBench(settings, pageProfile(), listener); // a base URL that cannot be is refused before anything changes
  // What is typed for the live service must not meet the sandbox's forms: those go first.
  const entersLive = before?.settings.service === 'sandbox' && settings.service === 'live';
  if (!entersLive) page.settings.value = settings;
  if (before) {
    await before.client.logout().catch(() => undefined);
    void before.client.close(); // It waits for a login that nobody waits for any more. It never rejects.
  }
  if (before && before.settings.service !== settings.service) showService(settings.service);
  page.settings.value = settings;
  page.bench.value = next;
  await lookAndKeep();
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

/** What the client logs in with, after a change of the password. */
export function renewWith(password: string): void {
  if (held) held = { ...held, password };
}

export function forgetCredentials(): void {
  held = undefined;
}

/** A client of its own over the same store and profile, as another tab has it. Close it after use. */
export function secondClient(): Client | undefined {
  const current = page.bench.value;
  return current ? createBench(current.settings, pageProfile(), listener).client : undefined;
}
