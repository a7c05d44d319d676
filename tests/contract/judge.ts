import type { ContractOperation, Member } from './table.ts';

function fits(member: Member, value: unknown): boolean {
  if (member === 'filled string') return typeof value === 'string' && value !== '';
  if (member === 'number') return typeof value === 'number';
  if (member === 'list') return Array.isArray(value);
  return value === member.is;
}

/** Whether an answer is one the contract documents for the operation. */
export function documented(
  { success, failures }: ContractOperation,
  status: number,
  body: Record<string, unknown>,
): boolean {
  if (status === success.status) {
    const members = Object.entries(success.body);
    return (
      Object.keys(body).length === members.length &&
      members.every(([name, member]) => fits(member, body[name]))
    );
  }
  return (
    Object.keys(body).join() === 'message' &&
    failures.some((row) => row.status === status && row.code === body['message'])
  );
}
