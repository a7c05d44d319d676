import { createClient, type SettlementInput } from '@turbosmtp-auth/browser';

const client = createClient();

// Logs in with the new password, then with the old one, and revokes the keys that this makes.
export async function findValidPassword(input: SettlementInput): Promise<string> {
  const outcome = await client.settlePasswordChange(input);
  if (outcome === 'unknown') return 'Try again later';
  return outcome === 'changed' ? 'The new password is valid' : 'The old password is valid';
}
