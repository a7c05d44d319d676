import { describe, expect, it } from 'vitest';
import { launchProcess } from './launch-process.ts';
import { MissingRuntimeError } from './missing-runtime-error.ts';

const report = JSON.stringify({ version: '1.2.3', outcomes: [] });
const launch = (code: string): Promise<unknown> =>
  launchProcess(process.execPath, ['--eval', code], 'Install it.');

describe('a program that runs the suite', () => {
  it('is heard when it reports and ends', async () => {
    expect(await launch(`console.log('${report}')`)).toEqual({ version: '1.2.3', outcomes: [] });
  });

  it('must end once it has reported', async () => {
    await expect(launch(`console.log('${report}'); setInterval(() => {}, 1000)`)).rejects.toThrow(
      'it had reported, but was still alive',
    );
  });

  it('must end with all that it started, which may keep its output open', async () => {
    const runtime = `console.log('${report}'); setInterval(() => {}, 1000)`;
    const script = `require('node:child_process').spawnSync(process.execPath, ['--eval', ${JSON.stringify(runtime)}], { stdio: 'inherit' })`;
    await expect(launch(script)).rejects.toThrow('it had reported, but was still alive');
  });

  it.each([
    ['reports and fails', `console.log('${report}'); process.exitCode = 3`, 'it ended with 3'],
    ['says nothing', '', 'it printed 0 lines'],
    ['says more than its report', `console.log('${report}\\nand more')`, 'it printed 2 lines'],
    ['does not tell its version', `console.log('{"outcomes":[]}')`, 'it did not tell its version'],
  ])('is not believed when it %s', async (_, code, said) => {
    await expect(launch(code)).rejects.toThrow(said);
  });

  it('is missing when it does not start', async () => {
    await expect(launchProcess('no-such-program', [], 'Install it.')).rejects.toThrow(MissingRuntimeError);
  });
});
