import { type GiveHint, hintsOf } from '@turbosmtp-auth/core';

/** What to do about errors of this package, in English. */
export const nodeHints = {
  // The way to the service.
  certificate_not_trusted: ({ code }: { code: string }): string =>
    `The certificate of the service is not trusted (${code}): if this network intercepts TLS, give its certificate authority in NODE_EXTRA_CA_CERTS, or with \`nodeFetch({ ca })\`.`,
  header_of_connection:
    'Remove connection headers, such as Keep-Alive, Transfer-Encoding, Upgrade or Expect: Node sets these itself.',
  bad_port:
    'Use another port in the base URL: fetch never connects to this one (a “bad port” of the Fetch Standard).',
  proxy_refused:
    'Ask the administrator of the proxy to allow connections to the service: the proxy refused this one.',
  proxy_credentials:
    'Put the right user name and password into the URL of the proxy: it asked for them, or refused those that are there.',
  proxy_bad_gateway:
    'Check the base URL, then ask the administrator of the proxy: the proxy could not reach the service.',
  proxy_unavailable: 'Try again later: the proxy could not reach the service.',
  proxy_timeout: 'Try again later: the proxy got no answer from the service.',
  proxy_status: ({ status }: { status: number }): string =>
    `Check the proxy: it answered ${status} instead of connecting to the service.`,
  proxy_unreachable: ({ code }: { code?: string }): string =>
    `Connecting through the proxy failed${code === undefined ? '' : ` (${code})`}: check its address, and for an https proxy its certificate.`,
  node_fetch_not_called:
    'Write `fetch: nodeFetch()`, with parentheses: `nodeFetch` was called like a `fetch`, but it makes one.',
  undici_not_installed:
    'Install the package `undici`: `npm install undici@7`. Proxies, certificate authorities and keep-alive times need it. A bundle does not contain it: install it where the bundle runs.',
  undici_not_loaded:
    'Run `npm install undici@7` for a version that works with this Node: the installed `undici` could not be loaded.',

  // Where keys are kept.
  own_files_unreadable:
    'Node could not load a file of this package. Check that it is installed completely and that not too many files are open, then try again.',
  files_not_permitted: ({ path }: { path: string }): string =>
    `Node’s permission model forbids ${path}: start Node with --allow-fs-read and --allow-fs-write for the directory of the key store.`,
  state_directory_unknown: ({ variable }: { variable: string }): string =>
    `Set ${variable} to an absolute path, or give the store a \`directory\`.`,
  directory_not_resolved:
    'Give the path itself: `~` and `file:` are not resolved. `os.homedir()` gives the home directory, and `fileURLToPath` the path of a URL.',
  home_of_another_user: ({ home, owner }: { home: string; owner: number }): string =>
    `The program runs as root, but ${home} belongs to user ${owner}. Set HOME to root’s own home directory, or run the program as user ${owner}.`,
  directory_of_another_user: (place: { user: number; directory: string; owner: number }): string =>
    `Choose a directory that this user (${place.user}) may write to: ${place.directory} belongs to user ${place.owner}.`,
  no_keychain_or_sealing_key: ({ why }: { why: string }): string =>
    `Set TURBOSMTP_AUTH_STORE_KEY to 32 random bytes as base64url, or run where an OS keychain can be used. Here there is ${why}.`,
  no_keychain: ({ why }: { why: string }): string =>
    `Run where an OS keychain can be used, with \`@napi-rs/keyring\` installed. Here it cannot be used: ${why}.`,
  keychain_process_refused:
    'Node is not permitted to start the process that talks to the keychain: with `--permission`, add `--allow-child-process`. If the program is a single executable, run its script with Node instead. Or use `sealedFileKeyStore`.',
  keychain_process_ended:
    'Try again: the process that talks to the keychain stopped, or could not be started.',

  // Where sealing keys come from.
  key_file_busy: ({ source }: { source: string }): string =>
    `Try again: the key file (${source}) could not be read at this moment. Too many files may be open, or the disk may have a fault.`,
  key_file_not_permitted: ({ source }: { source: string }): string =>
    `Start Node with --allow-fs-read for the key file (${source}).`,
  key_file_writable_by_others: ({ source }: { source: string }): string =>
    `Run chmod go-w on the key file (${source}): only its owner may write to it.`,
  key_file_unreadable: 'Check that the key file exists, and that this user may read it.',
  key_file_not_absolute: 'Give an absolute path.',
  not_a_sealing_key: 'Give 32 random bytes as base64url: 43 characters, without padding.',

  // A consumer pair, and its rotation.
  client_of_another_copy:
    'Give a client that `createClient` made, from the same copy of `@turbosmtp-auth/node` as this function. `npm ls @turbosmtp-auth/node` lists the copies.',
  names_the_old_pair:
    'Unset TURBOSMTP_CONSUMER_KEY, or name another pair there: this rotation replaces and deletes the pair that it names now.',
  permissions_not_listed:
    'Give the `permissions` of the new pair: the service does not list those of the old one.',
  pair_of_another_account:
    'The saved consumer pair does not belong to the account that is signed in. Log in to the account of the pair, or save a pair of this account.',
  new_pair_refused:
    'Try again later: the service made a new pair, and refused it when it was tried. The new pair was deleted. The old one is still saved.',
  both_pairs_refused:
    'The service refused both the new pair and the old pair. Check that the account is active, and that the service accepts its pairs from this IP address. The key store still has both.',
  pair_not_kept:
    'Check that nothing deletes the records of the key store, or give another key store: this one did not keep the new pair.',
  pair_kept_changing: 'Try again: another program kept changing the saved pair.',

  // Redis and other storages.
  redis_unreachable: 'Check that the Redis client is connected, and that its server is reachable and ready.',
  redis_unanswered: 'Check that the Redis server is reachable and answers.',
  redis_not_permitted:
    'Connect to Redis as a user that may run EVAL, EXISTS, GET, GETRANGE, SET, DEL, PEXPIRE and TIME on the keys of this store.',
  redis_replica: 'Connect the Redis client to the primary: this server is a replica, and accepts no writes.',
  redis_out_of_memory: 'Give Redis more memory, or set its maxmemory-policy to volatile-lru.',
  redis_cannot_save:
    'Check the log of the Redis server: it cannot save to its disk, and refuses writes until it can.',
  redis_key_taken:
    'A Redis key with the prefix of this store holds a value of another program. Choose another prefix, or delete that Redis key.',
  driver_cannot_write: 'Give unstorage a driver that can write: this one did not keep what was written.',
  storage_unanswered: 'Check that the storage backend is reachable and answers.',
};

/** The hint for a reason of {@link nodeHints}. */
export const nodeHint: GiveHint<typeof nodeHints> = /* @__PURE__ */ hintsOf(nodeHints);
