import { readFileSync } from 'node:fs';

// A program that uses the keychain: `use-keychain.ts <package entry> <what to do>`. It prints one line of JSON with what
// became of each call, and how it ends is what is tested.
const [, , entry = '', what = ''] = process.argv;
const { keychainKeyStore, autoKeyStore }: typeof import('../../src/index.ts') = await import(entry);

const profile = process.env['TEST_PROFILE'] ?? 'default';
const slot = { origin: 'https://api.example.test', profile, kind: 'pending' } as const;
const record = { v: 1, kind: 'pending', gen: 'g', startedAt: 0 } as const;
const store = ['auto', 'choose'].includes(what)
  ? autoKeyStore()
  : keychainKeyStore(what === 'hang' ? {} : { timeout: 20_000 });

const outcome = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    (value) => ({ value }),
    ({ name, code, hint }) => ({ name, code, hint }),
  );
/** On a busy machine, many at once may need longer than one call has. Then it is asked again, as the error says. */
async function patiently<T>(work: () => Promise<T>, tries = 5): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (Object(error).code !== 'storage_timeout' || tries === 1) throw error;
    return patiently(work, tries - 1);
  }
}
const start = performance.now();
const childrenNow = (): number[] =>
  readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8')
    .trim()
    .split(' ')
    .filter(Boolean)
    .map(Number);
const report = (outcomes: readonly unknown[]): void => {
  const children = childrenNow().length;
  console.log(JSON.stringify({ outcomes, children, took: performance.now() - start, at: Date.now() }));
};

if (what === 'hang') {
  void outcome(store.get(slot)); // and the process waits for nothing else
  await new Promise((resolve) => setTimeout(resolve, 1000));
  report([]);
  if (process.argv[4] === 'exit') process.exit(0);
} else if (what === 'interrupt') {
  await store.get(slot);
  const before = childrenNow();
  for (const id of before)
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.kill(id, signal);
  report([await outcome(store.get(slot)), { before, after: childrenNow() }]);
} else if (what === 'choose') {
  report([await outcome(patiently(() => store.describe()))]);
} else if (what === 'write') {
  // One slot, which others write and remove as well: whose turn it is, nobody knows.
  const outcomes = [];
  for (let turn = 0; turn < 25; turn++) {
    outcomes.push(await outcome(store.set(slot, { ...record, gen: `${process.pid}.${turn}` })));
    outcomes.push(await outcome(store.get(slot).then((held) => held?.kind ?? null)));
    outcomes.push(await outcome(store.remove(slot)));
  }
  report(outcomes);
} else {
  const outcomes = [];
  for (const work of [() => store.get(slot), () => store.set(slot, record, null), () => store.get(slot)])
    outcomes.push(await outcome(what === 'auto' ? patiently<unknown>(work) : work()));
  report([...outcomes, await outcome(store.describe())]);
}
