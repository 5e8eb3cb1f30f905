// A page: its address, layout, who may open it, and the markup with snippets of components.

import { Type } from 'typebox';
import type { Static } from 'typebox';
import {
  buttonStyles,
  componentRoles,
  icon,
  linkPattern,
  localText,
  parameters,
  partRoles,
  reference,
  roleList,
  schemaName,
} from './shared.ts';
import { choice, decimal, flag, group, list, say, strict, text, whole } from './vocabulary.ts';

/** Named segments, with a type when not every text will do: `/order/{itemID:int}`. */
const routePattern = '^/$|^(/([A-Za-z0-9._~-]+|\\{[A-Za-z][A-Za-z0-9]*(:(int|text|date|guid))?\\}))+$';

const route = text({
  pattern: routePattern,
  maxLength: 200,
  examples: ['/order/{itemID}', '/catalog/{categoryID:int}/{itemID:int}'],
  ...say(
    'Route|Address with named segments {name} or {name:int}; by default /{code} and /{code}/{itemID}.',
    'Маршрут|Адрес с именованными частями {имя} или {имя:int}; по умолчанию /{код} и /{код}/{itemID}.',
  ),
});

const pageActionSchema = strict({
  text: localText(say('Text|Text of the button.', 'Текст|Текст кнопки.')),
  icon: Type.Optional(icon),
  style: choice(buttonStyles, { default: 'outline', ...say('Style|Look of the button.', 'Вид|Вид кнопки.') }),
  kind: choice(
    {
      link: 'Link|Ссылка',
      form: 'Form in a window|Форма в окне',
      slideout: 'Form in a side panel|Форма в боковой панели',
      request: 'Procedure|Процедура',
      refresh: 'Refresh|Обновить',
    },
    { default: 'link', ...say('Kind|What the button does.', 'Действие|Что делает кнопка.') },
  ),
  form: Type.Optional(reference('form', say('Form|The form that opens.', 'Форма|Форма, которая откроется.'))),
  itemID: Type.Optional(
    text({
      maxLength: 200,
      ...say('Item|itemID for the form; tokens allowed.', 'Запись|itemID для формы; можно токены.'),
      examples: ['{itemID}'],
    }),
  ),
  request: Type.Optional(
    reference('request', say('Request|Its procedure rq_{code} is called.', 'Запрос|Вызывается его процедура rq_{код}.')),
  ),
  url: Type.Optional(linkPattern(say('Address|Where the link leads.', 'Адрес|Куда ведёт ссылка.'))),
  target: Type.Optional(text(say('Refresh target|Selectors or ids to refresh, by comma.', 'Что обновить|Селекторы или id через запятую.'))),
  params: Type.Optional(parameters(say('Parameters|Passed to the form or procedure.', 'Параметры|Передаются форме или процедуре.'))),
  confirm: Type.Optional(localText(say('Confirmation|Question asked before.', 'Подтверждение|Вопрос перед действием.'))),
  roles: Type.Optional(partRoles),
});

