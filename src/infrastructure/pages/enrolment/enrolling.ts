import type { Enrolment } from '../../../application/identity/enrolment/read-enrolment.ts';
import type { EnrolmentContext } from '../factor/enrolment-context.ts';
import type { EnrolmentPaths } from './enrolment-paths.ts';

/** A place where a factor may be added, with the paths of its pages. */
export type EnrolmentPlace = EnrolmentContext & Readonly<{ paths: EnrolmentPaths }>;

/** Somebody at a place where a factor may be added, and how far they have come. */
export type Enrolling = Readonly<{ place: EnrolmentPlace; enrolment: Enrolment }>;
