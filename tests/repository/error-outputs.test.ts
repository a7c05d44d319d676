import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { chromiumAvailable } from '../../tools/chromium.ts';
import { kept, recordOutputs } from '../outputs/outputs.ts';

// docs/errors.md shows them as they are kept.
it.runIf(chromiumAvailable())(
  'what the documentation shows of an error is what each runtime prints',
  { timeout: 300_000 },
  async () => {
    const outputs = JSON.parse(readFileSync(kept, 'utf8')) as Readonly<Record<string, string>>; // as they were written
    expect(await recordOutputs()).toEqual(outputs);
    for (const [place, output] of Object.entries(outputs)) {
      expect(output, place).toContain('There is no key to use. Log in, or give the client');
      expect(output, place).toContain('sendReport');
      expect(output.split('Log in, or give'), place).toHaveLength(2);
    }
  },
);
