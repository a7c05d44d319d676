import { type GiveHint, hintsOf } from '../errors/hints.ts';

/** What to do about errors of `createApi`, in English. */
export const apiHints = {
  answer_too_large:
    "The answer is too large to read as a whole: ask for less in one call, or set `responseType: 'stream'` and read the stream.",
  answer_not_json:
    'Set `responseType` if the answer should not be JSON. Otherwise check the base URL, and check for a proxy, a firewall or a sign-in page on this network.',
  answer_arrived:
    'The service answered this request: find out what the request changed before you repeat it.',
};

/** The hint for a reason of {@link apiHints}. */
export const apiHint: GiveHint<typeof apiHints> = /* @__PURE__ */ hintsOf(apiHints);
