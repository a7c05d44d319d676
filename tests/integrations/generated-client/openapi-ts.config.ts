import { defineConfig } from '@hey-api/openapi-ts';

export default defineConfig({
  input: 'openapi.json',
  output: { path: 'dist/source', importFileExtension: '.js' },
  plugins: ['@hey-api/client-fetch', '@hey-api/sdk'],
  logs: { level: 'error', file: false },
});
