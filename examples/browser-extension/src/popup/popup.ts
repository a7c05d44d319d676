import type { ConnectedClient, Session } from '@turbosmtp-auth/browser/extension';

/** Every view, and what it is given. */
export interface Views {
  signIn: { readonly remember: boolean };
  signedIn: { readonly session: Session; readonly remember: boolean };
  changePassword: { readonly email: string };
  settleChange: { readonly email: string; readonly currentPassword?: string; readonly newPassword?: string };
  forgotPassword: { readonly email?: string };
  resetPassword: Record<never, never>;
  allowHost: { readonly baseUrl: string };
  restarted: Record<never, never>;
}

/** What is shown of a view. */
export interface View {
  readonly title: string;
  readonly content: readonly HTMLElement[];
  /** Ends what runs while the view is shown. */
  leave?(): void;
}

/** What views do with the popup. */
export interface Popup {
  readonly client: ConnectedClient;
  /** Replaces the view. `said` tells what has just happened. */
  show<Name extends keyof Views>(name: Name, given: Views[Name], said?: string): void;
  /** Shows what is true now: signed in, signed out, or neither possible. */
  start(said?: string): Promise<void>;
  /** Shows another view if an error calls for one. */
  divert(error: unknown): boolean;
}
