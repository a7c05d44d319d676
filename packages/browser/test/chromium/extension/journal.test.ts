import { expect, it } from 'vitest';
import { type Entry, indexedDBJournal } from '../../../src/extension/serve/journal.ts';
import { openDatabase, transact } from '../../../src/indexeddb/database.ts';
import { freshName } from '../fixtures.ts';

const entry = (id: string): Entry => ({
  id,
  by: 'page x',
  boot: 'boot',
  operation: 'login',
  startedAt: 1,
  state: 'begun',
});

it('is the same journal for the next life of the background', async () => {
  const name = freshName();
  const journal = indexedDBJournal(name);
  expect(await journal.begin(entry('a'))).toBeUndefined();
  expect(await indexedDBJournal(name).begin({ ...entry('a'), boot: 'next' })).toEqual(entry('a'));
  await journal.end('a', { state: 'done', value: { revoked: 'now' } });
  expect(await indexedDBJournal(name).list()).toEqual([
    { ...entry('a'), state: 'done', value: { revoked: 'now' } },
  ]);
  await journal.remove('a', 'page y');
  expect(await journal.list()).toHaveLength(1);
  await journal.remove('a', 'page x');
  expect(await journal.list()).toEqual([]);
});

it('keeps the newest 16 of those that people are told of, and forgets none that is under way', async () => {
  const journal = indexedDBJournal(freshName());
  const idsOf = async (operation: string): Promise<string[]> =>
    (await journal.list()).filter((each) => each.operation === operation).map(({ id }) => id);
  for (let at = 0; at < 20; at++) await journal.begin(entry(`${at}`));
  expect(await idsOf('login')).toHaveLength(20);
  for (let at = 0; at < 20; at++) {
    await journal.end(`${at}`, { state: 'done' });
    await journal.begin({ ...entry(`f${at}`), operation: 'fetch' });
    await journal.end(`f${at}`, { state: 'done' });
  }
  await journal.begin({ ...entry('next'), boot: 'next' });
  expect(await idsOf('fetch')).toEqual(Array.from({ length: 16 }, (_, at) => `f${at + 4}`));
  expect(await idsOf('login')).toEqual([...Array.from({ length: 16 }, (_, at) => `${at + 4}`), 'next']);
});

it('passes over what is no entry', async () => {
  const name = freshName();
  const database = await openDatabase(name, () => undefined);
  await transact(database, 'records', 'calls', (_, records) => records.put([null, 5, entry('a')], 'calls'));
  database.close();
  const journal = indexedDBJournal(name);
  expect(await journal.list()).toEqual([entry('a')]);
  expect(await journal.begin(entry('b'))).toBeUndefined();
  expect(await journal.list()).toEqual([entry('a'), entry('b')]);
});

it('says what is wrong with the storage', async () => {
  await expect(
    indexedDBJournal(freshName())
      .begin({ ...entry('a'), value: () => undefined })
      .then(() => undefined),
  ).rejects.toMatchObject({ name: 'StorageError' });
});
