// A small solution to edit: one form on one page, with what it needs, two developers, an editor of texts and somebody who uses it.

import type { Fixture } from '../engine/harness.ts';

export const visitForm = {
  title: { en: 'Visit', ru: 'Визит' },
  roles: 'guest',
  fields: [
    { code: 'name', title: { en: 'Name', ru: 'Имя' }, required: true },
    { code: 'phone', title: { en: 'Phone', ru: 'Телефон' }, type: 'phone' },
    { code: 'day', title: { en: 'Day', ru: 'День' }, type: 'date' },
    { code: 'note', title: { en: 'Note', ru: 'Заметка' }, type: 'textarea' },
  ],
};

export const definitionsFixture: Fixture = {
  definitions: {
    form: { visit: visitForm },
    page: {
      visit: {
        title: { en: 'A visit', ru: 'Визит' },
        roles: 'guest',
        route: '/visit',
        itemType: 'none',
        markup: '<div class="as-form" data-code="visit"></div>',
      },
    },
    block: { hello: { title: 'Hello', roles: 'all', html: '<p>Hello</p>' } },
    label: { words: { texts: { greeting: { en: 'Hello', ru: 'Привет' } } } },
  },
  sql: [
    `CREATE PROCEDURE dbo.fm_visit_getItem @itemID nvarchar(128), @username nvarchar(64), @parameters dbo.DictionaryParameter READONLY AS
     BEGIN SET NOCOUNT ON; SELECT N'' AS name, N'' AS phone, NULL AS day, N'' AS note; END;
     GO
     CREATE PROCEDURE dbo.fm_visit_saveItem @username nvarchar(64), @itemID nvarchar(128), @parameters dbo.DictionaryParameter READONLY AS
     BEGIN SET NOCOUNT ON; SELECT 1 AS Result, N'' AS Msg; END;`,
  ],
  users: [
    { username: 'anna', roles: ['developer'] },
    { username: 'boris', roles: ['developer'] },
    { username: 'ed', roles: ['editor'] },
    { username: 'guest', roles: ['guest'] },
  ],
};
