import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, vi } from 'vitest';
import { type SecretService, startSecretService } from '../../../tools/secret-service.ts';

/** Runs all tests of a file with a keychain of their own, which is the one that this process finds. */
export function usePrivateKeychain(): () => SecretService {
  let service: SecretService | undefined;
  beforeAll(async () => {
    service = await startSecretService();
    for (const [name, value] of Object.entries(service.environment)) vi.stubEnv(name, value);
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await service?.close();
  });
  return () => {
    if (!service) throw new Error('there is no keychain before the tests begin');
    return service;
  };
}

/** Whether the kernel's keyring has anything of ours, where the native package falls back to unless it is pinned. */
export const kernelKeyringHasOurs = (): boolean =>
  /turbosmtp|keyring-rs/i.test(readFileSync('/proc/keys', 'utf8'));
