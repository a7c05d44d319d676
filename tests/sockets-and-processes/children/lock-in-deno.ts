import process from 'node:process';
import { fileLock } from '@turbosmtp-auth/deno';
import { work } from './lock-worker.ts';

await work(fileLock({ directory: process.argv[2] ?? '' }));
