import { type GiveHint, hintsOf } from '../errors/hints.ts';

/** What to do about errors of sealing, in English. */
export const sealHints = {
  record_too_long: 'Check what made this record: no client writes one this long.',
  sealing_needs_https: 'Serve the page over HTTPS: sealing needs WebCrypto.',
};

/** The hint for a reason of {@link sealHints}. */
export const sealHint: GiveHint<typeof sealHints> = /* @__PURE__ */ hintsOf(sealHints);
