import { effect } from '@preact/signals';
import type { Switches } from '@turbosmtp-auth/sandbox';
import type { Flow } from '../flows/flow.ts';
import { flows } from '../flows/index.ts';
import { takeLink } from './link.ts';
import * as page from './page.ts';
import { answer, arm } from './sandbox-controls.ts';

/** The flow that the address names, if it names one. */
const named = (): Flow | undefined => flows.find(({ id }) => location.hash.split('?')[0] === `#/${id}`);

function follow(): void {
  const flow = named();
  if (!flow) return;
  page.active.value = flow.id;
  if (!location.hash.includes('?')) return;
  const { fault, answers } = takeLink(location.hash);
  // Once is enough: a reload must not undo what was done since.
  history.replaceState(null, '', `#/${flow.id}`);
  if (page.settings.value?.service === 'live') return;
  if (fault) arm(fault);
  if (Object.keys(answers).length > 0) answer(answers as Partial<Switches>); // settings of the questions' own answers
}

/** Keeps the address and the open flow the same, so that Back, Forward, a reload and a link lead where one expects. */
export function startRouting(): void {
  follow();
  addEventListener('hashchange', follow);
  effect(() => {
    const id = page.active.value;
    document.title = `${flows.find((flow) => flow.id === id)?.title} · turbosmtp-auth playground`;
    if (named()?.id === id) return;
    if (location.hash === '') history.replaceState(null, '', `#/${id}`);
    else history.pushState(null, '', `#/${id}`);
  });
}
