// A menu: sections of links in the sidebar of a cabinet or at the top of the public site.

import { Type } from 'typebox';
import type { Static } from 'typebox';
import { icon, linkPattern, localText, member, partRoles, reference, roleList } from './shared.ts';
import { choice, flag, list, say, strict, whole } from './vocabulary.ts';

const entry = {
  code: Type.Optional(member(say('Code|Name by which as_getMenu gives its count.', 'Код|Имя, по которому as_getMenu отдаёт его счётчик.'))),
  text: localText(say('Text|What people read.', 'Текст|Что видят люди.')),
  icon: Type.Optional(icon),
  page: Type.Optional(
    reference(
      'page',
      say(
        'Page|The page it opens; it is hidden from those who may not open the page.',
        'Страница|Какую страницу открывает; скрыт от тех, кому она закрыта.',
      ),
    ),
  ),
  url: Type.Optional(linkPattern(say('Address|For links that are not pages.', 'Адрес|Для ссылок не на страницы.'))),
  roles: Type.Optional(partRoles),
  target: choice(
    { self: 'Same tab|В той же вкладке', blank: 'New tab|В новой вкладке' },
    { default: 'self', ...say('Opens in|Tab of the browser.', 'Открывать|Вкладка браузера.') },
  ),
  badge: flag(
    false,
    say('Count|Shows the count that as_getMenu gives for its code.', 'Счётчик|Показывает число от as_getMenu по его коду.'),
  ),
};

const menuLinkSchema = strict(entry);
const menuItemSchema = strict({
  ...entry,
  section: Type.Optional(localText(say('Section|Begins a section with this heading.', 'Раздел|Начинает раздел с этим заголовком.'))),
  isExpanded: flag(false, say('Open|Its inner entries are shown from the start.', 'Раскрыт|Вложенные пункты видны сразу.')),
  children: list(menuLinkSchema, say('Inner entries|A second level.', 'Вложенные пункты|Второй уровень.')),
});
export type MenuLink = Static<typeof menuLinkSchema>;

export const menuSchema = strict({
  title: localText(say('Title|Name of the menu.', 'Название|Имя меню.')),
  roles: Type.Optional(partRoles),
  place: choice(
    { sidebar: 'Sidebar|Боковая панель', top: 'Top|Верх', footer: 'Footer|Подвал' },
    { default: 'sidebar', ...say('Place|Where it stands.', 'Место|Где стоит.') },
  ),
  addedFor: Type.Optional(
    roleList(
      say(
        'Added for|Roles whose menu it follows: so a package brings entries of its own.',
        'Добавить для|Роли, чьё меню она продолжает: так пакет добавляет свои пункты.',
      ),
    ),
  ),
  ord: whole({ default: 100, ...say('Order|Of several menus for one role.', 'Порядок|Среди меню одной роли.') }),
  items: list(menuItemSchema, say('Entries|In the order of the menu.', 'Пункты|В порядке меню.')),
});

export type MenuDefinition = Static<typeof menuSchema>;
