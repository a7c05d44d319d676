import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundlerRows } from './bundlers.ts';
import { installerRows } from './installer-rows.ts';
import type { Row } from './row.ts';
import { openShop, type Shop } from './shop.ts';

// A part of the matrix that takes less than a minute: the installer that is most unlike npm, and the bundler that most people have.
// `npm run matrix` runs all of it.

let shop: Shop;

beforeAll(async () => {
  shop = await openShop();
}, 240_000);
afterAll(() => shop?.[Symbol.asyncDispose]());

const rowOf = (rows: readonly Row[], kind: string, what: string): Row => {
  const row = rows.find((each) => each.kind === kind && each.what === what);
  if (!row) throw new Error(`There is no row ${what} of ${kind}`);
  return row;
};

const pnp = rowOf(installerRows, 'installer', 'yarn, Plug’n’Play');
const webpack = rowOf(bundlerRows, 'bundler, for Node', 'webpack');

test.each([
  ['Plug’n’Play', pnp],
  // Building and running a service as an ES module.
  ['webpack', { ...webpack, checks: webpack.checks.slice(0, 2) }],
])('the packed packages work with %s', { timeout: 240_000 }, async (_, row) => {
  const { failures, passed, skipped } = await shop.run(row);
  expect(failures).toEqual([]);
  expect(passed + skipped.length).toBe(row.checks.length);
});
