/** What the options of all commands come to, by their names. */
export interface Flags {
  readonly profile?: string;
  readonly baseUrl?: string;
  readonly timeout?: string;
  readonly json?: boolean;
  readonly email?: string;
  /** `false` with `--no-expire`. */
  readonly expire?: boolean;
  readonly reveal?: boolean;
  readonly settle?: boolean;
  readonly save?: boolean;
  readonly replace?: boolean;
  readonly label?: string;
  readonly permission?: readonly string[];
  readonly permissions?: readonly string[];
  readonly yes?: boolean;
  readonly ip?: readonly string[];
  readonly consumer?: boolean;
  readonly here?: boolean;
  readonly ephemeral?: boolean;
  readonly input?: string;
  readonly query?: readonly string[];
}
