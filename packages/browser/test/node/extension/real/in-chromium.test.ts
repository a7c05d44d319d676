import { chromiumAvailable } from '../../../../../../tools/chromium.ts';
import { launchChromium } from './chromium.ts';
import { extensionIn } from './in-a-browser.ts';

extensionIn({ name: 'Chromium', isThere: chromiumAvailable, launch: launchChromium });
