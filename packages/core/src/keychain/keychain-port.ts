/**
 * The keychain of an operating system, as far as records need it.
 *
 * @throws {StorageError} from every method, within the milliseconds that it is given. What a keychain says of its own goes through
 * `keychainFault` first.
 */
export interface KeychainPort {
  /** What an entry holds; `null` only where that is certain, which it is not while the keychain is locked. */
  read(entry: string, timeout: number): Promise<string | null>;
  /**
   * Puts a text in the place of another, `null` being nothing, and answers `false`, having done nothing, where the entry
   * does not hold the other any more. No keychain compares and writes in one step: the port looks again at the last moment.
   */
  replace(entry: string, before: string | null, after: string | null, timeout: number): Promise<boolean>;
}
