/** The part of the Standard Schema interface (version 1) that is used here, so that consumers need no schema library. */
export interface StandardSchema<Input = unknown, Output = Input> {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => Validation<Output> | Promise<Validation<Output>>;
    readonly types?: { readonly input: Input; readonly output: Output } | undefined;
  };
}

type Validation<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly SchemaIssue[] };

interface SchemaIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** What a schema says of a value: the value, or where it fails and with which code. Never a piece of the value. */
export function check<Output>(
  schema: StandardSchema<unknown, Output>,
  value: unknown,
): { value: Output; issues?: undefined } | { value?: undefined; issues: { path: string; code: string }[] } {
  const result = schema['~standard'].validate(value);
  // The standard allows a promise; none of the schemas here is asynchronous.
  if (result instanceof Promise) throw new TypeError('Asynchronous schemas are not supported.');
  if (!result.issues) return { value: result.value };
  return {
    issues: result.issues.map(({ message, path = [] }) => ({
      path: path.map((part) => String(typeof part === 'object' ? part.key : part)).join('.'),
      code: message,
    })),
  };
}

/** A schema that is made when it is first used, so that importing makes none, and a bundler drops what is not used. */
export function lazy<Output>(make: () => StandardSchema<unknown, Output>): StandardSchema<unknown, Output> {
  let schema: StandardSchema<unknown, Output> | undefined;
  return {
    get '~standard'() {
      schema ??= make();
      return schema['~standard'];
    },
  };
}
