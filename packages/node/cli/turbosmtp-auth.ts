#!/usr/bin/env node
import process from 'node:process';
import { exitCodes } from './exit-codes.ts';
import { main } from './main.ts';

process.on('uncaughtException', (error: NodeJS.ErrnoException) => {
  // While something is asked the terminal goes away: the prompt still wants to set it right, where nobody can catch it.
  if (error.syscall === 'setRawMode') process.exit(exitCodes.hungUp);
  // Its own words may hold a secret.
  process.stderr.write('error: Something unexpected happened.\n');
  process.exit(exitCodes.unexpected);
});

process.exitCode = await main(process.argv.slice(2), process);
