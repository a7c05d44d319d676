import {
  asStorageErrors,
  type Client,
  type ClientOptions,
  type ConsumerKey,
  type ConsumerPair,
  type ConsumerPermission,
  type ConsumerRecord,
  english,
  invalidInput,
  isTurboSMTPAuthError,
  type KeyStore,
  type Lock,
  lostHint,
  NotFoundError,
  OutcomeUnknownError,
  originsOf,
  type StoredRecord,
  storageError,
  storedConsumer,
  UnauthorizedError,
  withinLimit,
} from '@turbosmtp-auth/core';
import { consumerVariables } from '../find-consumer.ts';
import { nodeHint } from '../hints.ts';
import { type Trial, tryConsumer } from './try-consumer.ts';

interface Rotation {
  readonly client: Client;
  /** What that was made with. */
  readonly made: ClientOptions;
  readonly keyStore: KeyStore;
  readonly lock: Lock;
  readonly profile: string;
  readonly permissions: readonly ConsumerPermission[] | undefined;
  readonly keepOldIfUntried: boolean;
}

/** How often others may write the record meanwhile. A turn takes up to three. */
const TURNS = 9;

/**
 * Takes steps until the rotation is done. What there is to do next is read from the record alone, so that it does not matter who began,
 * nor where that ended:
 *
 * | record | what was done | next |
 * | --- | --- | --- |
 * | neither | nothing | name the pairs that are like it (`siblings`) |
 * | `siblings` | a pair may have been made | delete it if its secret is lost; make one, and save it |
 * | `replaces` | the new pair is saved | try it, delete the old one, and forget that |
 * | both | the new pair was refused | delete the refused one, which is `replaces`, and forget it |
 *
 * Two that meet compare generations: who comes second looks again.
 */
export function rotate(rotation: Rotation): Promise<ConsumerPair> {
  const { made, keyStore, lock, profile, permissions } = rotation;
  checkPermissions(permissions);
  const [origin = ''] = originsOf(made);
  const slot = { origin, profile, kind: 'consumer' } as const;
  const which = { profile, ...(made.baseUrl !== undefined && { baseUrl: made.baseUrl }) };
  /** What clients read is judged in one place, which gives no more than the pair. */
  const read = async (): Promise<ConsumerRecord> => {
    let record: StoredRecord | null = null;
    const get: KeyStore['get'] = async (asked) => (record = await keyStore.get(asked));
    await storedConsumer({ ...keyStore, get }, which)();
    return record as StoredRecord | null as ConsumerRecord; // just judged
  };

  const store: PairStore = {
    read,
    replace: async ({ gen }, next) => {
      const record = { v: 1, kind: 'consumer', gen: crypto.randomUUID(), ...next } as const;
      const done = await withinLimit(() =>
        asStorageErrors(
          async () => keyStore.set(slot, record, gen),
          () => ({ code: 'storage_unavailable' }),
        ),
      );
      // Read back: a store may say that it wrote, and keep nothing.
      const now = await read();
      if (now.gen === gen) throw storageError('storage_unavailable', nodeHint('pair_not_kept'));
      return done || now.gen === record.gen ? record : undefined;
    },
  };
  return lock(`turbosmtp-auth rotation ${origin} ${profile}`, () => takeSteps(rotation, store));
}

/** The record of the pair. */
interface PairStore {
  /** Rejects as a client does if there is none. */
  read(): Promise<ConsumerRecord>;
  /** Answers what was written; `undefined`: another wrote first. */
  replace(before: ConsumerRecord, next: Content): Promise<ConsumerRecord | undefined>;
}

type Content = Omit<ConsumerRecord, 'v' | 'kind' | 'gen'>;

async function takeSteps(rotation: Rotation, store: PairStore): Promise<ConsumerPair> {
  for (let turn = 0; turn < TURNS; turn++) {
    const record = await store.read();
    refuseIfNamed(record);
    const pair = record.replaces ? await finish(rotation, store, record, record.replaces) : undefined;
    if (pair) return pair;
    if (!record.replaces) await begin(rotation, store, record);
  }
  throw storageError('storage_unavailable', nodeHint('pair_kept_changing'));
}

/** What the environment names would be refused once it is deleted, by programs that do not look in the store. */
function refuseIfNamed({ key, replaces }: ConsumerRecord): void {
  const named = process.env[consumerVariables.key];
  if (named === key || (replaces && named === replaces.key))
    throw invalidInput(consumerVariables.key, 'names_the_old_pair', nodeHint('names_the_old_pair'));
}

/** Makes a pair like the saved one, and saves it beside that. */
async function begin(rotation: Rotation, store: PairStore, record: ConsumerRecord): Promise<void> {
  const { client } = rotation;
  const { key, secret, label, siblings } = record;
  const old: Content = { key, secret, ...(label !== undefined && { label }) };
  const keys = await client.listConsumerKeys();
  const listed = keys.find((each) => each.key === key);
  if (!listed) throw notOfThisAccount();
  const permissions = permissionsOf(listed, rotation);
  if (!permissions) throw invalidInput('permissions', 'missing', nodeHint('permissions_not_listed'));
  const alike = keys.filter((each) => each.key !== key && isLike(each, listed)).map((each) => each.key);
  if (siblings) await endLost(client, alike, siblings);
  const kept = siblings ? alike.filter((each) => siblings.includes(each)) : alike;
  const marked = await store.replace(record, { ...old, siblings: kept });
  if (!marked) return;
  const pair = await make(rotation, listed, permissions).catch(async (error) => {
    if (madeNothing(error)) await store.replace(marked, old).catch(() => undefined);
    throw error;
  });
  const next: Content = { ...pair, ...(listed.label && { label: listed.label }), replaces: { key, secret } };
  const saved = await store.replace(marked, next).catch(async (error) => {
    const now = await store.read().catch(() => undefined);
    // If it cannot be read, the pair may be in it. If it is not, the mark names it to the next rotation.
    if (now && now.key !== pair.key) await end(client, pair.key).catch(() => undefined);
    throw error;
  });
  if (!saved) await end(client, pair.key);
}

