import { type GiveHint, hintsOf } from '../errors/hints.ts';

/** The system's or OpenSSL's word for what went wrong, such as `ECONNREFUSED`, where the platform has one. */
export interface ConnectCause {
  /** Absent if the platform has none. */
  readonly code?: string;
}

const because = ({ code }: ConnectCause): string => (code === undefined ? '' : ` (${code})`);

/** What to do when no connection came about, in English. For authors of adapters. */
export const connectHints = {
  /** DNS does not know the host. */
  host_not_found: (cause: ConnectCause): string =>
    `The host of the base URL was not found${because(cause)}: check its name, and this machine's DNS.`,
  /** The host did not take the connection. */
  no_connection: (cause: ConnectCause): string =>
    `Connecting to the service failed${because(cause)}: check the base URL and the network. If this network needs a proxy, set HTTPS_PROXY.`,
  /** TLS failed, for another reason than the certificate. */
  handshake_failed: (cause: ConnectCause): string =>
    `The TLS handshake failed${because(cause)}: check the base URL and its port, and check for a firewall or a proxy on this network.`,
  /** The certificate is expired, or not valid yet. */
  certificate_not_valid_now: (cause: ConnectCause): string =>
    `The certificate of the service is not valid today${because(cause)}: check this machine's clock.`,
  /** The certificate names other hosts. */
  certificate_of_another_host: (cause: ConnectCause): string =>
    `The certificate is for another host${because(cause)}: check the base URL, and check for a sign-in page on this network.`,
};

/** The hint for a reason of {@link connectHints}. For authors of adapters. */
export const connectHint: GiveHint<typeof connectHints> = /* @__PURE__ */ hintsOf(connectHints);
