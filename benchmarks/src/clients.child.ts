// Makes many clients in one way and keeps them. Prints how many bytes of the heap each takes.
import process from 'node:process';
import { clientMakers } from './client-makers.ts';
import { settledHeap } from './heap-size.ts';

const [name = '', count = ''] = process.argv.slice(2);
const make = clientMakers[name];
if (!make) throw new Error('needs a maker of clients');

/** Rooms for the clients, made before the first look. */
const clients: unknown[] = new Array(Number(count)).fill(undefined);
await make(); // what all of them share
const before = await settledHeap();
for (let index = 0; index < clients.length; index++) clients[index] = await make();
const after = await settledHeap();
console.log(JSON.stringify((after - before) / clients.length));
process.exit(clients.length === Number(count) ? 0 : 1); // they were kept until here
