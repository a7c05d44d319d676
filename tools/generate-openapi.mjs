// docs/openapi.json from core's table of operations, and the copy of it that the sandbox serves. `--update` writes
// both; without it, one that differs is an error. It promises no more than the service's documentation does.
import { spawnSync } from 'node:child_process';
import { LIVE_BASE_URL } from '../packages/core/src/call/base-url.ts';
import { operations } from '../packages/core/src/operations/index.ts';
import { passwordRules } from '../packages/core/src/password-rules/password-rules.ts';
import { settleFiles } from './generated-files.mjs';
import { root } from './toolchain.mjs';

const file = 'docs/openapi.json';

/** What no table of core says, by operation: what it does, what success means, and what is known in prose only. */
const prose = {
  login: {
    summary: 'Log in',
    success:
      'The API key. Its expiry is not in the reply: it lives for two hours, or for ever with `no_expire`.',
    429: 'Too many logins. Neither the limit nor a header such as `Retry-After` is specified.',
  },
  logout: {
    summary: 'Log out',
    success: 'The API key is no longer valid. What a consumer pair ends is not documented.',
  },
  changePassword: { summary: 'Change the password', success: 'The password is changed.' },
  requestPasswordReset: {
    summary: 'E-mail a reset token',
    success: 'The request was accepted. The token in the e-mail is valid for one hour.',
    404: 'The address is not registered. The service may answer 200 instead, so that addresses cannot be found out.',
  },
  verifyResetToken: { summary: 'Check a reset token', success: 'The token is valid.' },
  resetPassword: { summary: 'Set a new password with a reset token', success: 'The password is set.' },
  listConsumerKeys: {
    summary: 'List the consumer keys',
    success: 'The consumer keys, without their secrets.',
  },
  createConsumerKey: {
    summary: 'Create a consumer key',
    success: 'The consumer pair. Its secret is shown only here.',
  },
  deleteConsumerKey: {
    summary: 'Delete a consumer key',
    success: 'The consumer key is deleted.',
    404: 'There is no such consumer key.',
  },
};

const refusals = {
  400: 'The request is incomplete or breaks a rule.',
  401: 'The service saw no key, or does not accept it.',
  403: 'The service refuses the request.',
  404: 'The service did not find it.',
};

const securitySchemes = {
  apiKey: {
    type: 'apiKey',
    in: 'header',
    name: 'Authorization',
    description: 'The API key as it is, without `Bearer` or any other prefix.',
  },
  consumerKey: {
    type: 'apiKey',
    in: 'header',
    name: 'consumerKey',
    description: 'The key of a consumer pair. It always goes with `consumerSecret`.',
  },
  consumerSecret: {
    type: 'apiKey',
    in: 'header',
    name: 'consumerSecret',
    description: 'The secret of a consumer pair. It always goes with `consumerKey`.',
  },
};

const requirements = { key: { apiKey: [] }, consumer: { consumerKey: [], consumerSecret: [] } };

const text = { type: 'string' };
const secret = { type: 'string', format: 'password' };
const rules = passwordRules.map(({ description }) => description).join('. ');

/** What a field is on the wire, by its kind. The client's own limits are not the service's, and are left out. */
const fieldSchemas = {
  email: () => text,
  password: () => secret,
  newPassword: () => ({ ...secret, description: `${rules}.` }),
  confirmation: () => ({ ...secret, description: 'The new password again.' }),
  token: () => text,
  label: () => text,
  labels: () => ({ type: 'array', items: text }),
  choices: ({ choices }) => ({ type: 'array', minItems: 1, items: { ...text, enum: choices } }),
  flag: ({ default: value }) => ({ type: 'boolean', default: value }),
};

