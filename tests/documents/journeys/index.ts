import { commandLine } from './command-line.ts';
import { deno } from './deno.ts';
import { deployment } from './deployment.ts';
import { examples } from './examples.ts';
import { extensions } from './extensions.ts';
import { installation } from './installation.ts';
import type { Journey } from './journey.ts';
import { sending } from './sending.ts';

export const journeys: readonly Journey[] = [
  ...installation,
  ...commandLine,
  ...deployment,
  ...sending,
  ...extensions,
  ...examples,
  ...deno,
];
