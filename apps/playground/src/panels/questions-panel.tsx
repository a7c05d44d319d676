import { defaultSwitches, type Switches } from '@turbosmtp-auth/sandbox';
import type { JSX } from 'preact';
import { type Question, questions } from '../service/questions.ts';
import { answers } from '../state/page.ts';
import { answer } from '../state/sandbox-controls.ts';

/** Settings are plain data, and the sandbox's are copies. */
const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

function QuestionField({ question, current }: { question: Question; current: Switches }): JSX.Element {
  const { name, label } = question;
  const id = `question-${name}`;
  return (
    <div class="question">
      <label for={id}>{label}</label>
      <select
        id={id}
        onChange={(event) => {
          const chosen = question.answers[event.currentTarget.selectedIndex];
          if (chosen) answer({ [name]: chosen.setting });
        }}
      >
        {question.answers.map(({ label, setting }) => (
          <option key={label} selected={same(setting, current[name])}>
            {label}
          </option>
        ))}
      </select>
    </div>
  );
}

/** What the documentation of the service leaves open: the client has to be right whatever the answer is. */
export function QuestionsPanel(): JSX.Element | null {
  const current = answers.value;
  if (!current) return null;
  const changed = questions.filter(({ name }) => !same(current[name], defaultSwitches[name])).length;
  return (
    <section class="card" aria-labelledby="questions-title" data-testid="questions">
      <h2 id="questions-title">
        Open questions
        <span class={changed > 0 ? 'pill note' : 'pill'} aria-live="polite">
          {changed > 0 ? `${changed} answered otherwise` : 'as assumed'}
        </span>
      </h2>
      <p class="hint">
        The documentation of the service does not answer these. Choose how the sandbox behaves: the client
        must be right either way.
      </p>
      <details>
        <summary>Answer them</summary>
        <div class="questions">
          {questions.map((question) => (
            <QuestionField key={question.name} question={question} current={current} />
          ))}
        </div>
      </details>
    </section>
  );
}
