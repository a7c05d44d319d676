import { readFile } from 'node:fs/promises';
import type { Rolldown } from 'tsdown';

/**
 * Leaves undici out of the declarations of ofetch, which name one of its types. All of undici's declarations would come along
 * for it, and those need the types of Node.
 */
export const ofetchWithoutUndici: Rolldown.Plugin = {
  name: 'ofetch-without-undici',
  load: {
    order: 'pre',
    filter: { id: /\/node_modules\/ofetch\/.*\.d\.[mc]?ts$/ },
    handler: async (id) => {
      const code = (await readFile(id, 'utf8'))
        .replace(/^import (?:\* as undici from )?'undici';$/m, '')
        .replace('InstanceType<typeof undici.Dispatcher>', 'object');
      if (/\bundici\./.test(code.replaceAll(/\/\*[\s\S]*?\*\//g, '')))
        throw new Error(`${id} names undici in another way`);
      return code;
    },
  },
};
