import type { ContractCase, KeyStorePort, Promised } from './contract-case.ts';
import { damage } from './damage.ts';
import { generations } from './generations.ts';
import { keeping } from './keeping.ts';
import { races } from './races.ts';
import { reopening } from './reopening.ts';
import { watching } from './watching.ts';

/**
 * What a key store promises, as cases for any test runner.
 *
 * @example
 * ```ts
 * import { memoryKeyStore } from '@turbosmtp-auth/core';
 * import { keyStoreContract } from '@turbosmtp-auth/core/testing';
 *
 * for (const { name, run } of keyStoreContract({ create: async () => memoryKeyStore() })) {
 *   await run(); // or: test(name, run)
 *   console.log('kept:', name);
 * }
 * ```
 */
export function keyStoreContract(port: KeyStorePort): ContractCase[] {
  return Object.entries({
    ...keeping,
    ...generations,
    ...races,
    ...(port.reopen && { ...reopening, ...watching }),
    ...(port.damage && damage),
  } satisfies Promised).map(([name, run]) => ({
    name,
    run: async () => run(await port.create(), port),
  }));
}
