#!/usr/bin/env node
import process from 'node:process';
import { exitCodes } from './exit-codes.ts';
import { main } from './main.ts';

let unwritten = false;
process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
  unwritten ||= code !== 'EPIPE'; // whoever reads the output may stop reading it, as `head` does
});
process.stderr.on('error', () => undefined); // there is nowhere left to say so

process.on('exit', () => {
  if (!unwritten) return;
  process.stderr.write('error: The output could not be written: see that there is space left.\n');
  process.exitCode ||= exitCodes.unexpected;
});

process.exitCode = await main(process.argv.slice(2), process);
