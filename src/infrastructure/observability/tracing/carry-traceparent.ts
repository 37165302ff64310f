import type { Job } from '../../../application/shared/jobs/job.ts';
import type { Outbox } from '../../../application/shared/jobs/outbox.ts';
import type { UnitOfWork } from '../../../application/unit-of-work.ts';
import { currentTraceparent } from './traceparent.ts';

/** The same work, whose jobs are stored with the place in the trace they come from. */
export const carryTraceparent = (unitOfWork: UnitOfWork): UnitOfWork => ({
  run: (work) => {
    const traceparent = currentTraceparent();
    if (traceparent === undefined) return unitOfWork.run(work);
    return unitOfWork.run((repositories) =>
      work({ ...repositories, outbox: carrying(repositories.outbox, { traceparent }) }),
    );
  },
});

function carrying(outbox: Outbox, from: { readonly traceparent: string }): Outbox {
  const carry = (job: Job): Job => ({ ...job, ...from });
  return {
    append: (job, options) => outbox.append(carry(job), options),
    appendAll: (jobs) => outbox.appendAll(jobs.map(carry)),
    appendBehind: (jobs) => outbox.appendBehind(jobs.map((keyed) => ({ ...keyed, job: carry(keyed.job) }))),
  };
}
