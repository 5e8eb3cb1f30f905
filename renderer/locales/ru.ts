// The Russian catalogue: one import line for each area. Keys of both languages are equal (tests/renderer/locale.test.ts).

import { client } from './ru/client.ts';
import { common } from './ru/common.ts';
import { layout } from './ru/layout.ts';
import { developer } from './ru/developer.ts';
import { errors } from './ru/errors.ts';
import { auth } from './ru/auth.ts';
import { table } from './ru/table.ts';
import { form } from './ru/form.ts';
import { check } from './ru/check.ts';
import { dashboard } from './ru/dashboard.ts';
import { tree } from './ru/tree.ts';
import { entity } from './ru/entity.ts';
import { resource } from './ru/resource.ts';
import { chat } from './ru/chat.ts';
import { notifications } from './ru/notifications.ts';
import { profile } from './ru/profile.ts';
import { print } from './ru/print.ts';
import { exchange } from './ru/exchange.ts';
import { board } from './ru/board.ts';

export const ru = {
  client,
  common,
  layout,
  developer,
  errors,
  auth,
  table,
  form,
  check,
  dashboard,
  tree,
  entity,
  resource,
  chat,
  notifications,
  profile,
  print,
  exchange,
  board,
};
