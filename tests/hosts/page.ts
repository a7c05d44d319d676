import { createClient, platform } from '@turbosmtp-auth/browser';
import type { Report } from '../suite/run-suite.ts';
import { conformance } from './conformance.ts';
import type { Selection } from './every-case.ts';

declare global {
  /** Called by whoever opened the page. */
  var runConformance: (origin: string, only?: Selection) => Promise<Report>;
}

// A page cannot be asked how its console would print a value: the walk through all properties has to do.
const { keyStore, lock } = platform;
globalThis.runConformance = (origin, only) =>
  conformance({ createClient, parts: { keyStore, lock }, inspect: String }, origin, undefined, only);
