import { known } from '../caller.ts';
import { type ConsumerPermission, consumerPermissions } from '../consumers.ts';
import { type Call, needsCaller, pairRefused, type Route } from '../route.ts';
import { aString, listOf } from '../shape.ts';

/** `POST /user/consumerKeys`: a new pair; the reply has its secret, which is never shown again. */
export const createConsumerKey: Route = {
  operation: 'createConsumerKey',
  method: 'POST',
  path: '/user/consumerKeys',
  auth: ['apiKey'],
  takesJson: true,
  before: pairRefused,
  checks: [
    {
      // Not documented: the contract says only that there is at least one permission.
      status: 400,
      code: 'missing_required_parameter',
      when: (call) => permissions(call).length === 0 || ips(call) === undefined || label(call) === undefined,
    },
    ...needsCaller,
  ],
  perform(call) {
    const account = known(call.caller).account.email;
    const made = { account, permissions: permissions(call), label: label(call), ips: ips(call) };
    const { key, secret } = call.state.consumers.mint(made);
    return { status: 201, json: { consumerKey: key, consumerSecret: secret } };
  },
};

/** Empty unless every one of them is a permission there is. */
function permissions({ fields, switches }: Call): readonly ConsumerPermission[] {
  const given = fields?.value('permissions');
  if (given === undefined && fields && switches.consumerKeyWithoutPermissions === 'all')
    return consumerPermissions;
  if (!Array.isArray(given)) return [];
  const valid = consumerPermissions.filter((permission) => given.includes(permission));
  return valid.length === new Set(given).size ? valid : [];
}

function label({ fields }: Call): string | undefined {
  return fields?.value('label') === undefined ? '' : fields.text('label');
}

function ips({ fields }: Call): string[] | undefined {
  const given = fields?.value('ips');
  if (given === undefined) return [];
  // listOf(aString) has just found it to be a list of strings.
  return listOf(aString)(given) === undefined ? (given as string[]) : undefined;
}
