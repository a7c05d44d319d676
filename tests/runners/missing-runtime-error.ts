/** The runtime is not on this machine; the message says how to get it. */
export class MissingRuntimeError extends Error {}
