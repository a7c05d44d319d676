/** The protected header of a JWE, as parsed: any of it may be missing or wrong. */
export type Header = Readonly<Record<string, unknown>>;

/** How a sealing key gives each record its content key: a key management algorithm of RFC 7518 §4. */
export interface KeyManagement {
  readonly alg: string;
  /** The key to encrypt one record with, and what of it goes into the JWE. */
  wrap(): Promise<{ header: Header; encryptedKey: Uint8Array; contentKey: CryptoKey }>;
  /** The key to decrypt one record with. Rejects with `storage_wrong_key` or `storage_damaged`. */
  unwrap(header: Header, encryptedKey: Uint8Array<ArrayBuffer>): Promise<CryptoKey>;
  /** Told of a header that proved authentic. */
  trust?(header: Header): void;
}
