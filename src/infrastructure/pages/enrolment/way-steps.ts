import type { Request, RequestHandler, Response } from 'express';
import type { EndEnrolmentProof } from '../../../application/identity/enrolment/end-enrolment-proof.ts';
import type { Enrolment as Enrolled } from '../../../application/identity/factor/enrol-authenticator.ts';
import type { SecondFactor } from '../../../domain/identity/second-step.ts';
import type { FormTokens } from '../kit/form-tokens.ts';
import type { PageHandler } from '../kit/page-handler.ts';
import type { Page } from '../kit/render-page.ts';
import type { Enrolling, EnrolmentPlace } from './enrolling.ts';
import type { EnrolmentPaths } from './enrolment-paths.ts';
import { recoveryCodesPage } from './recovery-codes-page.ts';

/** What the ways of adding a factor have in common. */
export type WaySteps = Readonly<{
  patterns: EnrolmentPaths;
  handler: (handlers: Readonly<{ GET?: PageHandler; POST?: PageHandler }>) => RequestHandler;
  formTokens: FormTokens;
  endEnrolmentProof: EndEnrolmentProof;
  /** Who may add a factor now; undefined, and answered, where a proof is missing. */
  findProven: (request: Request, response: Response) => Promise<Enrolling | undefined>;
  send: (response: Response, place: EnrolmentPlace, page: Page, status: number) => void;
  showTooMany: (request: Request, response: Response, enrolling: Enrolling) => void;
}>;

/** Answers after a factor was added: with the recovery codes, if it is the first, and the way on. */
export async function finishEnrolment(
  response: Response,
  { place, enrolment }: Enrolling,
  { authenticator, recoveryCodes }: Extract<Enrolled, { outcome: 'enrolled' }>,
  { endEnrolmentProof, send }: Pick<WaySteps, 'endEnrolmentProof' | 'send'>,
): Promise<void> {
  const { kind, isHardware, createdAt: madeAt, name: added } = authenticator;
  await endEnrolmentProof(place);
  const passkey: SecondFactor = isHardware ? 'hardware_key' : 'passkey';
  const next = await place.finish(kind === 'totp' ? kind : passkey, madeAt);
  if (recoveryCodes === null) {
    place.goOn(next);
    return;
  }
  const { address } = enrolment;
  const page = recoveryCodesPage({ address, codes: recoveryCodes, madeAt, added, next }, place.language);
  send(response, place, page, 200);
}
