// @vitest-environment jsdom
import { testsInPage } from './in-page.ts';

testsInPage();
