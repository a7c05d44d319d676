import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';

/** The parts of an OpenAPI document that say what is answered. */
export interface OpenapiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, DescribedOperation>>>>;
}

export interface DescribedOperation {
  readonly operationId: string;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required: boolean }[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
}

type Content = Readonly<Record<string, { readonly schema: Schema }>>;

export interface Schema {
  readonly required?: readonly string[];
  readonly properties: Readonly<Record<string, { readonly enum?: readonly string[] }>>;
}

export const openapiText: string = readFileSync(new URL('../../docs/openapi.json', import.meta.url), 'utf8');
export const openapi: OpenapiDocument = JSON.parse(openapiText);

/** Notes of OpenAPI that say nothing about what a value may be. */
const formats = { password: true } as const;

/** Says what a document has against an answer; undefined if it describes it. */
export function createJudge(document: OpenapiDocument) {
  const ajv = new Ajv2020({ strict: true, allErrors: true, formats });
  return (
    { method, path }: { readonly method: string; readonly path: string },
    { status, headers, body }: { status: number; headers: Headers; body: unknown },
  ): string | undefined => {
    const described = document.paths[path]?.[method.toLowerCase()]?.responses[status];
    if (!described) return `${method} ${path} answers no ${status}`;
    const schema = described.content?.[headers.get('content-type') ?? '']?.schema;
    if (!schema) return `${status} of ${method} ${path} has no such media type`;
    return ajv.validate(schema, body) ? undefined : ajv.errorsText();
  };
}
