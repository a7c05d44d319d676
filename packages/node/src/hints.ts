import { type GiveHint, hintsOf } from '@turbosmtp-auth/core';

/** What to do about errors of this package, in English. */
export const nodeHints = {
  // The way to the service.
  certificate_not_trusted: ({ code }: { code: string }): string =>
    `The certificate of the service is not trusted (${code}): if this network intercepts TLS, give its certificate authority in NODE_EXTRA_CA_CERTS, or with \`nodeFetch({ ca })\`.`,
  bad_port:
    'Serve the base URL on another port: no fetch connects to this one (a “bad port” of the Fetch Standard).',
  proxy_refused:
    'Ask the administrator of the proxy to allow connections to the service: the proxy refused this one.',
  proxy_credentials:
    'Write the user name and the password of the proxy into its URL: it asked for them, or refused them.',
  proxy_bad_gateway:
    'Check the base URL, then ask the administrator of the proxy: the proxy could not reach the service.',
  proxy_unavailable: 'Try again later: the proxy could not reach the service.',
  proxy_timeout: 'Try again later: the proxy got no answer from the service.',
  proxy_status: ({ status }: { status: number }): string =>
    `Check the proxy: it answered ${status} instead of connecting to the service.`,
  proxy_unreachable: ({ code }: { code?: string }): string =>
    `Connecting through the proxy failed${code === undefined ? '' : ` (${code})`}: check its address, and for an https proxy its certificate.`,
  undici_not_installed:
    'Install the package `undici`: `npm install undici@7`. Proxies, certificate authorities and keep-alive times need it. A bundle does not contain it: install it where the bundle runs.',
  undici_not_loaded:
    'Install a version of the package `undici` for this Node, with `npm install undici@7`: the one that is installed could not be loaded.',

  // Where keys are kept.
  own_files_unreadable: 'Check that this program can open its own files, and try again.',
  files_not_permitted:
    'Start Node with --allow-fs-read and --allow-fs-write for this directory: its permission model refuses it.',
  state_directory_unknown: ({ variable }: { variable: string }): string =>
    `Set ${variable} to an absolute path, or give the store a \`directory\`.`,
  home_of_another_user: ({ home, owner }: { home: string; owner: number }): string =>
    `The program runs as root, but ${home} belongs to user ${owner}. Set HOME to root’s own home directory, or run the program as user ${owner}.`,
  directory_of_another_user: (place: { user: number; directory: string; owner: number }): string =>
    `Choose a directory that this user (${place.user}) may write to: ${place.directory} belongs to user ${place.owner}.`,
  no_keychain_or_sealing_key: ({ why }: { why: string }): string =>
    `Set TURBOSMTP_AUTH_STORE_KEY to 32 random bytes as base64url, or run where there is an OS keychain (${why}).`,
  no_keychain: ({ why }: { why: string }): string =>
    `Run where there is an OS keychain, with \`@napi-rs/keyring\` installed (${why}).`,
  keychain_process_refused:
    'Run the program with Node itself, and if `--permission` is set, with `--allow-child-process`. Or use a sealed file.',
  keychain_process_ended:
    'Try again: the process that talks to the keychain stopped, or could not be started.',

  // Where sealing keys come from.
  key_file_busy: ({ source }: { source: string }): string =>
    `Try again: the file of ${source} could not be read just now. Check how many files are open, and the disk.`,
  key_file_not_permitted: ({ source }: { source: string }): string =>
    `Start Node with --allow-fs-read for the file of ${source}.`,
  key_file_writable_by_others: ({ source }: { source: string }): string =>
    `Let only its owner write to the file of ${source}: chmod go-w.`,
  key_file_unreadable: 'Check that the file exists, and that this user may read it.',
  key_file_not_absolute: 'Give an absolute path.',
  not_a_sealing_key: 'Give 32 random bytes as base64url: 43 characters, without padding.',

  // A consumer pair, and its rotation.
  client_of_another_copy:
    'Give a client from `createClient` of the copy of `@turbosmtp-auth/node` that this function comes from.',
  names_the_old_pair:
    'Unset TURBOSMTP_CONSUMER_KEY, or set another pair there: it names the pair that would be deleted.',
  permissions_not_listed:
    'Give the `permissions` of the new pair: the service does not list those of the old one.',
  pair_of_another_account:
    'Log in to the account of the saved pair, or save a pair of this account: the account does not list the saved one.',
  new_pair_refused:
    'Try again later: the service made a new pair, and refused it when it was tried. The new pair was deleted. The old one is still saved.',
  both_pairs_refused:
    'Check that the account is active, and that this address may use its pairs: the service refused the new pair and the old one. The key store still has both.',
  pair_kept_changing:
    'Try again: this program tried to replace the saved consumer pair, but others replaced it each time.',

  // Redis and other storages.
  redis_unreachable: 'Check that the Redis client is connected, and that its server is reachable and ready.',
  redis_unanswered: 'Check that the Redis server is reachable and answers.',
  redis_not_permitted:
    'Give the Redis client a user who may run EVAL, EXISTS, GET, GETRANGE, SET, DEL, PEXPIRE and TIME on these keys.',
  redis_replica: 'Connect the Redis client to the primary: this server is a replica, and accepts no writes.',
  redis_out_of_memory: 'Give Redis more memory, or set its maxmemory-policy to volatile-lru.',
  redis_cannot_save:
    'Check the log of the Redis server: it cannot save to its disk, and refuses writes until it can.',
  redis_key_taken:
    'Choose another prefix, or delete the Redis key: one with this prefix has a value that is not from this package.',
  driver_cannot_write: 'Use a driver that can write: this one did not write.',
  storage_unanswered: 'Check that the backend of the storage is reachable and answers.',
};

/** The hint for a reason of {@link nodeHints}. */
export const nodeHint: GiveHint<typeof nodeHints> = /* @__PURE__ */ hintsOf(nodeHints);
