// A tree: records with a parent, shown, chosen, renamed, moved.

import { Type } from 'typebox';
import type { Static } from 'typebox';
import {
  componentRoles,
  emptyState,
  icon,
  linkPattern,
  localText,
  parameters,
  partRoles,
  reference,
  refreshTopics,
  schemaName,
} from './shared.ts';
import { choice, flag, group, list, say, strict, text, whole } from './vocabulary.ts';

const operation = (title: string, ru: string) =>
  group(
    {
      enabled: flag(false, say('On|The procedure may still refuse.', 'Включено|Процедура всё равно может отказать.')),
      roles: Type.Optional(partRoles),
    },
    say(title, ru),
  );

export const treeSchema = strict({
  title: Type.Optional(localText({ maxLength: 300, ...say('Title|Heading of the tree.', 'Заголовок|Заголовок дерева.') })),
  subtitle: Type.Optional(localText(say('Subtitle|A line under the heading.', 'Подзаголовок|Строка под заголовком.'))),
  roles: Type.Optional(componentRoles),
  schema: schemaName,
  icon: Type.Optional(icon),
  leafIcon: Type.Optional(
    text({
      pattern: '^[a-z0-9-]+$',
      'x-editor': 'icon',
      ...say('Icon of a leaf|Where nothing is below.', 'Значок листа|Где ниже ничего нет.'),
    }),
  ),
  create: operation('Creation|Calls tree_{code}_create.', 'Создание|Вызывает tree_{код}_create.'),
  rename: operation('Renaming|Calls tree_{code}_rename.', 'Переименование|Вызывает tree_{код}_rename.'),
  move: operation('Moving|Calls tree_{code}_move.', 'Перенос|Вызывает tree_{код}_move.'),
  delete: operation('Deletion|Calls tree_{code}_delete.', 'Удаление|Вызывает tree_{код}_delete.'),
  confirmDelete: Type.Optional(localText(say('Confirmation of deletion|{title} allowed.', 'Подтверждение удаления|Можно {title}.'))),
  selection: choice(
    { action: 'Does its action|Выполняет действие', single: 'One|Один', multiple: 'Several|Несколько', none: 'None|Нет' },
    { default: 'action', ...say('Choice|What choosing a node does.', 'Выбор|Что делает выбор узла.') },
  ),
  action: group(
    {
      type: choice(
        {
          none: 'None|Нет',
          form: 'Opens a form|Открывает форму',
          redirect: 'Goes to an address|Переходит по адресу',
          refreshContainer: 'Refreshes containers|Обновляет контейнеры',
        },
        { default: 'none', ...say('Type|When the node has none of its own.', 'Тип|Если у узла нет своего.') },
      ),
      form: Type.Optional(reference('form', say('Form|Opens for the node.', 'Форма|Открывается для узла.'))),
      url: Type.Optional(linkPattern(say('Address|{id} is the node.', 'Адрес|{id} — узел.'))),
      target: Type.Optional(
        text({
          maxLength: 500,
          ...say(
            'Containers|Selectors or ids; they get the node as the parameter.',
            'Контейнеры|Селекторы или id; получают узел параметром.',
          ),
        }),
      ),
      param: text({
        default: 'treeID',
        pattern: '^[A-Za-z_]\\w*$',
        ...say('Parameter|Name under which containers get the node.', 'Параметр|Под каким именем контейнеры получают узел.'),
      }),
    },
    say('Action|Of choosing a node.', 'Действие|По выбору узла.'),
  ),
  search: flag(true, say('Search box|Finds nodes by their text.', 'Строка поиска|Находит узлы по тексту.')),
  expandLevel: whole({ default: 1, minimum: 0, maximum: 20, ...say('Open levels|Open at first.', 'Раскрыто уровней|Сначала.') }),
  showTags: flag(true, say('Tags|Column info of the nodes.', 'Метки|Столбец info узлов.')),
  hasCard: flag(true, say('Card|Stands on a card of its own.', 'Карточка|Стоит на своей карточке.')),
  params: Type.Optional(parameters(say('Parameters|Sent with every call.', 'Параметры|Передаются при каждом вызове.'))),
  empty: Type.Optional(emptyState),
  rootTitle: Type.Optional(localText(say('Root|A node above all, for choosing none.', 'Корень|Узел над всеми — «не выбрано».'))),
  levels: list(
    strict({
      title: localText(say('Title|Name of one node at this level.', 'Название|Имя узла на этом уровне.')),
      icon: Type.Optional(icon),
    }),
    say('Levels|What the nodes at each level are called.', 'Уровни|Как называются узлы каждого уровня.'),
  ),
  refreshOn: refreshTopics,
});

export type TreeDefinition = Static<typeof treeSchema>;
