// Every type of external action, one line each.

import { sendApiRequest } from '../api/outgoing.ts';
import { runJob } from '../jobs.ts';
import type { Mailer } from '../mail.ts';
import { ActionRefused, requiredText } from './action.ts';
import type { ActionHandler } from './action.ts';
import { letterHandlers } from './letters.ts';
import { deliverNotification, makeNotification, notifyChat } from './notices.ts';

/** By type in lower case. */
export function actionHandlers(mailer: Mailer): ReadonlyMap<string, ActionHandler> {
  const letters = letterHandlers(mailer);
  return new Map<string, ActionHandler>([
    ['notification', makeNotification],
    ['notificationdelivery', deliverNotification],
    ['chatnotification', notifyChat],
    ['email', letters.email],
    ['emailtemplate', letters.emailtemplate],
    ['clearcache', clearCache],
    ['job', job],
    ['sms', unserved('sms', 'no SMS provider is set up')],
    ['telegram', unserved('telegram', 'no Telegram bot is set up')],
    ['push', unserved('push', 'no push service is set up')],
    ['apirequest', sendApiRequest],
  ]);
}

/** Definitions and signatures renew themselves; a new revision makes every process look again, also for what changed behind their back. */
const clearCache: ActionHandler = async ({ app }) => {
  app.db.signatures.forget();
  await app.db.kysely
    .updateTable('platform.revision')
    .set(({ eb }) => ({ number: eb('number', '+', 1 as never) }))
    .where('id', '=', 1)
    .execute();
  return undefined;
};

const job: ActionHandler = async ({ app, action }) => {
  const code = requiredText(action, 'code');
  const ran = await runJob(app, { code, procedure: `job_${code}`, isRequired: true });
  if (ran === 'busy') throw new Error(`job ${code} runs elsewhere now`);
  return undefined;
};

function unserved(type: string, reason: string): ActionHandler {
  return async () => {
    throw new ActionRefused(`${type}: ${reason}`);
  };
}
