import type { ConsumerPermission } from '@turbosmtp-auth/node';
import { usage } from '../../failures.ts';

const all = ['SEND_SMTP', 'SEND_API', 'APIS'] as const satisfies readonly ConsumerPermission[];

/** What `--permissions` names, each once: `APIS,SEND_API`, or the option several times. `undefined`: it was not given. */
export function permissionsOf(
  given: readonly string[] | undefined,
): readonly ConsumerPermission[] | undefined {
  if (given === undefined) return undefined;
  const names = given.flatMap((each) => each.split(/[,\s]+/)).filter((name) => name !== '');
  const permissions = all.filter((permission) => names.includes(permission));
  if (permissions.length === 0 || permissions.length !== new Set(names).size)
    throw usage(
      'The value of --permissions cannot be used.',
      'Give one or more of SEND_SMTP, SEND_API and APIS, separated by commas.',
    );
  return permissions;
}
