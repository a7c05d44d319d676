/** An account's e-mail address and password. */
export interface Credentials {
  email: string;
  password: string;
}

/** The service's other authentication scheme: a consumer key and its secret, always both. */
export interface ConsumerPair {
  key: string;
  secret: string;
}
