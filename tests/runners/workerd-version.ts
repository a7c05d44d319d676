import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { MissingRuntimeError } from './missing-runtime-error.ts';

/**
 * What the workerd that miniflare starts says its version is; a worker itself is not told.
 *
 * @throws MissingRuntimeError when it does not start.
 */
export function workerdVersion(): string {
  try {
    const ofMiniflare = createRequire(createRequire(import.meta.url).resolve('miniflare'));
    const { default: executable } = ofMiniflare('workerd') as { default: string }; // its one export is a path
    const output = execFileSync(executable, ['--version'], { encoding: 'utf8' });
    return output.trim().replace(/^workerd /, '');
  } catch {
    throw new MissingRuntimeError('It comes with a development dependency: run `npm run bootstrap`.');
  }
}
