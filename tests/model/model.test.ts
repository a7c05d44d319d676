import { it } from 'vitest';
import { modelCases } from './cases.ts';

// The time is the machine's, not a promise: nothing in a program waits for it.
it.each(modelCases)('$name', { timeout: 600_000 }, ({ run }) => run());
