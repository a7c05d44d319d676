#!/usr/bin/env node
import process from 'node:process';
import { main } from './main.ts';

// Whoever reads the output may stop reading it, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = await main(process.argv.slice(2), process);
