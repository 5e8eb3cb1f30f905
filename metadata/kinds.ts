// The only list of definition kinds. Whoever adds a kind writes `kinds/<kind>.ts` and adds one line here in each of the two lists.

import type { TSchema } from 'typebox';
import { apiSchema } from './kinds/api.ts';
import type { ApiDefinition } from './kinds/api.ts';
import { blockSchema } from './kinds/block.ts';
import type { BlockDefinition } from './kinds/block.ts';
import { chartSchema } from './kinds/chart.ts';
import type { ChartDefinition } from './kinds/chart.ts';
import { checkSchema } from './kinds/check.ts';
import type { CheckDefinition } from './kinds/check.ts';
import { chatSchema } from './kinds/chat.ts';
import type { ChatDefinition } from './kinds/chat.ts';
import { dashboardSchema } from './kinds/dashboard.ts';
import type { DashboardDefinition } from './kinds/dashboard.ts';
import { entitySchema } from './kinds/entity.ts';
import type { EntityDefinition } from './kinds/entity.ts';
import { formSchema } from './kinds/form.ts';
import type { FormDefinition } from './kinds/form.ts';
import { jobSchema } from './kinds/job.ts';
import type { JobDefinition } from './kinds/job.ts';
import { labelSchema } from './kinds/label.ts';
import type { LabelDefinition } from './kinds/label.ts';
import { mailTemplateSchema } from './kinds/mail-template.ts';
import type { MailTemplateDefinition } from './kinds/mail-template.ts';
import { menuSchema } from './kinds/menu.ts';
import type { MenuDefinition } from './kinds/menu.ts';
import { notificationTypeSchema } from './kinds/notification-type.ts';
import type { NotificationTypeDefinition } from './kinds/notification-type.ts';
import { pageSchema } from './kinds/page.ts';
import type { PageDefinition } from './kinds/page.ts';
import { requestSchema } from './kinds/request.ts';
import type { RequestDefinition } from './kinds/request.ts';
import { resourceSchema } from './kinds/resource.ts';
import type { ResourceDefinition } from './kinds/resource.ts';
import { roleSchema } from './kinds/role.ts';
import type { RoleDefinition } from './kinds/role.ts';
import { settingSchema } from './kinds/setting.ts';
import type { SettingDefinition } from './kinds/setting.ts';
import { tableSchema } from './kinds/table.ts';
import type { TableDefinition } from './kinds/table.ts';
import { treeSchema } from './kinds/tree.ts';
import type { TreeDefinition } from './kinds/tree.ts';
import { say } from './kinds/vocabulary.ts';
import type { Words } from './kinds/vocabulary.ts';

/** The type of a checked definition of each kind; properties with a default are filled in. */
export interface Definitions {
  role: RoleDefinition;
  page: PageDefinition;
  menu: MenuDefinition;
  form: FormDefinition;
  table: TableDefinition;
  dashboard: DashboardDefinition;
  chart: ChartDefinition;
  tree: TreeDefinition;
  entity: EntityDefinition;
  resource: ResourceDefinition;
  chat: ChatDefinition;
  block: BlockDefinition;
  request: RequestDefinition;
  api: ApiDefinition;
  check: CheckDefinition;
  job: JobDefinition;
  notificationType: NotificationTypeDefinition;
  mailTemplate: MailTemplateDefinition;
  setting: SettingDefinition;
  label: LabelDefinition;
}

export type KindName = keyof Definitions;
export type DefinitionOf<K extends KindName> = Definitions[K];

/** A stored procedure of a component: `name` is a pattern with `{code}` and, for parts, `{member}`. */
export interface KindProcedure {
  readonly name: string;
  readonly isRequired: boolean;
  /** Parameters that the platform can give; anything else a procedure declares is looked up in the request's parameters. */
  readonly parameters: readonly string[];
  /** Columns that the first result set must have. */
  readonly columns?: readonly string[];
}

export interface Kind extends Words {
  readonly name: KindName;
  readonly icon: string;
  readonly schema: TSchema;
  /** Snippet classes that place it on a page, in lower case. */
  readonly snippets: readonly string[];
  readonly procedures: readonly KindProcedure[];
}

const optional = (name: string, ...parameters: string[]): KindProcedure => ({ name, isRequired: false, parameters });
const required = (name: string, ...parameters: string[]): KindProcedure => ({ name, isRequired: true, parameters });

