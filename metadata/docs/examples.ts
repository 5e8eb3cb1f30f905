// One short body of every kind for the reference, together a small solution: a tour agency. A test checks each against its schema.

import type { KindName } from '../kinds.ts';

export const kindExamples: Readonly<Record<KindName, object>> = {
  role: { title: { en: 'Agent', ru: 'Агент' }, homePage: 'tours', menu: 'agent', icon: 'briefcase', permissions: [], ord: 20 },
  page: {
    title: { en: 'Tour {name}', ru: 'Тур {name}' },
    roles: 'agent',
    route: '/tour/{itemID:int}',
    itemType: 'int',
    menuPage: 'tours',
    markup:
      '<div class="as-status" data-code="tour" data-itemid="{itemID}"></div>\n<div class="as-form" data-code="tour" data-itemid="{itemID}"></div>',
    actions: [{ text: { en: 'Print', ru: 'Печать' }, icon: 'printer', url: '/tour-print/{itemID}' }],
  },
  menu: {
    title: 'Agent',
    items: [
      { code: 'tours', text: { en: 'Tours', ru: 'Туры' }, icon: 'map', page: 'tours', badge: true },
      { text: { en: 'Reports', ru: 'Отчёты' }, icon: 'bar-chart', page: 'reports', section: { en: 'Control', ru: 'Контроль' } },
    ],
  },
  form: {
    title: { en: 'Tour', ru: 'Тур' },
    roles: 'agent',
    versionField: 'rv',
    fields: [
      { code: 'name', title: { en: 'Name', ru: 'Название' }, required: true, maxLength: 200 },
      { code: 'countryID', title: { en: 'Country', ru: 'Страна' }, type: 'select', required: true },
      { code: 'cityID', title: { en: 'City', ru: 'Город' }, type: 'select', dictionary: { dependsOn: ['countryID'] } },
      { code: 'price', title: { en: 'Price', ru: 'Цена' }, type: 'money', min: 0 },
      {
        code: 'reason',
        title: { en: 'Why so cheap', ru: 'Почему так дёшево' },
        type: 'textarea',
        visibleWhen: { field: 'price', op: 'lt', value: 100 },
      },
    ],
    refresh: '#as-table-tours',
  },
  table: {
    title: { en: 'Tours', ru: 'Туры' },
    roles: 'agent,client',
    columns: [
      { code: 'name', title: { en: 'Name', ru: 'Название' }, mobile: 'title' },
      {
        code: 'price',
        title: { en: 'Price', ru: 'Цена' },
        type: 'money',
        filter: { type: 'numberRange' },
        edit: { type: 'money', min: 0 },
        editRoles: 'agent',
      },
      { code: 'starts', title: { en: 'Starts', ru: 'Начало' }, type: 'date', filter: { type: 'dateRange' } },
    ],
    sort: [{ column: 'starts', direction: 'asc' }],
    operations: [{ code: 'hide', title: { en: 'Hide', ru: 'Скрыть' }, icon: 'eye-slash', scope: 'bulk', roles: 'agent' }],
    refreshOn: ['tours'],
  },
  dashboard: {
    roles: 'agent',
    panels: [
      { code: 'soon', title: { en: 'Starting soon', ru: 'Скоро начинаются' }, width: 8, rowLink: '/tour/{id}' },
      { code: 'sales', type: 'chart', chart: 'sales', width: 4 },
    ],
  },
  chart: { title: { en: 'Sales', ru: 'Продажи' }, roles: 'agent', type: 'line', format: 'money', currency: 'EUR', labelType: 'month' },
  tree: { title: { en: 'Regions', ru: 'Регионы' }, roles: 'agent', move: { enabled: true }, rename: { enabled: true }, expandLevel: 2 },
  entity: {
    title: { en: 'Tour', ru: 'Тур' },
    roles: 'agent,client',
    statuses: [
      { code: 'draft', title: { en: 'Draft', ru: 'Черновик' }, color: 'secondary', ord: 10, isInitial: true },
      { code: 'open', title: { en: 'Open', ru: 'Открыт' }, color: 'success', ord: 20 },
      { code: 'over', title: { en: 'Over', ru: 'Завершён' }, ord: 30, isFinal: true },
    ],
    transitions: [
      { from: ['draft'], to: 'open', title: { en: 'Open for sale', ru: 'Открыть продажу' }, style: 'primary', roles: 'agent' },
      { from: ['open'], to: 'over', title: { en: 'End', ru: 'Завершить' }, roles: 'agent', comment: 'required' },
    ],
  },
  resource: {
    title: { en: 'Photos', ru: 'Фото' },
    entityCode: 'tour',
    readRoles: 'all',
    writeRoles: 'agent',
    isImage: true,
    maxSizeMb: 5,
    image: { width: 1600, height: 1200, format: 'webp' },
    view: 'gallery',
  },
  chat: { title: { en: 'Messages', ru: 'Сообщения' }, roles: 'agent,client', notificationType: 'tour-message', url: '/tour/{itemID}' },
  block: { roles: 'all', hasProcedure: true, html: '<ul>{{#each sel1}}<li>{{name}}: {{price}}</li>{{/each}}</ul>', wrapper: 'card' },
  request: { title: { en: 'Copy an order', ru: 'Копировать заказ' }, roles: 'client,manager', params: { source: 'order' } },
  api: {
    title: { en: 'Tours of a country', ru: 'Туры страны' },
    roles: 'agent',
    method: 'GET',
    parameters: [
      { code: 'country', isRequired: true, maxLength: 2 },
      { code: 'days', type: 'integer', min: 1, max: 60 },
    ],
  },
  check: {
    title: { en: 'Tour costs less than its hotel', ru: 'Тур дешевле своей гостиницы' },
    area: { en: 'Money', ru: 'Деньги' },
    roles: 'agent',
    severity: 'danger',
    schedule: '10 3 * * *',
    columns: [{ code: 'price', title: { en: 'Price', ru: 'Цена' }, format: 'money' }],
    fix: { title: { en: 'Raise to the cost', ru: 'Поднять до стоимости' } },
    notify: { to: 'role:agent' },
  },
  job: { title: { en: 'Close old tours', ru: 'Закрыть старые туры' }, roles: 'agent', schedule: '0 4 * * *' },
  notificationType: {
    title: { en: 'Message about a tour', ru: 'Сообщение о туре' },
    icon: 'chat-dots',
    channels: ['inApp', 'email'],
    mailTemplate: 'tour-message',
  },
  mailTemplate: {
    title: 'Message about a tour',
    subject: { en: 'A message about {{tour}}', ru: 'Сообщение о туре {{tour}}' },
    body: { en: '<p>{{text}}</p><p><a href="{{url}}">Answer</a></p>', ru: '<p>{{text}}</p><p><a href="{{url}}">Ответить</a></p>' },
    values: [{ code: 'tour', example: 'Alps in May' }],
  },
  setting: { title: { en: 'Days to pay', ru: 'Дней на оплату' }, type: 'number', default: '3', min: 1, max: 30 },
  label: { texts: { 'tour.price': { en: 'Price per person', ru: 'Цена за человека' } } },
};
