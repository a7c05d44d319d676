import { invalidInput } from '@turbosmtp-auth/core';

const block = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/**
 * The certificates in texts of PEM, one each.
 *
 * @throws {InvalidInputError} where a text holds none, or one that cannot be read: OpenSSL would pass over those.
 */
export function parseCertificates(ca: string | readonly string[]): readonly string[] {
  const { X509Certificate } = process.getBuiltinModule('node:crypto');
  return [ca].flat().flatMap((text) => {
    const blocks = typeof text === 'string' ? text.match(block) : null;
    if (!blocks) throw invalidInput('ca', 'not_a_certificate');
    try {
      for (const certificate of blocks) new X509Certificate(certificate);
    } catch {
      throw invalidInput('ca', 'not_a_certificate');
    }
    return blocks;
  });
}
