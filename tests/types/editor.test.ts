import { type Operation, operations } from '@turbosmtp-auth/core';
import { beforeAll, expect, test } from 'vitest';
import { type Editor, openEditor } from './editor.ts';

const beginning = `
import { type Client, checkPassword, createClient, describeError, isErrorOf, isTurboSMTPAuthError,
  sealedFileKeyStore, validatePassword } from '@turbosmtp-auth/node';
import { createApi } from '@turbosmtp-auth/node/api';
import { createSandbox } from '@turbosmtp-auth/sandbox';
declare const client: Client;
declare const error: unknown;
const sandbox = createSandbox();
`;

let editor: Editor;
beforeAll(() => {
  editor = openEditor(beginning);
  editor.hover('▸createClient()'); // reads all there is, once
}, 60_000);

/** What people touch first, and the declaration that is shown over it. */
const first: Readonly<Record<string, string>> = {
  '▸createClient()': '(alias) createClient(options?: ClientOptions): Client',
  'createClient({ ▸credentials: { email: "", password: "" } })':
    '(property) ClientOptions.credentials?: ProvidedCredentials | undefined',
  'createClient({ ▸timeout: 1 })': '(property) ClientOptions.timeout?: number | undefined',
  'createClient({ ▸keyStore: undefined })': '(property) ClientOptions.keyStore?: KeyStore | undefined',
  'createClient({ trace: ({ ▸operation }) => {} })': '(parameter) operation: OperationName | "fetch"',
  'client.▸login':
    '(method) Client.login(input: LoginInput, options?: CallOptions): Promise<Session & AsyncDisposal>',
  'client.▸logout': '(method) Client.logout(options?: CallOptions): Promise<LogoutResult>',
  'client.▸changePassword':
    '(method) Client.changePassword(input: ChangePasswordInput, options?: CallOptions): Promise<void>',
  'client.▸requestPasswordReset':
    '(method) Client.requestPasswordReset(input: RequestPasswordResetInput, options?: CallOptions): Promise<void>',
  'client.▸verifyResetToken':
    '(method) Client.verifyResetToken(input: VerifyResetTokenInput, options?: CallOptions): Promise<boolean>',
  'client.▸resetPassword':
    '(method) Client.resetPassword(input: ResetPasswordInput, options?: CallOptions): Promise<void>',
  'client.▸session': '(method) Client.session(): Promise<Session | null>',
  'client.▸apiKey': '(method) Client.apiKey(options?: CallOptions): Promise<string>',
  'client.▸fetch':
    '(method) Client.fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>',
  'client.▸on':
    '(method) Client.on<E extends ClientEvent>(event: E, listener: (session: Session | null) => void): () => void',
  '▸createApi(client)': '(alias) createApi(client: Pick<Client, "fetch">): $Fetch',
  '▸sealedFileKeyStore': '(alias) function sealedFileKeyStore(options: SealedFileOptions): KeyStore',
  'if (isErrorOf("login", error)) error.▸code':
    '(property) code: "unknown" | "missing_required_parameter" | "wrong_credentials_specified"',
  'if (isTurboSMTPAuthError(error)) error.▸code': '(property) TurboSMTPAuthError.code: ErrorCode',
  '▸describeError(error)': '(alias) describeError(error: unknown, texts?: ErrorTexts): string',
  'checkPassword("").▸rules': '(property) PasswordCheck.rules: CheckedRule[]',
  '▸validatePassword({ password: "" })': '(alias) validatePassword(input: PasswordInput): PasswordIssue[]',
  '▸createSandbox()': '(alias) createSandbox(options?: SandboxOptions): Sandbox',
  'sandbox.faults.▸add': '(method) add(fault: Fault): void',
};

test.each(Object.entries(first))(
  'an editor shows over %s one line, and what it is for',
  (line, declaration) => {
    const shown = editor.hover(line);
    expect(shown.declaration).toBe(declaration);
    expect(shown.text).not.toBe('');
  },
);

test('an editor shows for a method what it throws, with the code, and an example', () => {
  const tags = editor.tags('client.▸changePassword');
  expect(tags.filter(({ name }) => name === 'throws').map(({ text }) => text)).toContain(
    '{OutcomeUnknownError} `outcome_unknown` if the answer was lost: ask {@link Client.settlePasswordChange}.',
  );
  expect(tags.map(({ name }) => name)).toContain('example');
});

const classes: Readonly<Record<string, string>> = {
  400: 'BadRequestError',
  401: 'UnauthorizedError',
  403: 'ForbiddenError',
  404: 'NotFoundError',
};

// A refusal of a logout is no error: the key is dead, or it is revoked later.
test.each(Object.values(operations).filter(({ name }) => name !== 'logout'))(
  'the docstring of $name names every documented refusal, with its class',
  ({ name, codes, answers = {} }: Operation<never, unknown>) => {
    const throws = editor.tags(`client.▸${name}`).filter((tag) => tag.name === 'throws');
    const texts = throws.map(({ text }) => text);
    for (const [status, refusals] of Object.entries(codes)) {
      const said = texts.filter((text) => text.startsWith(`{${classes[status]}}`)).join(' ');
      // Those of the fields are as many as there are rules. The rest stand there by name.
      const unsaid = refusals.filter(
        (code) => !said.includes(`\`${code}\``) && !Object.hasOwn(answers, code),
      );
      expect(
        said.includes('the code of a rule') ? unsaid.filter((code) => !/password/.test(code)) : unsaid,
      ).toEqual([]);
    }
  },
);

/** What an editor offers: these, and nothing of how they are made. */
const offered: Readonly<Record<string, string>> = {
  'client.▸':
    'apiKey changePassword close createConsumerKey deleteConsumerKey fetch invalidate listConsumerKeys login logout on requestPasswordReset resetPassword session settlePasswordChange verifyResetToken',
  'createClient({ ▸ })':
    'baseUrl clock consumer credentials fetch keyStore lock minAssurance noExpire profile region retry timeout trace',
  'createClient({ minAssurance: "▸" })': 'encrypted memory os session',
  'client.login({ ▸ })': 'email noExpire password',
  'client.createConsumerKey({ permissions: ["▸"] })': 'APIS SEND_API SEND_SMTP',
  'client.on("▸", () => {})': 'change expire login logout renew',
  'if (isErrorOf("login", error)) switch (error.code) { case "▸" }':
    'missing_required_parameter unknown wrong_credentials_specified',
  'sandbox.faults.add({ kind: "▸" })':
    'bomb code delay drop empty endless html malformedJson redirect reply slow stalled wrongLength',
};

test.each(Object.entries(offered))('an editor offers at %s what can stand there', (line, names) => {
  expect(editor.offers(line).join(' ')).toBe(names);
});
