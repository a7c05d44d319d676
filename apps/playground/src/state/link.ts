import { secretKinds } from '../flows/code.ts';
import { flowOf, flows } from '../flows/index.ts';
import { faultSwitches } from '../service/faults.ts';
import { secretsOf } from '../service/mask.ts';
import { questions } from '../service/questions.ts';
import * as page from './page.ts';

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** What is shorter stands in other words as well. */
const SHORTEST = 4;

/** Every secret that a form holds now, by its field or by what a body or a query calls it. */
function secretsInForms(): string[] {
  return flows.flatMap(({ id, fields }) => {
    const values = page.drafts.value[id] ?? {};
    const typed = fields
      .filter(({ kind }) => secretKinds.includes(kind))
      .map(({ name }) => values[name] ?? '');
    const { query = '', path = '', body = '' } = values;
    const url = new URL('https://form.invalid/');
    url.search = `${path.split('?')[1] ?? ''}&${query.replace(/^[?&]/, '')}`;
    return [...typed, ...secretsOf({ url: url.href, headers: new Headers(), body })];
  });
}

/** The address of this page as it is: flow, faults, answers, and what is typed into the open form, without any secret. */
export function linkHere(): string {
  const flow = flowOf(page.active.value);
  const values = page.drafts.value[flow.id] ?? {};
  const secrets = secretsInForms().filter((secret) => secret.length >= SHORTEST);
  const query = new URLSearchParams();
  for (const { name, kind } of flow.fields) {
    const value = values[name] ?? '';
    const isSecret = secretKinds.includes(kind) || secrets.some((secret) => value.includes(secret));
    if (!isSecret && value !== (page.draftsFor('sandbox')[flow.id]?.[name] ?? '')) query.set(name, value);
  }
  if (page.faults.value.length > 0 && page.armedFault.value) query.set('trouble', page.armedFault.value);
  for (const { name, answers } of questions) {
    const setting = page.answers.value?.[name];
    const index = (answers as readonly { setting: unknown }[]).findIndex((answer) =>
      same(answer.setting, setting),
    );
    if (index > 0) query.set(`answer.${name}`, String(index));
  }
  const text = query.toString();
  return `${location.origin}${location.pathname}#/${flow.id}${text && `?${text}`}`;
}

/** What a link asks for beyond the flow. */
export interface Asked {
  readonly fault: (typeof faultSwitches)[number] | undefined;
  readonly answers: Readonly<Record<string, unknown>>;
}

/** Fills in the form that a link leads to, and says what else it asks for. A secret in a link is not taken. */
export function takeLink(hash: string): Asked {
  const [path = '', text = ''] = hash.split(/\?(.*)/s);
  const query = new URLSearchParams(text);
  const flow = flows.find(({ id }) => path === `#/${id}`);
  for (const { name, kind } of flow?.fields ?? []) {
    const value = query.get(name);
    if (flow && value !== null && !secretKinds.includes(kind)) page.draft(flow.id, name, value);
  }
  const answers = questions.flatMap(({ name, answers }) => {
    const answer = answers[Number(query.get(`answer.${name}`) ?? Number.NaN)];
    return answer ? [[name, answer.setting]] : [];
  });
  return {
    fault: faultSwitches.find(({ id }) => id === query.get('trouble')),
    answers: Object.fromEntries(answers),
  };
}
