import { messageOf } from '../../transport/judge.ts';
import { mediaTypeOf, readBody } from '../../transport/read-body.ts';

/** Bytes. A refusal of a key takes some sixty; what is larger is not one. */
const MAX_REFUSAL = 4096;

/** Whether a 401 says, in the documented JSON, that the key is not valid. It stays readable. */
export async function isRefusedKey(response: Response, signal: AbortSignal): Promise<boolean> {
  try {
    const mediaType = mediaTypeOf(response);
    if (mediaType !== 'application/json') return false;
    const body = await readBody(response.clone(), MAX_REFUSAL, signal);
    return body !== null && messageOf({ mediaType, body }) === 'invalid_authorization_key';
  } catch {
    return false; // not for this function to report: the caller reads the same body
  }
}
