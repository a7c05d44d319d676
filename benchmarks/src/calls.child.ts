// Times the same call made in each way, in turns. Prints microseconds per call, by subject.
import process from 'node:process';
import { replyTo } from './replies.ts';
import { add, type Samples } from './statistics.ts';
import { instantFetch, subjects } from './subjects.ts';

const [origin = '', rounds = '', calls = ''] = process.argv.slice(2);
const fetch = origin === 'instant' ? instantFetch(replyTo) : globalThis.fetch;
const baseUrl = `${origin === 'instant' ? 'http://127.0.0.1' : origin}/api/v2`;

const samples: Samples = {};
const all = Object.entries(subjects(baseUrl, fetch));
for (let round = -1; round < Number(rounds); round++) {
  // Each round begins with another, so that none is always measured behind the same neighbour.
  const first = Math.max(round, 0) % all.length;
  for (const [name, call] of [...all.slice(first), ...all.slice(0, first)]) {
    const start = performance.now();
    for (let made = 0; made < Number(calls); made++) await call();
    const microseconds = ((performance.now() - start) * 1000) / Number(calls);
    if (round >= 0) add(samples, name, microseconds); // the first round warms up
  }
}
console.log(JSON.stringify(samples));
process.exit(0); // kept-alive connections would hold the process
