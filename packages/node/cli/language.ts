import type { ErrorTexts } from '@turbosmtp-auth/core';

const languages: Readonly<Partial<Record<string, () => Promise<ErrorTexts>>>> = {
  it: async () => (await import('@turbosmtp-auth/core/locales/it')).italian,
  es: async () => (await import('@turbosmtp-auth/core/locales/es')).spanish,
  fr: async () => (await import('@turbosmtp-auth/core/locales/fr')).french,
  de: async () => (await import('@turbosmtp-auth/core/locales/de')).german,
};

/** The texts of errors in the language of the environment, `undefined` for English; loaded when one is to be told. */
export async function errorTexts(
  env: Readonly<Record<string, string | undefined>>,
): Promise<ErrorTexts | undefined> {
  // The order of POSIX, where a variable that is empty counts as not set.
  const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  const [, language = ''] = /^([a-z]{2})(?:[_.@-]|$)/i.exec(locale) ?? [];
  return languages[language.toLowerCase()]?.();
}
