/** All that the built extension may ask for and be made of. A longer list is a decision, and needs a reason that a store can read. */
export const allowed = {
  permissions: ['storage'],
  host_permissions: ['https://pro.api.serversmtp.com/*'],
  optional_permissions: [],
  // None of them is granted until the person asks for one host on the options page.
  optional_host_permissions: ['https://*/*', 'http://127.0.0.1/*', 'http://localhost/*'],
  /** Where content scripts run. */
  matches: ['https://desk.example.com/*'],
  /** Each other key of a manifest opens a door: to other extensions, to web pages, or to a weaker policy for scripts. */
  keys: [
    'action',
    'background',
    'browser_specific_settings',
    'content_scripts',
    'description',
    'host_permissions',
    'icons',
    'manifest_version',
    'minimum_chrome_version',
    'name',
    'optional_host_permissions',
    'options_ui',
    'permissions',
    'version',
  ],
  files: ['.css', '.html', '.js', '.json', '.png'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
