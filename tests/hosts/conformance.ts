import { httpPort } from '../suite/http-port.ts';
import { inProcessPort } from '../suite/in-process-port.ts';
import { type Host, type Report, runSuite } from '../suite/run-suite.ts';
import { type Selection, selections } from './every-case.ts';

/** Runs the cases in this runtime, with a sandbox in the same process and, if there is an `origin`, with the one there. What fails is tried again. */
export async function conformance(
  host: Host,
  origin: string,
  version?: string,
  only: Selection = 'all',
): Promise<Report> {
  const ports = [inProcessPort(), ...(origin === '' ? [] : [httpPort(origin)])];
  const outcomes = await runSuite(selections[only], host, ports, true);
  return { outcomes, ...(version !== undefined && { version }) };
}
