import type { SecureContext } from 'node:tls';

// Not imports: a bundler moves those to the top of its one file, where each start pays for them.
const tls = process.getBuiltinModule('node:tls');

/** What a connection trusts; undefined: what Node does. */
export type Trust = () => SecureContext | undefined;

/** Trusts these certificates beside those that Node trusts. It is made on first use, since that takes some 25 ms. */
export function trusting(certificates: readonly string[]): Trust {
  if (certificates.length === 0) return () => undefined;
  let context: SecureContext | undefined;
  return () => {
    context ??= tls.createSecureContext({ ca: [...usual(), ...certificates] }); // `ca` alone would be all it trusts
    return context;
  };
}

/** Before 22.15 Node does not tell what NODE_EXTRA_CA_CERTS adds. */
const usual = (): readonly string[] =>
  typeof tls.getCACertificates === 'function' ? tls.getCACertificates('default') : tls.rootCertificates;
