// Once a minute one of the processes looks whether modules were changed by other tools, and puts what they are now into the history.

import type { Job } from '../../engine/jobs.ts';
import { noticeOutsideChanges } from './modules.ts';

export const moduleWatch: Job = {
  code: 'moduleWatch',
  work: async (app) => ({ rows: await noticeOutsideChanges(app), message: '' }),
  schedule: '20 * * * * *',
  leaseSeconds: 50,
};
