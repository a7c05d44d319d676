import { join } from 'node:path';
// @ts-expect-error: plain JavaScript, which is run without a build
import { fetchNode, windows } from '../../../tools/toolchain.mjs';

/** The executable of a Node that the repository tests with, by its name below tools/toolchain/. */
export const pinnedNode = async (line: string): Promise<string> =>
  join((await fetchNode(line)) ?? '', windows ? 'node.exe' : 'node');
