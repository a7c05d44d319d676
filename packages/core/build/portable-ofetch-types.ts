import { readFile } from 'node:fs/promises';
import type { Rolldown } from 'tsdown';

const edits: readonly (readonly [RegExp, string])[] = [
  [/^import (?:\* as undici from )?'undici';$/gm, ''],
  // All of undici's declarations would come along for it. Those of Node have it in RequestInit, from which it is inherited.
  [/^ {4}\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n {4}dispatcher\?: InstanceType<typeof undici\.Dispatcher>;\n/gm, ''],
  // Only those of a page have a name for it.
  [/\bRequestInfo\b/g, 'string | Request'],
];

/** Makes the declarations of ofetch stand by themselves, with the types of a page or of Node. */
export const portableOfetchTypes: Rolldown.Plugin = {
  name: 'portable-ofetch-types',
  load: {
    order: 'pre',
    filter: { id: /\/node_modules\/ofetch\/.*\.d\.[mc]?ts$/ },
    handler: async (id) => {
      let code = await readFile(id, 'utf8');
      for (const [from, to] of edits) code = code.replace(from, to);
      if (code.includes('undici')) throw new Error(`${id} names undici in another way`);
      return code;
    },
  },
};
