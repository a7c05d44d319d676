/** What stands wherever a secret was. */
export const MASK = '••••••••';

const secretHeaders: ReadonlySet<string> = new Set([
  'authorization',
  'consumersecret',
  'cookie',
  'set-cookie',
  'x-reflected',
]);
const secretNames: ReadonlySet<string> = new Set([
  'password',
  'current_password',
  'confirm_password',
  'token',
  'auth',
  'consumersecret',
  'secret',
]);

const isSecretName = (name: string): boolean => secretNames.has(name.toLowerCase());

/** One side of an exchange as it was on the wire. */
export interface Message {
  readonly url?: string;
  readonly headers: Headers;
  readonly body: string;
}

/** The same, fit to be looked at over a shoulder. */
export interface MaskedMessage {
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** JSON, indented. `null` where there is no body. */
  readonly body: string | null;
}

/** Every secret a message carries, so that it is also hidden where it does not belong. */
export function secretsOf({ url, headers, body }: Message): string[] {
  const found = [...headers].filter(([name]) => secretHeaders.has(name)).map(([, value]) => value);
  if (url) for (const [name, value] of new URL(url).searchParams) if (isSecretName(name)) found.push(value);
  collect(parse(body), found);
  return found.filter((secret) => secret !== '');
}

function collect(value: unknown, found: string[]): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    if (typeof inner === 'string' && isSecretName(name)) found.push(inner);
    else collect(inner, found);
  }
}

/** What JSON has to keep the digits of a number, of which not every browser has all. */
const exact = JSON as {
  rawJSON?(text: string): unknown;
  isRawJSON?(value: object): boolean;
};

/** JSON as a value that is written out as it came: a mail's `mid` has more digits than a number of JavaScript keeps. */
export const parseExactly = (text: string): unknown =>
  JSON.parse(text, (_name, value: unknown, context?: { source?: string }) => {
    const isRounded = typeof value === 'number' && !Number.isSafeInteger(value) && Number.isInteger(value);
    return isRounded && context?.source && exact.rawJSON ? exact.rawJSON(context.source) : value;
  });

/** Hides what is secret by its place, and all of `secrets` wherever they stand. */
export function maskMessage(message: Message, secrets: readonly string[]): MaskedMessage {
  const scrub = scrubber(secrets);
  return {
    url: message.url ? scrub(maskQuery(new URL(message.url))) : '',
    headers: [...message.headers].map(([name, value]) => [
      name,
      secretHeaders.has(name) ? MASK : scrub(value),
    ]),
    body: maskBody(message, scrub),
  };
}

/** A value as indented JSON without its secrets. */
export const maskJson = (value: unknown, secrets: readonly string[] = []): string =>
  // Through JSON first: a Date says itself there, and nothing else that JSON cannot say is left.
  JSON.stringify(hide(parseExactly(JSON.stringify(value ?? null)), scrubber(secrets)), null, 2);

function maskQuery(url: URL): string {
  const query = [...url.searchParams].map(([name, value]) =>
    isSecretName(name) ? `${name}=${MASK}` : `${name}=${encodeURIComponent(value)}`,
  );
  return `${url.origin}${url.pathname}${query.length > 0 ? `?${query.join('&')}` : ''}`;
}

function maskBody({ headers, body }: Message, scrub: (text: string) => string): string | null {
  if (body === '') return null;
  const value = parse(body);
  // A page or half a reply: where its secrets are cannot be known, so none of it is shown.
  if (value === undefined) {
    const type = headers.get('content-type') ?? 'no media type';
    return `(${new TextEncoder().encode(body).length} bytes that are not JSON, ${scrub(type)}: not shown)`;
  }
  return JSON.stringify(hide(value, scrub), null, 2);
}

function hide(value: unknown, scrub: (text: string) => string): unknown {
  if (typeof value === 'string') return scrub(value);
  if (Array.isArray(value)) return value.map((inner) => hide(inner, scrub));
  if (typeof value !== 'object' || value === null || exact.isRawJSON?.(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      scrub(name),
      isSecretName(name) ? MASK : hide(inner, scrub),
    ]),
  );
}

/** What is shorter stands in every other word: hiding it there would hide nothing and spoil the rest. */
const SHORTEST = 4;

/** Also finds a secret as a URL or JSON writes it. The longest first: one may be part of another. */
function scrubber(secrets: readonly string[]): (text: string) => string {
  const long = secrets.filter((secret) => secret.length >= SHORTEST);
  const forms = long.flatMap((secret) => [
    secret,
    encodeURIComponent(secret.toWellFormed()),
    JSON.stringify(secret).slice(1, -1),
  ]);
  const longestFirst = [...new Set(forms)].sort((a, b) => b.length - a.length);
  return (text) => longestFirst.reduce((masked, form) => masked.replaceAll(form, MASK), text);
}

function parse(body: string): unknown {
  try {
    return parseExactly(body);
  } catch {
    return undefined;
  }
}
