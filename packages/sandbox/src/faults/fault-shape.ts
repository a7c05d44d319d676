import { routes } from '../route-table.ts';
import { resource } from '../routes/resource.ts';
import {
  aBoolean,
  aFilledString,
  aHeaderValue,
  aJsonValue,
  anInteger,
  anything,
  aString,
  assertShape,
  type Expectation,
  either,
  headerValues,
  InvalidShapeError,
  isObject,
  oneOf,
  type Shape,
  shaped,
} from '../shape.ts';
import type { Fault } from './fault.ts';

type Members = { readonly [name: string]: Expectation };

const operations = new Set([...routes, resource].map(({ operation }) => operation));

/** No other path arrives. */
const aPath: Expectation = (value) =>
  typeof value === 'string' && value.startsWith('/')
    ? undefined
    : 'must be a string that begins with a slash';

const common: Members = {
  match: shaped({ optional: { operation: oneOf([...operations]), method: aFilledString, path: aPath } }),
  times: either(anInteger(1), oneOf(['always'])),
  skip: anInteger(0),
  latency: anInteger(0),
  replyLatency: anInteger(0),
};

/** Tab and visible ASCII: what a reason phrase may hold on every runtime. */
const reasonPhrase: Expectation = (value) =>
  typeof value === 'string' && /^[\t\x20-\x7e]*$/.test(value) ? undefined : 'must be one line of ASCII';

const answer: Members = {
  ...common,
  status: anInteger(200, 599),
  statusText: reasonPhrase,
  headers: headerValues,
  handled: aBoolean,
  reflect: aBoolean,
};

const shapes: { readonly [kind in Fault['kind']]: Shape } = {
  delay: { optional: common },
  drop: { required: { when: oneOf(['connect', 'before', 'during', 'after']) }, optional: common },
  reply: { optional: { ...answer, json: aJsonValue, text: aString, mediaType: aHeaderValue } },
  redirect: {
    required: { location: aFilledString },
    optional: { ...answer, status: oneOf([301, 302, 303, 307, 308]), opaque: aBoolean },
  },
  html: { optional: answer },
  malformedJson: { optional: answer },
  code: { optional: { ...answer, code: aString } },
  empty: { optional: answer },
  stalled: { optional: answer },
  slow: { optional: answer },
  wrongLength: { required: { contentLength: anInteger(0) }, optional: answer },
  endless: { optional: answer },
  bomb: { optional: { ...answer, bytes: anInteger(1) } },
};

const kinds = Object.keys(shapes);

/**
 * Checks that a value, say from a request's body, is a fault.
 *
 * @throws InvalidShapeError naming everything that is wrong with it.
 */
export function assertFault(value: unknown): asserts value is Fault {
  const kind = isObject(value) && Object.hasOwn(value, 'kind') ? value['kind'] : undefined;
  const problem = oneOf(kinds)(kind);
  if (problem !== undefined) throw new InvalidShapeError('fault', [`kind ${problem}`]);
  // oneOf(kinds) has just found it to be a key of the table.
  const shape = shapes[kind as Fault['kind']];
  assertShape('fault', value, { ...shape, required: { ...shape.required, kind: anything } });
  const { json, text } = value as { readonly json?: unknown; readonly text?: unknown }; // an object, or it was refused
  if (json !== undefined && text !== undefined)
    throw new InvalidShapeError('fault', ['json and text exclude each other']);
}
