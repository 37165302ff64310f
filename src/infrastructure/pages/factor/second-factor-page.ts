import type { SecondFactor } from '../../../domain/identity/second-step.ts';
import type { Language } from '../../../domain/shared/language.ts';
import { addressLine } from '../kit/address-line.ts';
import { field } from '../kit/field.ts';
import { button, form } from '../kit/form.ts';
import { type Html, html } from '../kit/html.ts';
import { type Problem, problemSummary } from '../kit/problem-summary.ts';
import type { Page } from '../kit/render-page.ts';
import { waitingTime } from '../kit/waiting-time.ts';
import { PASSKEY_TEXTS, RECOVERY_CODE_TEXTS, SECOND_FACTOR_TEXTS } from './factor-texts.ts';
import { passkeyForm } from './passkey-form.ts';
import type { SignInPaths } from './sign-in-paths.ts';

/** Name of the field of a code, and its id. */
export const CODE_FIELD = 'code';

/** Why somebody is not signed in yet. */
export type CodeProblem =
  | Readonly<{ kind: 'missing' | 'refused' | 'form_expired' }>
  | Readonly<{ kind: 'slowed_down'; seconds: number }>;

type StepPage = Readonly<{
  paths: SignInPaths;
  token: string;
  /** Whose password was right. */
  address: string;
  /** Name of the service that can be gone back to; undefined: the own account is signed in to. */
  client: string | undefined;
  problem?: CodeProblem | undefined;
}>;

type SecondFactorPage = StepPage &
  Readonly<{
    /** What they can prove. */
    factors: readonly SecondFactor[];
    /** The script of passkeys. */
    script: string;
  }>;

function problemsOf(
  problem: CodeProblem | undefined,
  words: Readonly<{ codeMissing: string; codeRefused: string }>,
  language: Language,
): readonly Problem[] {
  const texts = SECOND_FACTOR_TEXTS[language];
  switch (problem?.kind) {
    case undefined:
      return [];
    case 'missing':
      return [{ field: CODE_FIELD, text: words.codeMissing }];
    case 'refused':
      return [{ field: CODE_FIELD, text: words.codeRefused }];
    case 'slowed_down':
      return [{ text: texts.slowedDown(waitingTime(language, problem.seconds)) }];
    case 'form_expired':
      return [{ text: texts.formExpired }];
  }
}

const errorIn = (problems: readonly Problem[]): string | undefined =>
  problems.find((problem) => problem.field === CODE_FIELD)?.text;

/** The ways out, which the pages of a second step have in common. */
const leaving = ({ paths, token, client }: StepPage, language: Language): Html => {
  const texts = SECOND_FACTOR_TEXTS[language];
  return form({
    action: paths.secondFactor,
    token,
    body: html`<div class="actions">
${button({ label: texts.otherAccount, name: 'action', value: 'restart', classes: 'restart-submit', isSecondary: true })}
${
  client === undefined
    ? undefined
    : button({ label: texts.cancel(client), name: 'action', value: 'cancel', isSecondary: true })
}
</div>`,
  });
};

/** Asks somebody whose password was right for what they have besides. */
export function secondFactorPage({ factors, script, ...common }: SecondFactorPage, language: Language): Page {
  const { paths, token, address, problem } = common;
  const texts = SECOND_FACTOR_TEXTS[language];
  const problems = problemsOf(problem, texts, language);
  const hasCode = factors.includes('totp');
  const hasKey = factors.includes('passkey') || factors.includes('hardware_key');
  const { prove, proveAbout, needsScript } = PASSKEY_TEXTS[language];
  return {
    language,
    heading: texts.heading,
    hasProblem: problems.length > 0,
    ...(hasKey ? { script } : {}),
    body: html`${problemSummary(problems, language)}
${addressLine(texts.account, address)}
${
  hasCode
    ? form({
        action: paths.secondFactor,
        token,
        body: [
          field({
            name: CODE_FIELD,
            label: texts.code,
            type: 'text',
            autocomplete: 'one-time-code',
            inputmode: 'numeric',
            hint: texts.codeHint,
            error: errorIn(problems),
          }),
          html`<div class="actions">${button({ label: texts.submit, name: 'action', value: 'prove', classes: 'factor-submit' })}</div>`,
        ],
      })
    : undefined
}
${
  hasKey
    ? passkeyForm(
        {
          ceremony: 'sign-in',
          options: paths.passkeyOptions,
          action: paths.passkey,
          token,
          label: prove,
          about: proveAbout,
          isSecondary: hasCode,
          ...(hasCode ? {} : { otherwise: needsScript }),
        },
        language,
      )
    : undefined
}
${
  factors.includes('recovery_code')
    ? html`<p><a class="recovery-link" href="${paths.recoveryCode}">${texts.withoutDevice}</a></p>`
    : undefined
}
${leaving(common, language)}`,
  };
}

/** Asks somebody whose password was right, and who lost what they have besides, for a recovery code. */
export function recoveryCodePage(step: StepPage, language: Language): Page {
  const { paths, token, address, problem } = step;
  const texts = RECOVERY_CODE_TEXTS[language];
  const problems = problemsOf(problem, texts, language);
  return {
    language,
    heading: texts.heading,
    hasProblem: problems.length > 0,
    body: html`${problemSummary(problems, language)}
${addressLine(SECOND_FACTOR_TEXTS[language].account, address)}
<p>${texts.about}</p>
${form({
  action: paths.recoveryCode,
  token,
  body: [
    field({
      name: CODE_FIELD,
      label: texts.code,
      type: 'text',
      autocomplete: 'off',
      hint: texts.codeHint,
      error: errorIn(problems),
    }),
    html`<div class="actions">${button({ label: texts.submit, name: 'action', value: 'prove', classes: 'recovery-submit' })}</div>`,
  ],
})}
<p><a href="${paths.secondFactor}">${texts.back}</a></p>
${leaving(step, language)}`,
  };
}
