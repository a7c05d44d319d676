import type { FlowId } from '../flows/flow.ts';
import { flowOf } from '../flows/index.ts';
import { sandbox } from '../service/sandbox.ts';
import { look } from './look.ts';
import * as page from './page.ts';
import { run } from './run.ts';
import { advance } from './sandbox-controls.ts';

/** Moves the shown time on; reads again once the session is due. */
export function tick(): void {
  const current = page.bench.value;
  if (!current) return;
  page.now.value = current.clock.now();
  if (page.queued.value && page.now.value >= page.waitsUntil.value) {
    const flow = flowOf(page.queued.value);
    stopWaiting();
    void run(flow);
  }
  const at = page.session.value?.expiry.at;
  if (at && at.getTime() <= page.now.value) void look();
}

/** Runs a flow once the client's wait is over. */
export function runWhenAllowed(flow: FlowId): void {
  page.queued.value = flow;
}

export function stopWaiting(): void {
  page.queued.value = null;
}

/** Moves the sandbox's clock to the end of the client's wait. */
export function skipWait(): void {
  const left = page.waitsUntil.value - sandbox.clock.now();
  stopWaiting();
  if (left > 0) advance(Math.ceil(left));
}
