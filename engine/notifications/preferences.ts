// What a user wants to hear of and how: the types that the user's roles show, by the channels that this installation can serve.

import type { Channel } from '../../metadata/kinds/notification-type.ts';
import { localText, t } from '../../renderer/locale.ts';
import type { PreferencesView } from '../../renderer/notifications.ts';
import { isPartAllowed } from '../access.ts';
import type { RequestContext } from '../request-context.ts';
import { readChoices, saveChoices } from './store.ts';
import type { Choice } from './store.ts';
import { channelsFor } from './types.ts';

/** Others have no provider: a switch that does nothing would be a lie. */
const SERVED: readonly Channel[] = ['inApp', 'email'];

const TITLES = {
  inApp: 'channelInApp',
  email: 'channelEmail',
  push: 'channelPush',
  sms: 'channelSms',
  telegram: 'channelTelegram',
} as const;

export async function loadPreferences(ctx: RequestContext, userID: number): Promise<PreferencesView> {
  const { app, lang } = ctx;
  const [choices, user] = await Promise.all([
    readChoices(app.db, userID),
    app.db.kysely.selectFrom('platform.user').select('email').where('id', '=', userID).executeTakeFirst(),
  ]);
  const rows = visibleTypes(ctx).map(({ code, definition }) => {
    const on = channelsFor(definition, choices.get(code.toLowerCase()) ?? new Map());
    return {
      typeCode: code,
      title: localText(lang, definition.title),
      description: localText(lang, definition.description),
      category: localText(lang, definition.category),
      channels: SERVED.map((channel) => ({ channel, isOn: on.has(channel), isLocked: definition.lockedChannels.includes(channel) })),
    };
  });
  return {
    rows,
    channels: SERVED.map((channel) => ({ channel, title: t(lang, `notifications.${TITLES[channel]}`) })),
    isSaved: ctx.params.get('saved') === '1',
    email: user?.email ?? undefined,
  };
}

/** `on`: `type.channel` of every switch that is on. Fixed channels and types of other roles stay as they are. */
export async function savePreferences(ctx: RequestContext, userID: number, on: ReadonlySet<string>): Promise<void> {
  const choices: Choice[] = visibleTypes(ctx).flatMap(({ code, definition }) =>
    SERVED.filter((channel) => !definition.lockedChannels.includes(channel)).map((channel) => ({
      typeCode: code,
      channel,
      isOn: on.has(`${code}.${channel}`),
    })),
  );
  await saveChoices(ctx.app.db, userID, choices);
}

function visibleTypes({ app, visitor }: RequestContext) {
  return app.definitions
    .all('notificationType')
    .flatMap((type) => ('findings' in type ? [] : [type]))
    .filter(({ definition }) => isPartAllowed(definition.roles, visitor));
}
