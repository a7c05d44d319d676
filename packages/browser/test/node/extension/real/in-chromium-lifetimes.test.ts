import { chromiumAvailable } from '../../../../../../tools/chromium.ts';
import { launchChromium } from './chromium.ts';
import { backgroundIn } from './in-a-browser.ts';

backgroundIn({ name: 'Chromium', isThere: chromiumAvailable, launch: launchChromium });
