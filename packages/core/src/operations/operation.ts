import type { StandardSchema } from '../standard-schema.ts';

/** How a call authenticates (contract, "Authenticating a call"). */
export type AuthScheme = 'key' | 'consumer';

/** One property of what an operation takes, and what the service calls it. */
export interface InputField<Sibling extends string = string> {
  /** What it holds: this decides how it is checked, and how a form asks for it. */
  readonly kind:
    | 'email'
    | 'password'
    | 'newPassword'
    | 'confirmation'
    | 'token'
    | 'label'
    | 'labels'
    | 'choices'
    | 'flag';
  /** The service's name for it. */
  readonly wire: string;
  /** Its place in the request. In the path it stands for `{name}`. */
  readonly in: 'body' | 'query' | 'path';
  /** The code if it is absent, or is not what its kind says. */
  readonly missing: string;
  /** The code if it is empty; default: `missing`. */
  readonly empty?: string;
  /** The caller may leave it out. The client then sends `default`, the value of the field `sameAs`, or nothing. */
  readonly optional?: true;
  /** What is sent if it is left out. */
  readonly default?: string | boolean;
  /** The field whose value is sent if it is left out. */
  readonly sameAs?: Sibling;
  /** Of `choices`: what may be chosen, at least one of them. */
  readonly choices?: readonly string[];
  /** Of `choices`: the code for anything else. */
  readonly unlisted?: string;
}

/** The kinds that hold a value of this type. Only texts can stand outside of a body. */
export type FieldKindOf<Value> = [Value] extends [boolean]
  ? { readonly kind: 'flag'; readonly in: 'body' }
  : [Value] extends [readonly (infer Item)[]]
    ? { readonly in: 'body' } & (string extends Item
        ? { readonly kind: 'labels' }
        : { readonly kind: 'choices'; readonly choices: Value; readonly unlisted: string })
    : { readonly kind: Exclude<InputField['kind'], 'flag' | 'labels' | 'choices'> };

/** Which fields may be left out: those of optional properties. A path has no gaps. */
export type FieldPresenceOf<Value> = undefined extends Value
  ? { readonly optional: true; readonly in: 'body' | 'query' }
  : { readonly optional?: never };

/** A field for each property of the input, in the order in which issues come. */
export type InputFields<Input> = {
  // `FieldKindOf` comes first: of the two types of `choices`, the narrower one is then what its methods give.
  readonly [Name in keyof Input]-?: FieldKindOf<NonNullable<Input[Name]>> &
    FieldPresenceOf<Input[Name]> &
    InputField<Extract<keyof Input, string>>;
};

/** One member of the JSON of success. */
export interface ReplyMember {
  /** What it holds: a `word` is the one in `is`, a `credential` an API key, a consumer key or a secret. */
  readonly kind: 'word' | 'credential' | 'text' | 'texts' | 'number' | 'flag' | 'time' | 'records';
  /** Of a `word`: which. */
  readonly is?: string;
  /** Of `records`: the members of each. */
  readonly members?: ReplyMembers;
  /** What it counts as if it is absent, null or of another kind; without this, a reply that lacks it is refused. */
  readonly default?: string | number | readonly string[] | null;
  /** It may be absent. */
  readonly optional?: true;
}

/** The members of a reply by their names. The service may add others. */
export interface ReplyMembers {
  /** A member by its name. */
  readonly [name: string]: ReplyMember;
}

/** The codes documented for each status. */
export type CodeTable = Readonly<Partial<Record<400 | 401 | 403 | 404, readonly string[]>>>;

/**
 * An operation as data: the request, the client method, the error types, the documentation and the forms derive from it.
 * The issue messages of its schemas are codes, never sentences or values.
 */
export interface Operation<Input, Output, Codes extends CodeTable = CodeTable> {
  /** The verb, the same in every place. */
  readonly name: string;
  /** HTTP method. */
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path below the base URL. */
  readonly path: string;
  /** Schemes the service takes; none: the call needs no authentication. */
  readonly auth: readonly AuthScheme[];
  /** Whether sending it twice does what sending it once does. */
  readonly repeatable: boolean;
  /** What the caller gives, and where it goes. */
  readonly fields: InputFields<Input>;
  /** Checks what the caller gives; made from `fields`. */
  readonly request: StandardSchema<unknown, Input>;
  /** The documented status of success. Any other 2xx is one as well, if the answer gives what was asked for. */
  readonly success: 200 | 201;
  /** The caller gets nothing: an answer of success may be empty. */
  readonly resultless?: true;
  /** What the JSON of success holds. */
  readonly members: ReplyMembers;
  /** Checks that JSON, made from `members`, and turns it into the result. */
  readonly reply: StandardSchema<unknown, Output>;
  /** Documented refusals that answer the question asked, with the answer. */
  readonly answers?: Readonly<Record<string, Output>>;
  /** The documented refusals, by status. */
  readonly codes: Codes;
}