export const pageSchema = strict({
  title: localText({
    maxLength: 300,
    ...say('Title|Heading of the page and the browser tab; tokens allowed.', 'Заголовок|Заголовок страницы и вкладки; можно токены.'),
  }),
  subtitle: Type.Optional(localText(say('Subtitle|A line under the heading.', 'Подзаголовок|Строка под заголовком.'))),
  icon: Type.Optional(icon),
  roles: Type.Optional(componentRoles),
  route: Type.Optional(route),
  aliases: list(route, {
    ...say(
      'Former addresses|Addresses that lead here with a permanent redirect.',
      'Прежние адреса|Адреса с постоянной переадресацией сюда.',
    ),
    uniqueItems: true,
  }),
  layout: choice(
    { cabinet: 'Cabinet with menu|Кабинет с меню', public: 'Public site|Публичный сайт', bare: 'Without frame|Без рамки' },
    { default: 'cabinet', ...say('Layout|The frame around the page.', 'Каркас|Рамка вокруг страницы.') },
  ),
  width: choice(
    { full: 'Full|Во всю ширину', wide: 'Wide|Широкая', narrow: 'For reading|Для чтения' },
    { default: 'full', ...say('Width|How wide the content grows.', 'Ширина|Насколько широким может быть содержимое.') },
  ),
  density: choice(
    { user: 'As the user chose|Как выбрал пользователь', comfortable: 'Comfortable|Свободная', compact: 'Compact|Плотная' },
    { default: 'user', ...say('Density|Space between rows and controls.', 'Плотность|Расстояние между строками и элементами.') },
  ),
  markup: text({
    default: '',
    maxLength: 500_000,
    'x-editor': 'markup',
    ...say('Markup|HTML with snippets of components and tokens.', 'Разметка|HTML со сниппетами компонентов и токенами.'),
    examples: ['<div class="as-table" data-code="orders"></div>'],
  }),
  aside: Type.Optional(
    text({
      maxLength: 500_000,
      'x-editor': 'markup',
      ...say(
        'Side column|Markup of a second column; below the first on a phone.',
        'Боковая колонка|Разметка второй колонки; на телефоне — под первой.',
      ),
    }),
  ),
  css: Type.Optional(
    text({
      maxLength: 200_000,
      'x-editor': 'css',
      ...say('CSS|Styles of this page, served as a file.', 'CSS|Стили этой страницы, отдаются файлом.'),
    }),
  ),
  js: Type.Optional(
    text({
      maxLength: 200_000,
      'x-editor': 'js',
      ...say('Script|Script of this page, served as a module.', 'Скрипт|Скрипт этой страницы, отдаётся модулем.'),
    }),
  ),
  breadcrumbs: list(
    strict({
      text: localText(say('Text|Text of the link.', 'Текст|Текст ссылки.')),
      url: Type.Optional(linkPattern(say('Address|Where it leads; none for the page itself.', 'Адрес|Куда ведёт; у самой страницы нет.'))),
      page: Type.Optional(reference('page', say('Page|The page it leads to, instead of an address.', 'Страница|Страница вместо адреса.'))),
    }),
    say(
      'Breadcrumbs|Way to this page, replaced by the second set of the page procedure.',
      'Навигационная цепочка|Путь к странице; заменяется вторым набором процедуры.',
    ),
  ),
  showBreadcrumbs: flag(true, say('Show breadcrumbs|The row above the heading.', 'Показывать цепочку|Строка над заголовком.')),
  showTitle: flag(true, say('Show heading|Off when the markup has its own.', 'Показывать заголовок|Выключите, если он есть в разметке.')),
  actions: list(pageActionSchema, say('Actions|Buttons at the heading.', 'Действия|Кнопки у заголовка.')),
  isHome: flag(
    false,
    say('Start page|Opens at / for those whose role names no other.', 'Начальная|Открывается по / для ролей без своей начальной страницы.'),
  ),
  itemType: choice(
    { none: 'No item|Без записи', int: 'Number|Число', text: 'Text|Текст' },
    { default: 'text', ...say('Type of itemID|Other values answer 404.', 'Тип itemID|На другие значения ответ 404.') },
  ),
  schema: schemaName,
  refreshSeconds: Type.Optional(
    whole({
      minimum: 5,
      maximum: 86_400,
      ...say(
        'Refresh every, s|Components are refreshed at this interval.',
        'Обновлять каждые, с|Компоненты обновляются с этим промежутком.',
      ),
    }),
  ),
  cacheSeconds: whole({
    default: 0,
    minimum: 0,
    maximum: 86_400,
    ...say('Browser cache, s|For pages that are the same for everybody.', 'Кэш браузера, с|Для страниц, одинаковых для всех.'),
  }),
  seo: group(
    {
      title: Type.Optional(localText(say('Title|Title for search engines.', 'Заголовок|Заголовок для поисковиков.'))),
      description: Type.Optional(localText(say('Description|Description for search engines.', 'Описание|Описание для поисковиков.'))),
      keywords: Type.Optional(localText(say('Keywords|By comma.', 'Ключевые слова|Через запятую.'))),
      canonical: Type.Optional(
        linkPattern(say('Canonical address|The main address of equal pages.', 'Канонический адрес|Основной адрес одинаковых страниц.')),
      ),
      noindex: flag(
        false,
        say('Keep out of search|Asks search engines not to index it.', 'Не индексировать|Просьба поисковикам не индексировать.'),
      ),
      sitemap: group(
        {
          include: flag(
            false,
            say('In the sitemap|Only pages open to everybody get there.', 'В карте сайта|Попадают только страницы, открытые всем.'),
          ),
          priority: decimal({ default: 0.5, minimum: 0, maximum: 1, ...say('Priority|From 0 to 1.', 'Приоритет|От 0 до 1.') }),
          changefreq: choice(
            {
              always: 'Always|Всегда',
              hourly: 'Hourly|Ежечасно',
              daily: 'Daily|Ежедневно',
              weekly: 'Weekly|Еженедельно',
              monthly: 'Monthly|Ежемесячно',
              yearly: 'Yearly|Ежегодно',
              never: 'Never|Никогда',
            },
            { default: 'weekly', ...say('Changes|How often it changes.', 'Меняется|Как часто меняется.') },
          ),
        },
        say('Sitemap|Its line in sitemap.xml.', 'Карта сайта|Её строка в sitemap.xml.'),
      ),
    },
    say('Search engines|What search engines read.', 'Поисковики|Что читают поисковики.'),
  ),
  menu: Type.Optional(reference('menu', say('Menu|Another menu than that of the role.', 'Меню|Другое меню вместо меню роли.'))),
  menuPage: Type.Optional(
    reference(
      'page',
      say(
        'Menu entry|Page whose menu entry is marked while this one is open.',
        'Пункт меню|Страница, чей пункт меню отмечен, пока открыта эта.',
      ),
    ),
  ),
  trustedRoles: Type.Optional(
    roleList(say('Debug roles|Roles that see the developer toolbar here.', 'Роли отладки|Роли, видящие здесь панель разработчика.')),
  ),
  helpUrl: Type.Optional(linkPattern(say('Help|Address of the help on this page.', 'Справка|Адрес справки по странице.'))),
  description: Type.Optional(localText(say('Notes|For developers.', 'Заметки|Для разработчиков.'))),
});

export type PageDefinition = Static<typeof pageSchema>;