export const kinds: { readonly [K in KindName]: Kind & { readonly name: K } } = {
  role: {
    name: 'role',
    icon: 'people',
    schema: roleSchema,
    snippets: [],
    procedures: [],
    ...say('Role|A group of users.', 'Роль|Группа пользователей.'),
  },
  page: {
    name: 'page',
    icon: 'file-earmark-richtext',
    schema: pageSchema,
    snippets: [],
    procedures: [optional('pg_{code}_getPage', 'itemID', 'parameters', 'username')],
    ...say('Page|An address with markup and components.', 'Страница|Адрес с разметкой и компонентами.'),
  },
  menu: {
    name: 'menu',
    icon: 'list',
    schema: menuSchema,
    snippets: [],
    procedures: [],
    ...say('Menu|Links of a cabinet.', 'Меню|Ссылки кабинета.'),
  },
  form: {
    name: 'form',
    icon: 'ui-checks',
    schema: formSchema,
    snippets: ['as-form', 'as-form-modal', 'as-editable', 'as-terminal'],
    procedures: [
      optional('fm_{code}_getItem', 'itemID', 'username', 'parameters'),
      optional('fm_{code}_checkItem', 'itemID', 'username', 'parameters'),
      // Required unless the form is a widget, is read only or has no way to save: the cross-checks look.
      required('fm_{code}_saveItem', 'username', 'itemID', 'parameters'),
      optional('fm_{code}_checkItemField', 'itemID', 'username', 'field', 'value', 'parameters'),
      optional('fm_{code}_saveEditableField', 'pk', 'fieldCode', 'value', 'username'),
      optional('fm_{code}_deleteItem', 'itemID', 'username'),
      optional('fm_{code}_{member}_dict', 'username', 'itemID', 'parameters', 'search', 'limit'),
    ],
    ...say('Form|Fields that are filled in and saved.', 'Форма|Поля, которые заполняют и сохраняют.'),
  },
  table: {
    name: 'table',
    icon: 'table',
    schema: tableSchema,
    snippets: ['as-table', 'as-catalog'],
    procedures: [
      required('crud_{code}_getItems', 'filters', 'sort', 'direction', 'page', 'pageSize', 'username'),
      optional('crud_{code}_updateField', 'itemID', 'field', 'value', 'username'),
      optional('crud_{code}_deleteItem', 'itemID', 'username'),
      optional('crud_{code}_fastCreate', 'filters', 'text', 'username'),
      optional('crud_{code}_operation', 'operation', 'itemIDs', 'parameters', 'username'),
      optional('crud_{code}_reorder', 'itemIDs', 'username'),
      optional('crud_{code}_import', 'rows', 'username'),
      optional('crud_{code}_{member}_dict', 'tableCode', 'col', 'username', 'parameters', 'filters', 'search', 'limit'),
    ],
    ...say('Table|Rows with filters, sort and operations.', 'Таблица|Строки с фильтрами, сортировкой и операциями.'),
  },
  dashboard: {
    name: 'dashboard',
    icon: 'speedometer2',
    schema: dashboardSchema,
    snippets: ['as-dashboard'],
    procedures: [
      optional('dashboard_{code}_getCounters', 'username', 'parameters', 'filter'),
      optional('dashboard_{code}_{member}_getPanelTable', 'username', 'filter', 'parameters'),
      optional('dashboard_{code}_{member}_getPanelChart', 'username', 'filter', 'parameters'),
    ],
    ...say('Dashboard|Counters and panels.', 'Панель показателей|Счётчики и панели.'),
  },
  chart: {
    name: 'chart',
    icon: 'bar-chart',
    schema: chartSchema,
    snippets: ['as-chart', 'as-metric'],
    procedures: [required('chart_{code}_getData', 'parameters', 'filter', 'username')],
    ...say('Chart|Numbers as a picture.', 'График|Числа картинкой.'),
  },
  tree: {
    name: 'tree',
    icon: 'diagram-3',
    schema: treeSchema,
    snippets: ['as-tree'],
    procedures: [
      required('tree_{code}_getItems', 'parameters', 'username', 'itemID'),
      optional('tree_{code}_create', 'parentID', 'title', 'username', 'parameters'),
      optional('tree_{code}_rename', 'itemID', 'title', 'username', 'parameters'),
      optional('tree_{code}_delete', 'itemID', 'username', 'parameters'),
      optional('tree_{code}_move', 'itemID', 'parentID', 'ord', 'position', 'beforeID', 'username', 'parameters'),
    ],
    ...say('Tree|Records with a parent.', 'Дерево|Записи с родителем.'),
  },
  entity: {
    name: 'entity',
    icon: 'signpost-split',
    schema: entitySchema,
    snippets: ['as-status'],
    procedures: [
      required('en_{code}_getStatus', 'itemID', 'username'),
      required('en_{code}_setStatus', 'itemID', 'status', 'from', 'to', 'comment', 'username'),
      optional('en_{code}_checkStatus', 'itemID', 'from', 'to', 'comment', 'username'),
      optional('en_{code}_afterChangeStatus', 'itemID', 'from', 'to', 'comment', 'username'),
    ],
    ...say('Entity|Statuses and transitions.', 'Сущность|Статусы и переходы.'),
  },
  resource: {
    name: 'resource',
    icon: 'paperclip',
    schema: resourceSchema,
    snippets: ['as-resourcemanager'],
    procedures: [
      optional('rs_{code}_access', 'itemID', 'action', 'username'),
      optional('rs_{code}_afterUpload', 'itemID', 'fileID', 'fileName', 'username', 'parameters'),
      optional('rs_{code}_getFile', 'parameters', 'username'),
    ],
    ...say('Resource|Files at records.', 'Ресурс|Файлы у записей.'),
  },
  chat: {
    name: 'chat',
    icon: 'chat-dots',
    schema: chatSchema,
    snippets: ['as-chat'],
    procedures: [optional('chat_{code}_access', 'itemID', 'username')],
    ...say('Chat|Messages at a record.', 'Чат|Сообщения у записи.'),
  },
  block: {
    name: 'block',
    icon: 'code-square',
    schema: blockSchema,
    snippets: ['as-block'],
    procedures: [optional('block_{code}_getData', 'parameters', 'username')],
    ...say('Block|A piece of HTML.', 'Блок|Кусок HTML.'),
  },
  request: {
    name: 'request',
    icon: 'lightning',
    schema: requestSchema,
    snippets: ['as-request'],
    procedures: [required('rq_{code}', 'itemID', 'parameters', 'username')],
    ...say('Request|A procedure that buttons and scripts call.', 'Запрос|Процедура, которую вызывают кнопки и скрипты.'),
  },
  api: {
    name: 'api',
    icon: 'plug',
    schema: apiSchema,
    snippets: [],
    procedures: [
      // Required of an incoming one.
      optional('api_{code}', 'parameters', 'username'),
      optional('api_{code}_request', 'parameters', 'username'),
      optional('api_{code}_response', 'status', 'body', 'error', 'parameters', 'username'),
    ],
    ...say('API|Calls from and to other systems.', 'API|Вызовы из других систем и к ним.'),
  },
  check: {
    name: 'check',
    icon: 'shield-check',
    schema: checkSchema,
    snippets: ['as-check'],
    procedures: [
      // Not of a collection: the cross-checks look.
      required('chk_{code}', 'username', 'lang'),
      optional('chk_{code}_fix', 'itemIDs', 'username', 'lang'),
    ],
    ...say('Check|Finds what is wrong in the data.', 'Проверка|Находит, что не так в данных.'),
  },
  job: {
    name: 'job',
    icon: 'clock-history',
    schema: jobSchema,
    snippets: ['as-job'],
    procedures: [required('job_{code}', 'username')],
    ...say('Job|Work by the clock.', 'Задание|Работа по расписанию.'),
  },
  notificationType: {
    name: 'notificationType',
    icon: 'bell',
    schema: notificationTypeSchema,
    snippets: [],
    procedures: [],
    ...say('Notification type|What users are told of.', 'Тип уведомления|О чём узнают пользователи.'),
  },
  mailTemplate: {
    name: 'mailTemplate',
    icon: 'envelope',
    schema: mailTemplateSchema,
    snippets: [],
    procedures: [],
    ...say('Mail template|Letters in both languages.', 'Шаблон письма|Письма на двух языках.'),
  },
  setting: {
    name: 'setting',
    icon: 'sliders',
    schema: settingSchema,
    snippets: [],
    procedures: [],
    ...say('Setting|A value that changes behaviour.', 'Настройка|Значение, меняющее поведение.'),
  },
  label: {
    name: 'label',
    icon: 'translate',
    schema: labelSchema,
    snippets: [],
    procedures: [],
    ...say('Labels|Texts in both languages.', 'Надписи|Тексты на двух языках.'),
  },
};

export const kindNames = Object.keys(kinds) as readonly KindName[];

export function isKindName(text: string): text is KindName {
  return Object.hasOwn(kinds, text);
}
