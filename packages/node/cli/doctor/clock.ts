import type { Finding } from './finding.ts';
import type { Probe } from './probe.ts';
import { withoutService } from './service.ts';

/** Milliseconds. Less is nothing to mention; certificates are judged by this clock, keys by the service's. */
const TOLERATED = 5 * 60_000;

/** How far this machine's clock is from the service's. */
export function judgeClock({ outcome, offset }: Probe): Finding {
  const facts = { offset };
  if (outcome !== 'service')
    return {
      check: 'clock',
      status: 'skipped',
      summary: withoutService[outcome],
      facts: { offset: null },
    };
  if (offset === null)
    return { check: 'clock', status: 'note', summary: 'the service does not report the time', facts };
  const seconds = Math.abs(offset) / 1000;
  const apart = `${Math.round(seconds)} s ${offset < 0 ? 'ahead of' : 'behind'} the service's`;
  if (Math.abs(offset) <= TOLERATED)
    return {
      check: 'clock',
      status: 'ok',
      summary:
        seconds < 2 ? "this machine's clock agrees with the service's" : `this machine's clock is ${apart}`,
      facts,
    };
  return {
    check: 'clock',
    status: 'problem',
    summary: `this machine's clock is ${apart}`,
    advice:
      'Set the clock of this machine: certificates are checked against it. Keys expire by the clock of the service.',
    facts,
  };
}
