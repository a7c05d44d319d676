import { type Profiles, readProfiles } from './profiles-file.ts';

const { dirname } = process.getBuiltinModule('node:path');

/** What says which profile it is. */
export type ProfileSource = 'option' | 'environment' | 'directory' | 'chosen' | 'default';

/** The profile of a command, and why it is that one. */
export interface ChosenProfile {
  readonly profile: string;
  readonly from: ProfileSource;
  /** With `directory`: the one that it was chosen for. */
  readonly directory?: string;
}

/** `typed`: with the option. `given`: with that, or with the variable. The file is read only if neither says. */
export function chooseProfile(
  { typed, given }: { readonly typed: string | undefined; readonly given: string | undefined },
  env: Readonly<Record<string, string | undefined>>,
): ChosenProfile {
  if (given !== undefined) return { profile: given, from: typed === undefined ? 'environment' : 'option' };
  return profileAmong(readProfiles(env), workingDirectory());
}

/** `null` if it was removed under the process. */
export function workingDirectory(): string | null {
  try {
    return process.cwd();
  } catch {
    return null;
  }
}

/** What the file says for a directory: its own profile, or that of the next above. */
export function profileAmong({ directories, chosen }: Profiles, from: string | null): ChosenProfile {
  for (let directory = from; directory !== null; directory = above(directory)) {
    const profile = Object.hasOwn(directories, directory) ? directories[directory] : undefined;
    if (profile !== undefined) return { profile, from: 'directory', directory };
  }
  return chosen === undefined ? { profile: 'default', from: 'default' } : { profile: chosen, from: 'chosen' };
}

function above(directory: string): string | null {
  const parent = dirname(directory);
  return parent === directory ? null : parent;
}

/** Why it is that profile, as `status` says it. */
export function describeChoice({ profile, from, directory }: ChosenProfile): string {
  const why: Readonly<Record<ProfileSource, string>> = {
    option: 'from --profile',
    environment: 'from TURBOSMTP_PROFILE',
    directory: `chosen for ${directory}`,
    chosen: 'chosen with `profiles use`',
    default: 'no other was chosen',
  };
  return `Profile: ${profile} (${why[from]})`;
}
