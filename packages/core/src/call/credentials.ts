/** An account's e-mail address and password. */
export interface Credentials {
  /** At most 320 characters. It is sent as it is typed. */
  email: string;
  /** At most 4,096 characters. It is sent as it is typed. */
  password: string;
}

/** The same, with a password that is asked for once it is certain that there is a login. */
export interface LateCredentials {
  readonly email: string;
  readonly password: () => Promise<string>;
}

/** The service's other way to authenticate: a consumer key and its secret, always both (contract, "Authenticating a call"). */
export interface ConsumerPair {
  /** Sent as `consumerKey`. */
  key: string;
  /** Sent as `consumerSecret`. */
  secret: string;
}
