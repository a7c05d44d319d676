// Runs in Node and in Bun.
import { fileLock } from '@turbosmtp-auth/node';
import { work } from './lock-worker.ts';

await work(fileLock({ directory: process.argv[2] ?? '' }));
