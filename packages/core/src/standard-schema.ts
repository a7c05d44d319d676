/** The part of the Standard Schema interface (version 1) that is used here, so that consumers need no schema library. */
export interface StandardSchema<Input = unknown, Output = Input> {
  /** What other libraries ask. */
  readonly '~standard': {
    /** Of the interface. */
    readonly version: 1;
    /** Who wrote the schema. */
    readonly vendor: string;
    /** Checks a value. An issue's message is a code, never the value. */
    readonly validate: (value: unknown) => SchemaResult<Output> | Promise<SchemaResult<Output>>;
    /** For the compiler alone. */
    readonly types?:
      | {
          /** What it takes. */
          readonly input: Input;
          /** What it gives. */
          readonly output: Output;
        }
      | undefined;
  };
}

/** The value, or what is wrong with it. */
export type SchemaResult<Output> =
  | {
      /** The value, checked. */
      readonly value: Output;
      /** Absent: nothing is wrong. */
      readonly issues?: undefined;
    }
  | {
      /** At least one. */
      readonly issues: readonly SchemaIssue[];
    };

/** One thing that is wrong. */
export interface SchemaIssue {
  /** A code. */
  readonly message: string;
  /** The path to it, from the outside in. */
  readonly path?: readonly (PropertyKey | SchemaKey)[] | undefined;
}

/** One step of a path. */
export interface SchemaKey {
  /** The name of a property, or an index. */
  readonly key: PropertyKey;
}

/** What a schema says of a value: the value, or where it fails and with which code. Never a piece of the value. */
export function check<Output>(
  schema: StandardSchema<unknown, Output>,
  value: unknown,
): { value: Output; issues?: undefined } | { value?: undefined; issues: { path: string; code: string }[] } {
  // The standard allows a promise, and bare keys in a path; the schemas here have neither.
  const result = schema['~standard'].validate(value) as SchemaResult<Output>;
  if (!result.issues) return { value: result.value };
  return {
    issues: result.issues.map(({ message, path = [] }) => ({
      path: path.map((part) => (part as { key: PropertyKey }).key).join('.'),
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
