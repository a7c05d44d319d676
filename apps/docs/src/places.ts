// Where things are: of the repository, of what is written here, and on the web.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root: string = fileURLToPath(new URL('../../..', import.meta.url));
export const app: string = join(root, 'apps/docs');
/** The pages that VitePress reads. `src/build.ts` writes them anew each time. */
export const content: string = join(app, '.content');
/** The site, as it is served below `base`. */
export const site: string = join(app, 'dist');
/** GitHub Pages serves a repository's site below the repository's name. */
export const base = '/turbosmtp-auth/';
export const repository = 'https://github.com/turbosmtp-auth/turbosmtp-auth';
