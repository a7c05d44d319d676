import { findFirefox } from '../../../../../../tools/firefox.ts';
import { launchFirefox } from './firefox.ts';
import { backgroundIn } from './in-a-browser.ts';

backgroundIn({ name: 'Firefox', isThere: () => findFirefox() !== undefined, launch: launchFirefox });
