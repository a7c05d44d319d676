import { findFirefox } from '../../../../../../tools/firefox.ts';
import { launchFirefox } from './firefox.ts';
import { extensionIn } from './in-a-browser.ts';

extensionIn({ name: 'Firefox', isThere: () => findFirefox() !== undefined, launch: launchFirefox });
