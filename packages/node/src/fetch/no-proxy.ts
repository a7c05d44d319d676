/** Whether a URL is an exception from the proxy. */
export type NoProxy = (url: URL) => boolean;

interface Entry {
  readonly host: string;
  /** Undefined: any. */
  readonly port: string | undefined;
}

const defaultPorts: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };

/**
 * Reads a list as in `NO_PROXY`: hosts parted by commas or spaces. A host stands for itself and all below it, with or
 * without a dot or `*.` in front; `host:port` for that port alone; `*` for all. An address is one host: ranges (CIDR) match
 * nothing.
 */
export function parseNoProxy(list: string): NoProxy {
  const parts = list.split(/[\s,]+/).filter(Boolean);
  if (parts.includes('*')) return () => true;
  const entries = parts.map(parseEntry).filter((entry) => entry !== undefined);
  return (url) => {
    const host = withoutFinalDot(url.hostname);
    const port = url.port || defaultPorts[url.protocol];
    return entries.some(
      (entry) =>
        (entry.port === undefined || entry.port === port) &&
        (host === entry.host || host.endsWith(`.${entry.host}`)),
    );
  };
}

function parseEntry(text: string): Entry | undefined {
  const [, named = '', port] = /^(\[.*\]|[^:]*):(\d+)$/.exec(text) ?? [undefined, text];
  const bare = named.replace(/^\*?\./, '');
  if (/[/?#@\\]/.test(bare)) return undefined;
  // Spelt as in a URL: in lower case, an IDN in Punycode, an address in its canonical form.
  const url = URL.parse(`http://${/^[^[]*:.*:/.test(bare) ? `[${bare}]` : bare}`);
  return url ? { host: withoutFinalDot(url.hostname), port: port && String(Number(port)) } : undefined;
}

const withoutFinalDot = (host: string): string => host.replace(/\.$/, '');
