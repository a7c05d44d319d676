export { type SandboxServer, type ServeOptions, serveSandbox } from './serve-sandbox.ts';
