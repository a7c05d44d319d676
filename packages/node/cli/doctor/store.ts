import type { KeyStoreExplanation } from '@turbosmtp-auth/node';
import { ownStateDirectory } from '../../src/state-directory.ts';
import { tell } from '../failure-report.ts';
import { minAssurance } from '../key-place.ts';
import type { Finding } from './finding.ts';

/** Where keys are kept here, and why there. */
export async function checkStore(): Promise<Finding> {
  const { explainKeyStore } = await import('@turbosmtp-auth/node');
  const explanation = await explainKeyStore({ minAssurance });
  const { chosen, stores, code } = explanation;
  const directory = chosen === 'sealed file' ? whereFilesAre() : null;
  const facts = { chosen, directory, minAssurance, code: code ?? null, stores };
  const refusal = chosen === 'sealed file' ? await whyNotWritable() : null;
  if (refusal)
    return {
      check: 'store',
      status: 'problem',
      summary: `${chosen}${directory ? ` in ${directory}` : ''}: ${refusal.message}`,
      advice: refusal.hint,
      facts: { ...facts, code: refusal.code },
    };
  const because = stores.find(({ verdict }) => verdict === 'chosen')?.reason;
  if (chosen)
    return {
      check: 'store',
      status: 'ok',
      summary: `${chosen}${directory ? ` in ${directory}` : ''}: ${because}`,
      facts,
    };
  return {
    check: 'store',
    status: 'problem',
    summary: whyNone(explanation),
    advice: adviceFor(explanation),
    facts,
  };
}

/** `null` where the environment does not say, which the lock and the records will. */
function whereFilesAre(): string | null {
  try {
    return ownStateDirectory();
  } catch {
    return null;
  }
}

/** Why no record could be kept, by writing a file that is none and removing it; `null` where it can. */
async function whyNotWritable() {
  const [{ asStorageErrors }, { statePort }] = await Promise.all([
    import('@turbosmtp-auth/node'),
    import('../../src/file-port.ts'),
  ]);
  try {
    await asStorageErrors(async () => {
      const directory = ownStateDirectory();
      if (!(await statePort.facts(directory))) await statePort.createDirectory(directory);
      const path = statePort.join(directory, `doctor.${crypto.randomUUID()}.tmp`);
      await statePort.create(path, new Uint8Array(), { durable: false });
      await statePort.remove(path);
    }, statePort.fault);
    return null;
  } catch (error) {
    return (await tell(error)).report;
  }
}

const whyNone = ({ stores }: KeyStoreExplanation): string =>
  `no store can be used: ${stores
    .filter(({ verdict }) => verdict !== 'not-needed')
    .map(({ store, reason }) => `${store}: ${reason}`)
    .join('; ')}`;

const adviceFor = ({ code }: KeyStoreExplanation): string =>
  code === 'storage_below_assurance'
    ? 'Run turbosmtp-auth init, and then the line that it prints, or set TURBOSMTP_AUTH_STORE_KEY; or install a keychain.'
    : 'Fix the store that failed: this program does not fall back to a weaker one.';
