import type { ErrorTexts, HintsLike } from '@turbosmtp-auth/core';
import { french as core } from '@turbosmtp-auth/core/locales/fr';
import type { extensionHints } from '../extension/hints.ts';
import type { connectHints } from '../extension/wire/hints.ts';
import type { browserHints } from '../hints.ts';

export { frenchPassword } from '@turbosmtp-auth/core/locales/fr';

const hints: HintsLike<typeof browserHints & typeof extensionHints & typeof connectHints> = {
  offline: 'Connectez cet appareil à un réseau, puis réessayez, car le navigateur est hors ligne.',
  blocked_by_policy:
    'Ajoutez l’origine du service à `connect-src` dans la content security policy de cette page, qui a bloqué la requête.',
  blocked_by_cors_or_lost:
    'Consultez la console du navigateur. Si elle montre une erreur CORS, servez l’API sous l’origine de cette page par un proxy, et donnez l’adresse de celui-ci à `baseUrl`. Si elle n’en montre pas, vérifiez ce qui s’est passé avant de répéter la requête.',
  record_set_aside: 'Reconnectez-vous, car l’enregistrement illisible a été mis de côté.',
  device_full: 'Libérez de l’espace sur cet appareil, ou effacez des données de ce site.',
  site_data_blocked:
    'Autorisez ce site à enregistrer des données. Les cookies sont peut-être bloqués, ou la page s’exécute peut-être dans un cadre isolé (sandbox).',
  site_data_not_allowed: 'Autorisez ce site à enregistrer des données.',
  database_busy: 'Fermez les autres onglets de ce site, puis réessayez.',
  database_too_new:
    'Rechargez cette page, car une version plus récente de ce paquet a modifié la base de données. Si cela ne suffit pas, mettez le paquet à jour.',
  database_of_others: 'Choisissez un autre `name`, car la base de données n’a pas été créée par ce paquet.',
  window_keeps_no_keys:
    'Utilisez `memoryKeyStore()`, car une fenêtre privée peut refuser de conserver des clés.',
  no_indexed_db: 'Utilisez `memoryKeyStore()`, car IndexedDB n’est pas disponible ici.',
  no_session_storage: 'Utilisez `memoryKeyStore()`, car sessionStorage n’est pas disponible ici.',
  no_web_crypto:
    'Servez la page en HTTPS, ou utilisez `memoryKeyStore()`, car WebCrypto n’est pas disponible ici.',

  // In an extension.
  host_permission_missing: ({ pattern }) =>
    `Ajoutez \`${pattern}\` à \`host_permissions\` dans le manifeste, et demandez à l’utilisateur de l’accorder. Sans cette autorisation, la requête n’a pas été envoyée.`,
  no_session_area:
    'Ajoutez `storage` à `permissions` dans le manifeste, et créez le client dans le script d’arrière-plan.',
  session_area_full: 'Supprimez d’autres données de l’extension dans `storage.session`.',
  session_area_closed:
    'Utilisez le client dans l’arrière-plan, car les autres contextes ne peuvent pas lire ses clés.',
  incognito_split:
    'Réglez `incognito` sur `spanning` dans le manifeste : avec `split`, les fenêtres privées ne peuvent pas ouvrir les enregistrements.',
  needs_remember:
    'Réglez `remember` sur true, ou omettez `noExpire`, car une clé qui n’expire jamais doit être conservée.',
  remember_per_login:
    'Omettez `noExpire` dans `createClient`. Donnez à `login` à la fois `noExpire: true` et `remember: true`.',
  caller_not_allowed: 'Autorisez cette opération pour ce contexte dans l’option `allow` de `serveClient`.',
  own_operation_failed:
    'Consultez la console de l’arrière-plan, car une fonction de l’option `answer` a levé une erreur.',
  not_for_content_scripts:
    'Retirez `login` et `fetch` de cette liste, car un script de contenu s’exécute dans une page web. Écrivez plutôt une opération à vous dans l’option `answer` de `serveClient`, et appelez-la.',
  body_over_port:
    'Faites cet appel dans l’arrière-plan, car son corps dépasse 5 Mo, le maximum qui peut être envoyé d’ici.',
  background_silent:
    'Appelez `serveClient` de façon synchrone au démarrage de l’arrière-plan, et consultez sa console.',
  extension_reloaded: 'Rechargez cette page : l’extension a été rechargée, mise à jour ou supprimée.',
  ask_interrupted: 'Appelez `client.interrupted()` pour savoir ce qui s’est passé avant de répéter l’appel.',
};

/**
 * The texts of every error, in French, with the hints of this package.
 *
 * @example
 * ```ts
 * import { createClient, describeError } from '@turbosmtp-auth/browser';
 * import { french } from '@turbosmtp-auth/browser/locales/fr';
 *
 * const client = createClient();
 * await client.apiKey().catch((error) => console.log(describeError(error, french)));
 * ```
 */
export const french: ErrorTexts = { ...core, reasons: { ...core.reasons, ...hints } };
