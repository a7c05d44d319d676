import { createSandbox, type Sandbox } from '@turbosmtp-auth/sandbox';

/** The account that the forms are filled in with, so that the first click works. */
export const demoAccount = { email: 'demo@example.com', password: 'Correct-Horse-9' } as const;

/** The service, in this page. What it knows is kept across a reload. */
export const sandbox: Sandbox = createSandbox({ accounts: [demoAccount] });

/** An address that no resolver answers: should a request ever escape the sandbox, it goes nowhere. */
export const sandboxBaseUrl = 'https://sandbox.invalid/api/v2';
