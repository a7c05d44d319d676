import type { KeyStoreExplanation } from '@turbosmtp-auth/node';
import { stateDirectory } from '../../src/state-directory.ts';
import { minAssurance } from '../key-place.ts';
import type { Finding } from './finding.ts';

const makeKey = `node -p "crypto.randomBytes(32).toString('base64url')"`;

/** Where keys are kept here, and why there. */
export async function checkStore(): Promise<Finding> {
  const { explainKeyStore } = await import('@turbosmtp-auth/node');
  const explanation = await explainKeyStore({ minAssurance });
  const { chosen, stores, code } = explanation;
  const directory = chosen === 'sealed file' ? whereFilesAre() : null;
  const facts = { chosen, directory, minAssurance, code: code ?? null, stores };
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
    return stateDirectory(process.platform, process.env);
  } catch {
    return null;
  }
}

const whyNone = ({ stores }: KeyStoreExplanation): string =>
  `none will do: ${stores
    .filter(({ verdict }) => verdict !== 'not-needed')
    .map(({ store, reason }) => `${store}: ${reason}`)
    .join('; ')}`;

const adviceFor = ({ code }: KeyStoreExplanation): string =>
  code === 'storage_below_assurance'
    ? `Set TURBOSMTP_AUTH_STORE_KEY to what this prints: ${makeKey}; or install a keychain.`
    : 'Correct what is said of the one that failed; no lesser store is taken in its place.';
