import type { Credentials } from '@turbosmtp-auth/core';

/** What `login` takes in an extension. */
export type Login = Credentials & {
  /** Ask for a key that never expires. Default `false`; it needs `remember`. */
  noExpire?: boolean;
  /** Keep the session on disk, sealed. Default `false`: it is gone with the browser, or a reload or an update of the extension. */
  remember?: boolean;
};
