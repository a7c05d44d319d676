const secretHeaders = ['authorization', 'consumerkey', 'consumersecret'];
const secretFields = ['password', 'current_password', 'confirm_password', 'token'];

/** Every secret a request carries, each once: what a hostile or careless reply would repeat. */
export async function secretsOf(request: Request): Promise<readonly string[]> {
  const fields = await jsonOf(request);
  const found = [
    ...secretHeaders.map((name) => request.headers.get(name)),
    ...secretFields.map((name) => fields[name]),
    new URL(request.url).searchParams.get('token'),
  ];
  const texts = found.filter((value): value is string => typeof value === 'string' && value !== '');
  return [...new Set(texts)];
}

async function jsonOf(request: Request): Promise<Record<string, unknown>> {
  try {
    return Object(await request.clone().json());
  } catch {
    return {};
  }
}

/** One line of Latin-1, which is what headers and reason phrases can hold. */
export function asHeader(text: string): string {
  return text.replace(/[^\t\x20-\x7e\xa0-\xff]/g, '?').trim();
}
