// @vitest-environment happy-dom
import { testsInPage } from './in-page.ts';

testsInPage();
