/** Whether a URL can only reach this machine. */
export function isLoopback(url) {
  const { protocol, hostname } = new URL(url);
  return (
    /^https?:$/.test(protocol) &&
    (hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname))
  );
}

/**
 * The variables of a program that publishes or installs in a rehearsal, and the text of the settings file that they
 * name: each setting of npm and pnpm that says where to publish is the registry. Throws if that is not on loopback.
 */
export function registryEnvironment(registry, environment, userconfig) {
  if (!isLoopback(registry))
    throw new Error(`${registry} is not on loopback: a rehearsal publishes nowhere else`);
  // The settings of who rehearses are not those of the rehearsal.
  const others = Object.entries(environment).filter(([name]) => !/^p?npm_config_/i.test(name));
  return {
    env: {
      ...Object.fromEntries(others),
      npm_config_registry: registry,
      npm_config_userconfig: userconfig,
      npm_config_fetch_retries: '0',
    },
    // A shell that starts npm drops variables with such names.
    npmrc: [
      `registry=${registry}`,
      `@turbosmtp-auth:registry=${registry}`,
      `//${new URL(registry).host}/:_authToken=rehearsal`,
      '',
    ].join('\n'),
  };
}
