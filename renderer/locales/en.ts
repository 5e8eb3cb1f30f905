// The English catalogue: one import line for each area. Keys of both languages are equal (tests/renderer/locale.test.ts).

import { client } from './en/client.ts';
import { common } from './en/common.ts';
import { layout } from './en/layout.ts';
import { developer } from './en/developer.ts';
import { errors } from './en/errors.ts';
import { auth } from './en/auth.ts';
import { table } from './en/table.ts';
import { form } from './en/form.ts';
import { check } from './en/check.ts';
import { dashboard } from './en/dashboard.ts';
import { tree } from './en/tree.ts';
import { entity } from './en/entity.ts';
import { resource } from './en/resource.ts';
import { chat } from './en/chat.ts';
import { notifications } from './en/notifications.ts';
import { profile } from './en/profile.ts';
import { print } from './en/print.ts';
import { exchange } from './en/exchange.ts';
import { board } from './en/board.ts';

export const en = {
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
