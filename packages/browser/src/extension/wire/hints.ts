/** What to do about errors of a popup or a content script, in English. They are few: these bundles are to be small. */
export const connectHints = {
  background_silent: 'The background did not answer: call `serveClient` at the top level of its script.',
  extension_reloaded: 'Reload this page: the extension was reloaded, updated or removed.',
  ask_interrupted: 'Before you repeat the call, call `client.interrupted()` to learn what happened.',
} as const;
