import { createClient } from '@turbosmtp-auth/browser';
import type { Report } from '../suite/run-suite.ts';
import { conformance } from './conformance.ts';

declare global {
  /** Called by whoever opened the page. */
  var runConformance: (origin: string) => Promise<Report>;
}

// A page cannot be asked how its console would print a value: the walk through all properties has to do.
globalThis.runConformance = (origin) => conformance({ createClient, inspect: String }, origin);
