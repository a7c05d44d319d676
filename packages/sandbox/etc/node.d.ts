import type { Sandbox } from "./index";

export interface SandboxServer extends AsyncDisposal {
  readonly url: string;
  readonly baseUrl: string;
  readonly port: number;
  close(): Promise<void>;
}
export interface ServeOptions {
  readonly port?: number;
  readonly host?: string;
}
export declare function serveSandbox(sandbox: Sandbox, options?: ServeOptions): Promise<SandboxServer>;

// Named above, and not exported:
type AsyncDisposal = Record<SymbolConstructor[Extract<keyof SymbolConstructor, "asyncDispose">], () => PromiseLike<void>>;
