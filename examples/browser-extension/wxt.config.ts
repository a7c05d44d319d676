import { defineConfig } from 'wxt';

/** The service, which is the only host that the extension may call before the person allows another. */
const service = 'https://pro.api.serversmtp.com/*';

export default defineConfig({
  srcDir: 'src',
  publicDir: 'public',
  outDir: 'dist',
  manifestVersion: 3,
  targetBrowsers: ['chrome', 'firefox'],
  // What a file uses stands in its imports.
  imports: false,
  manifest: ({ browser }) => ({
    name: 'turboSMTP sign-in',
    description: 'Sign in to turboSMTP once, and see your sends where you work.',
    version: '1.0.0',
    permissions: ['storage'],
    host_permissions: [service],
    // None of these is granted until a click on the options page asks for one of their hosts.
    optional_host_permissions: ['https://*/*', 'http://127.0.0.1/*', 'http://localhost/*'],
    ...(browser === 'firefox'
      ? {
          browser_specific_settings: {
            gecko: {
              id: 'sign-in@turbosmtp-auth.example',
              strict_min_version: '142.0',
              data_collection_permissions: {
                required: ['authenticationInfo', 'personallyIdentifyingInfo'],
              },
            },
          },
        }
      : { minimum_chrome_version: '126' }),
  }),
  vite: () => ({
    build: {
      target: 'es2023',
      // A page of an extension loads from disk. What would preload its parts uses a network that is not needed.
      modulePreload: false,
    },
  }),
});
