import { sandbox } from '../service/sandbox.ts';
import { forgetCredentials, restart } from './client.ts';
import { lookAndKeep } from './look.ts';
import * as page from './page.ts';
import { forgetRuns } from './shown.ts';
import { stopWaiting } from './wait.ts';

/** Forgets all of the sandbox and of this page, and begins anew. */
export async function startOver(): Promise<void> {
  const { service = 'sandbox', baseUrl = '', store = 'sealed' } = page.settings.value ?? {};
  await restart({ service, baseUrl, store });
  sandbox.reset();
  page.drafts.value = page.draftsFor(service);
  forgetRuns();
  page.waitsUntil.value = 0;
  forgetCredentials();
  stopWaiting();
  await lookAndKeep();
}
