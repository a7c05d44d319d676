// Prints one table of sizes and times, each beside its peers and a control row. See README.md for the method.
//
//   --json    the same as JSON        --quick    fewer rounds        --long    a million calls for the heap
import { cpus } from 'node:os';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { measureCalls } from './calls.ts';
import { measureColdStarts } from './cold-start.ts';
import { measureFleets } from './fleet.ts';
import { measureClients, measureHeap } from './heap.ts';
import { makePlaces } from './places.ts';
import { measureSizes } from './size.ts';
import { measureStarts } from './start.ts';
import { measureFirstSets, measureStores } from './stores.ts';
import { formatSections, type Section } from './table.ts';

const { values: flags } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    long: { type: 'boolean', default: false },
  },
});

/** What keeping keys costs, on a directory, a Redis and a keychain of its own. */
async function measureStorage(): Promise<Section[]> {
  await using places = await makePlaces();
  return [
    await measureColdStarts(places, flags.quick ? 3 : 11),
    ...(await measureStores(places, flags.quick ? 5 : 25)),
    await measureFirstSets(places, flags.quick ? 7 : 25),
    await measureFleets(places, flags.quick ? 2 : 7),
  ];
}

const calls = flags.long ? 1_000_000 : flags.quick ? 50_000 : 200_000;
const sections: Section[] = [
  await measureSizes(),
  ...(await measureStarts(flags.quick ? 5 : 21)),
  ...(await measureCalls(flags.quick ? 1 : 3)),
  await measureHeap(calls),
  await measureClients(flags.quick ? 1_000 : 10_000),
  ...(await measureStorage()),
];

const machine = `Node ${process.versions.node}, ${process.platform}-${process.arch}, ${cpus().length} x ${cpus()[0]?.model.trim() ?? 'unknown'}`;
if (flags.json) console.log(JSON.stringify({ machine, sections }, null, 2));
else console.log(`${machine}\n\n${formatSections(sections)}`);
