import { httpPort } from '../suite/http-port.ts';
import { inProcessPort } from '../suite/in-process-port.ts';
import { suite } from '../suite/index.ts';
import { type Host, type Report, runSuite } from '../suite/run-suite.ts';

/** Runs the whole suite in this runtime, with a sandbox in the same process and with the one at `origin`. */
export async function conformance(host: Host, origin: string, version?: string): Promise<Report> {
  const outcomes = await runSuite(suite, host, [inProcessPort(), httpPort(origin)]);
  return { outcomes, ...(version !== undefined && { version }) };
}