/** What a member of a reply is, by its kind. */
const memberSchemas = {
  word: ({ is }) => ({ ...text, const: is }),
  credential: () => text,
  text: () => text,
  texts: () => ({ type: 'array', items: text }),
  number: () => ({ type: 'number' }),
  flag: () => ({ type: 'boolean' }),
  time: () => ({ ...text, description: '`YYYY-MM-DD HH:MM:SS`, in a time zone that is not documented.' }),
  // Older records had less in them: only the key can be relied on.
  records: ({ members }) => ({
    type: 'array',
    items: replySchema(members, ({ kind }) => kind === 'credential'),
  }),
};

const mapValues = (table, make) =>
  Object.fromEntries(Object.entries(table).map(([name, value]) => [name, make(value)]));

const object = (properties, required) => ({
  type: 'object',
  ...(required.length > 0 && { required }),
  properties,
});

const namesOf = (table, chosen) => Object.keys(table).filter((name) => chosen(table[name]));

/** By default all but a `message`, which the service's own schema calls optional. */
const replySchema = (members, required = ({ kind }) => kind !== 'word') =>
  object(
    mapValues(members, (member) => memberSchemas[member.kind](member)),
    namesOf(members, required),
  );

const json = (schema) => ({ 'application/json': { schema } });

/** What the service needs: an optional field with a stand-in among the others is always sent. */
const needed = ({ optional, sameAs }) => !optional || sameAs !== undefined;

const parametersOf = (fields) =>
  fields
    .filter((field) => field.in !== 'body')
    .map((field) => ({
      name: field.wire,
      in: field.in,
      required: needed(field),
      schema: fieldSchemas[field.kind](field),
    }));

function bodyOf(fields) {
  const inBody = Object.fromEntries(
    fields.filter((field) => field.in === 'body').map((field) => [field.wire, field]),
  );
  if (Object.keys(inBody).length === 0) return undefined;
  const schema = object(
    mapValues(inBody, (field) => fieldSchemas[field.kind](field)),
    namesOf(inBody, needed),
  );
  return { required: true, content: json(schema) };
}

function responsesOf({ success, members, codes }, said) {
  const responses = { [success]: { description: said.success, content: json(replySchema(members)) } };
  for (const [status, list] of Object.entries(codes)) {
    const schema = object({ message: { ...text, enum: list } }, ['message']);
    responses[status] = { description: said[status] ?? refusals[status], content: json(schema) };
  }
  if (said[429]) responses[429] = { description: said[429] };
  return responses;
}

function operationObject(operation) {
  const said = prose[operation.name];
  if (!said) throw new Error(`tools/generate-openapi.mjs has no summary of ${operation.name}.`);
  const fields = Object.values(operation.fields);
  const parameters = parametersOf(fields);
  const requestBody = bodyOf(fields);
  return {
    operationId: operation.name,
    summary: said.summary,
    security: operation.auth.map((scheme) => requirements[scheme]),
    ...(parameters.length > 0 && { parameters }),
    ...(requestBody && { requestBody }),
    responses: responsesOf(operation, said),
  };
}

const paths = {};
for (const operation of Object.values(operations)) {
  paths[operation.path] ??= {};
  paths[operation.path][operation.method.toLowerCase()] = operationObject(operation);
}

const document = {
  openapi: '3.1.0',
  info: {
    title: 'turboSMTP authentication',
    // Of the service, whose base URL ends in it.
    version: '2',
    description:
      'Objects may hold more members than are listed here, and the service may add codes to `message`.',
  },
  servers: [{ url: LIVE_BASE_URL }],
  paths,
  components: { securitySchemes },
};

const { status, stdout, stderr } = spawnSync(
  'pnpm',
  ['exec', 'biome', 'format', `--stdin-file-path=${file}`],
  {
    cwd: root,
    input: JSON.stringify(document),
    encoding: 'utf8',
  },
);
if (status !== 0) throw new Error(stderr);

settleFiles(
  'openapi',
  { [file]: stdout, 'packages/sandbox/src/control/openapi.json': stdout },
  `${Object.keys(operations).length} operations described`,
);
