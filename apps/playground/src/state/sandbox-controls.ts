import type { Switches } from '@turbosmtp-auth/sandbox';
import type { FaultSwitch } from '../service/faults.ts';
import { sandbox } from '../service/sandbox.ts';
import { lookAndKeep } from './look.ts';
import * as page from './page.ts';

export function advance(ms: number): void {
  sandbox.clock.advance(ms);
  void lookAndKeep();
}

export function revokeAllKeys(): void {
  sandbox.keys.revokeAll();
  void lookAndKeep();
}

/** Arms the faults for the next call, in place of any that wait. */
export function arm({ id, faults }: FaultSwitch): void {
  page.armedFault.value = id;
  sandbox.faults.clear();
  for (const fault of faults) sandbox.faults.add(fault);
  void lookAndKeep();
}

export function disarm(): void {
  sandbox.faults.clear();
  void lookAndKeep();
}

/** Has the sandbox answer otherwise what nobody knows of the service. */
export function answer(switches: Partial<Switches>): void {
  sandbox.switches.set(switches);
  void lookAndKeep();
}
