import { bundlerRows } from './bundlers.ts';
import { commonJSRows } from './commonjs.ts';
import { devServerRows } from './dev-servers.ts';
import { executableRows } from './executables.ts';
import { installerRows } from './installer-rows.ts';
import type { Row } from './row.ts';
import { runnerRows } from './runners.ts';
import { serverRenderingRows } from './server-rendering.ts';

/** The matrix, in the order of its table. */
export const rows: readonly Row[] = [
  ...installerRows,
  ...bundlerRows,
  ...devServerRows,
  ...executableRows,
  ...commonJSRows,
  ...runnerRows,
  ...serverRenderingRows,
];