/** An earlier rotation may have ended before it could save the pair that it made. */
async function endLost(client: Client, alike: readonly string[], siblings: readonly string[]): Promise<void> {
  const [lost, ...more] = alike.filter((key) => !siblings.includes(key));
  if (lost === undefined) return;
  if (more.length === 0) return end(client, lost);
  // Another program made one like it: it is unknown which of them has the lost secret.
  const [message, usual] = english.outcome_unknown;
  throw new OutcomeUnknownError({
    code: 'outcome_unknown',
    message,
    hint: usual,
    ...lostHint('createConsumerKey'),
    operation: 'createConsumerKey',
  });
}

const make = (
  { client }: Rotation,
  { label, ips }: ConsumerKey,
  permissions: readonly ConsumerPermission[],
): Promise<ConsumerPair> =>
  client
    .createConsumerKey({ permissions, ...(label !== '' && { label }), ...(ips.length > 0 && { ips }) })
    .then(({ key, secret }) => ({ key, secret }));

/** Whether a failed creation has certainly made no pair. */
const madeNothing = (error: unknown): boolean =>
  isTurboSMTPAuthError(error) &&
  (['invalid_input', 'signed_out', 'network', 'rate_limited', 'closed'].includes(error.code) ||
    (error.status !== undefined && error.status >= 400 && error.status < 500));

/** Tries the new pair. If it works, the old one is deleted; if not, the new one. */
async function finish(
  rotation: Rotation,
  store: PairStore,
  record: ConsumerRecord,
  replaces: ConsumerPair,
): Promise<ConsumerPair | undefined> {
  const { client, keepOldIfUntried } = rotation;
  const { key, secret, label } = record;
  const pair = { key, secret };
  const alone: Content = { ...pair, ...(label !== undefined && { label }) };
  if (record.siblings) {
    await end(client, replaces.key);
    await store.replace(record, alone);
    return undefined;
  }
  const keys = await client.listConsumerKeys();
  const trial = await tried(rotation, pair, keys);
  const oldIsListed = keys.some((each) => each.key === replaces.key);
  if (trial === 'refused') {
    // The old one too, if something stands before the service, or neither may be used from this address.
    if (!oldIsListed || (await tried(rotation, replaces, keys)) === 'refused')
      throw refused('both_pairs_refused');
    const back = await store.replace(record, { ...alone, ...replaces, replaces: pair, siblings: [] });
    if (!back) return undefined;
    await end(client, key);
    await store.replace(back, { ...alone, ...replaces });
    throw refused('new_pair_refused');
  }
  if (trial === 'untried' && keepOldIfUntried && oldIsListed) return pair;
  await end(client, replaces.key);
  return (await store.replace(record, alone)) && pair;
}

/** A pair that is not in the list is deleted by now. */
async function tried(rotation: Rotation, pair: ConsumerPair, keys: readonly ConsumerKey[]): Promise<Trial> {
  const listed = keys.find(({ key }) => key === pair.key);
  if (!listed) return 'refused';
  const permissions = permissionsOf(listed, rotation);
  if (!permissions) throw invalidInput('permissions', 'missing', nodeHint('permissions_not_listed'));
  return tryConsumer(rotation.made, pair, permissions);
}

/** Deletes a pair; one that is deleted already is as good. */
async function end(client: Client, key: string): Promise<void> {
  await client.deleteConsumerKey({ key }).catch((error) => {
    if (!(error instanceof NotFoundError) || error.code !== 'key_not_found') throw error;
  });
}

/** @throws {InvalidInputError} unless they are absent, or what a pair can be made for. */
function checkPermissions(given: unknown): void {
  if (given === undefined) return;
  if (!Array.isArray(given)) throw invalidInput('permissions', 'not_a_list');
  if (given.length === 0) throw invalidInput('permissions', 'missing');
  if (!given.every((each) => known.includes(each))) throw invalidInput('permissions', 'not_a_permission');
}

const known: readonly string[] = ['SEND_SMTP', 'SEND_API', 'APIS'] satisfies ConsumerPermission[];

/** What the list says, or else what was given: records of before 2026 say nothing. */
function permissionsOf(
  { permissions }: ConsumerKey,
  { permissions: given }: Rotation,
): readonly ConsumerPermission[] | undefined {
  const isKnown = permissions && permissions.length > 0 && permissions.every((each) => known.includes(each));
  return isKnown ? (permissions as ConsumerPermission[]) : given; // each of them is one
}

/** Whether two pairs cannot be told apart but by their keys. */
const isLike = (one: ConsumerKey, other: ConsumerKey): boolean => nature(one) === nature(other);

const nature = ({ label, permissions, ips }: ConsumerKey): string =>
  JSON.stringify([label, permissions && [...permissions].sort(), [...ips].sort()]);

function notOfThisAccount(): NotFoundError {
  const [message] = english.key_not_found;
  return new NotFoundError({ code: 'key_not_found', message, ...nodeHint('pair_of_another_account') });
}

function refused(reason: 'new_pair_refused' | 'both_pairs_refused'): UnauthorizedError {
  const code = 'invalid_authorization_key';
  return new UnauthorizedError({ code, message: english[code][0], status: 401, ...nodeHint(reason) });
}
