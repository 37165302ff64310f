import type { Clock } from '../../shared/system.ts';
import type { OpenidRecords } from '../provider/openid-records.ts';
import { type Enrolling, EnrolmentRecords } from './enrolment-records.ts';

/** Ends the proof of somebody who has added the factor that it was for: the next one is proved by it. */
export type EndEnrolmentProof = (enrolling: Enrolling) => Promise<void>;

export const makeEndEnrolmentProof = (deps: {
  openidRecords: OpenidRecords;
  clock: Clock;
}): EndEnrolmentProof => {
  const records = new EnrolmentRecords(deps.openidRecords, deps.clock);
  return (enrolling) => records.endProof(enrolling);
};
