export const account = { email: 'ada@example.com', password: 'Correct-Horse-9' };

/** What the service answers to the calls that are measured, by path. */
export function replyTo(path: string): string {
  if (path.endsWith('/authorize')) return `{"auth":"${'0'.repeat(40)}"}`;
  if (path.includes('/forgot-password')) return '{"message":"success"}';
  return '{"count":0,"results":[]}';
}
