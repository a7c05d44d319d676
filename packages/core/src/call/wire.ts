import { alone } from '../operations/fields.ts';
import type { InputField, InputFields } from '../operations/operation.ts';

/** What an operation puts on the wire beyond its method and path. */
interface WireParts {
  body?: Record<string, unknown>;
  query?: Record<string, string>;
  /** What stands for `{name}` in the path. */
  path?: Record<string, string>;
}

/** Puts each field of an input in its place, under the service's name. */
export function wireOf<Input>(fields: InputFields<Input>, input: Input): WireParts {
  const given = input as Readonly<Record<string, unknown>>; // `fields` has its properties
  const parts: Partial<Record<InputField['in'], Record<string, unknown>>> = alone({});
  for (const [name, stated] of Object.entries<InputField>(fields)) {
    const value = given[name] ?? insteadOf(stated, given);
    if (value === undefined) continue;
    const { in: place, wire } = stated;
    parts[place] ??= {};
    parts[place][wire] = value;
  }
  return parts as WireParts; // only texts go outside of a body: the types of `InputFields` say so
}

/** What is sent for a field that the caller left out. */
function insteadOf(field: InputField, given: Readonly<Record<string, unknown>>): unknown {
  const { default: otherwise, sameAs = '' } = alone(field);
  return otherwise ?? given[sameAs];
}
