import { success } from '../answer.ts';
import { countBytes } from '../request-body.ts';
import { type Judged, needsCaller } from '../route.ts';

/**
 * Any other path below the base: the rest of the service, which takes either scheme. Reading finds nothing;
 * anything else succeeds, and says how many bytes arrived.
 */
export const resource: Judged = {
  operation: 'resource',
  auth: ['apiKey', 'consumerPair'],
  takesJson: false,
  checks: needsCaller,
  async perform({ request }) {
    if (request.method === 'GET' || request.method === 'HEAD') {
      return { status: 200, json: { count: 0, results: [] } };
    }
    return { ...success, json: { message: 'success', bytes: await countBytes(request) } };
  },
};
