import preact from '@preact/preset-vite';
import { defineConfig, type Plugin } from 'vite';

// The page handles passwords: it runs its own script only, is framed by nobody, and sends no form anywhere.
// Connections are open to any HTTPS address, since the live service's is typed in, and to loopback.
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self' https: http://localhost:* http://127.0.0.1:*",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** Not while developing: Vite then puts styles into the page as it goes. */
const contentSecurityPolicy: Plugin = {
  name: 'content-security-policy',
  apply: 'build',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      attrs: { 'http-equiv': 'Content-Security-Policy', content: policy },
      injectTo: 'head-prepend',
    },
  ],
};

export default defineConfig({
  base: './', // works below any path
  plugins: [preact(), contentSecurityPolicy],
  build: { target: 'es2023', sourcemap: true },
});
