// What checks units of systemd: it reads them as systemd would, and needs none that runs.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The path of `systemd-analyze`, if it is on the PATH. */
export function systemdAnalyzeExecutable(): string | undefined {
  const { PATH = '' }: Partial<Record<string, string>> = process.env;
  return PATH.split(delimiter)
    .map((directory) => join(directory, 'systemd-analyze'))
    .find((path) => existsSync(path));
}

/**
 * Whether units can be checked. Where they cannot on Linux it says so and what to install; in CI it throws, since there a
 * test that does not run is a failure. Other systems have no systemd.
 */
export function systemdAnalyzeAvailable(): boolean {
  if (process.platform !== 'linux') return false;
  if (systemdAnalyzeExecutable()) return true;
  const remedy = 'Install systemd (Debian, Ubuntu: apt-get install systemd).';
  if (process.env['CI'] && process.env['CI'] !== 'false')
    throw new Error(`There is no systemd-analyze. ${remedy}`);
  console.warn(`\n!!! SYSTEMD-ANALYZE IS MISSING: units of systemd are not checked. ${remedy} !!!\n`);
  return false;
}
