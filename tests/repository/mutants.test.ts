import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../../tools/toolchain.mjs';
import { mutants } from '../mutants/mutants.ts';

// Whether a case notices each edit takes minutes to find out (`npm run mutants`); whether each edit still fits, no time.
it.each(mutants)(
  '$file holds once what is edited for "without $without"',
  ({ of = 'core', file, replace: [piece] }) => {
    const text = readFileSync(join(root, 'packages', of, 'src', file), 'utf8');
    expect(text.split(piece).length - 1).toBe(1);
  },
);
