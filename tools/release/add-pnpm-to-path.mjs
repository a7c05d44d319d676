// Lets the later steps of a job find the pinned pnpm, which the actions of changesets start by its name.
import { appendFileSync } from 'node:fs';
import { fetchPnpm } from '../toolchain.mjs';

appendFileSync(process.env.GITHUB_PATH, `${await fetchPnpm()}\n`);
