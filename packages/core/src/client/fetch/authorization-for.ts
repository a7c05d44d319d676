import type { Authorization } from '../../call/authorization.ts';
import { isAtOrBelow } from '../../call/base-url.ts';
import { errorOf, invalidInput } from '../../errors/build.ts';
import { clientHint } from '../../errors/client-hints.ts';
import { isSafe } from '../../transport/safe-methods.ts';
import type { PlainRequest } from './plain-request.ts';

/**
 * The scheme that a request takes (contract, "Beyond authentication"): mail the pair, everything else the key. A client that has
 * only a pair sends that everywhere, except to what takes only a key.
 *
 * @param usual What it takes for all but mail.
 * @throws {InvalidInputError} if it sends mail, and the client has no pair.
 * @throws {SignedOutError} if it takes only a key, and the client has a pair alone.
 */
export function authorizationFor(
  { target: { path, sendsMail }, method }: Pick<PlainRequest, 'target' | 'method'>,
  usual: Authorization,
  pair: Authorization | undefined,
): Authorization {
  const chosen = sendsMail ? pair : usual;
  if (!chosen)
    throw invalidInput('consumer', 'needs_consumer_pair', {
      operation: 'fetch',
      ...clientHint('needs_consumer_pair'),
    });
  if (chosen.scheme === 'consumer' && takesOnlyKey(path, method))
    throw errorOf('signed_out', { operation: 'fetch', ...clientHint('needs_api_key') });
  return chosen;
}

/**
 * What never gets a pair. By the contract, two of these may take one, and have verbs that say what happens then. A pair that
 * is sent to `/deauthorize` may revoke that pair, or every key.
 */
const keyPaths = ['/change-password', '/deauthorize', '/user/consumerkeys'];

const takesOnlyKey = (path: string, method: string): boolean =>
  keyPaths.some((keyPath) => isAtOrBelow(path, keyPath)) ||
  (isSafe(method) && isAtOrBelow(path, '/forgot-password'));
