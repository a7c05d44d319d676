// Fails where a bundle is over its budget: the one figure of the benchmarks that does not vary, and so can be a check.
import process from 'node:process';
import { measureSizes } from './size.ts';
import { formatSections } from './table.ts';

const section = await measureSizes();
console.log(formatSections([section]));
if (section.rows.some(({ met }) => met === false)) process.exitCode = 1;
