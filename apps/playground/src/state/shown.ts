import type { BenchSettings } from '../service/bench.ts';
import * as page from './page.ts';

/** What the panels show of one service, until the page is left. */
const shownNow = () => ({
  drafts: page.drafts.value,
  results: page.results.value,
  exchanges: page.exchanges.value,
  traced: page.traced.value,
  happenings: page.happenings.value,
});

/** What the sandbox showed when it was last left. Nothing is kept of the live service. */
let shownOfSandbox: ReturnType<typeof shownNow> | undefined;

/** Shows the forms and the runs of the service that the page changes to. */
export function showService(service: BenchSettings['service']): void {
  if (service === 'live') shownOfSandbox = shownNow();
  const before = service === 'sandbox' ? shownOfSandbox : undefined;
  page.drafts.value = before?.drafts ?? page.draftsFor(service);
  forgetRuns();
  if (!before) return;
  const results = Object.entries(before.results).filter(([, { state }]) => state !== 'busy');
  page.results.value = Object.fromEntries(results);
  page.exchanges.value = before.exchanges;
  page.traced.value = before.traced;
  page.happenings.value = before.happenings;
}

/** Empties what the runs so far left in the panels. */
export function forgetRuns(): void {
  page.results.value = {};
  page.exchanges.value = [];
  page.traced.value = [];
  page.happenings.value = [];
}
