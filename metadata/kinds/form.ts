// A form: its fields, how they are laid out (groups, tabs, steps or own markup), and how it is saved.

import { Type } from 'typebox';
import type { Static } from 'typebox';
import { fieldCodes, formFieldSchema } from './form-field.ts';
import {
  buttonStyles,
  componentRoles,
  condition,
  icon,
  iconName,
  linkPattern,
  localText,
  member,
  parameters,
  partRoles,
  refreshTopics,
  roleList,
  schemaName,
} from './shared.ts';
import { choice, flag, group, list, say, strict, text, whole } from './vocabulary.ts';

const formGroupSchema = strict({
  code: member(say('Code|Name of the group.', 'Код|Имя группы.')),
  title: Type.Optional(localText(say('Title|Heading of the group.', 'Заголовок|Заголовок группы.'))),
  text: Type.Optional(localText(say('Text|A few words under the heading.', 'Текст|Несколько слов под заголовком.'))),
  icon: Type.Optional(icon),
  fields: fieldCodes(say('Fields|Its fields in order.', 'Поля|Её поля по порядку.')),
  columns: whole({
    default: 1,
    minimum: 1,
    maximum: 4,
    ...say('Columns|Fields stand in so many columns.', 'Колонки|Во сколько колонок стоят поля.'),
  }),
  width: whole({
    default: 12,
    minimum: 3,
    maximum: 12,
    ...say('Width|Columns of twelve that the group takes.', 'Ширина|Сколько колонок из двенадцати занимает группа.'),
  }),
  isCollapsible: flag(false, say('Folds|Can be folded by its heading.', 'Сворачивается|Можно свернуть по заголовку.')),
  isCollapsed: flag(false, say('Folded|Is folded at first.', 'Свёрнута|Изначально свёрнута.')),
  roles: Type.Optional(partRoles),
  visibleWhen: Type.Optional(condition(say('Visible when|Otherwise its fields are hidden.', 'Видна, когда|Иначе её поля скрыты.'))),
});
export type FormGroup = Static<typeof formGroupSchema>;

const groupCodes = list(member({ 'x-member': 'groups.code', ...say('Group|Code of a group.', 'Группа|Код группы.') }), {
  uniqueItems: true,
  ...say('Groups|Its groups in order.', 'Группы|Её группы по порядку.'),
});

const part = {
  code: member(say('Code|Name of this part.', 'Код|Имя части.')),
  title: localText(say('Title|What people read.', 'Заголовок|Что видят люди.')),
  icon: Type.Optional(icon),
  groups: groupCodes,
  fields: fieldCodes(say('Fields|Fields that are in none of its groups.', 'Поля|Поля вне её групп.')),
  roles: Type.Optional(partRoles),
  visibleWhen: Type.Optional(condition(say('Visible when|Otherwise it is left out.', 'Видна, когда|Иначе пропускается.'))),
};

const formTabSchema = strict(part);
export type FormTab = Static<typeof formTabSchema>;

const formStepSchema = strict({
  ...part,
  text: Type.Optional(localText(say('Text|What to do in this step.', 'Текст|Что сделать на этом шаге.'))),
  checkOnNext: flag(
    true,
    say('Check before the next|The server checks its fields before going on.', 'Проверять шаг|Сервер проверяет его поля перед следующим.'),
  ),
  nextText: Type.Optional(localText(say('Button|Text of the button to the next step.', 'Кнопка|Текст кнопки к следующему шагу.'))),
});
export type FormStep = Static<typeof formStepSchema>;

const formButtonSchema = strict({
  code: member(say('Code|Arrives as the key "button" in @parameters.', 'Код|Приходит ключом «button» в @parameters.')),
  title: localText(say('Text|Text of the button.', 'Текст|Текст кнопки.')),
  icon: Type.Optional(icon),
  style: choice(buttonStyles, { default: 'outline', ...say('Style|Look of the button.', 'Вид|Вид кнопки.') }),
  kind: choice(
    { save: 'Saves with this code|Сохраняет с этим кодом', reset: 'Clears the fields|Очищает поля', link: 'Link|Ссылка' },
    { default: 'save', ...say('Kind|What it does.', 'Действие|Что делает.') },
  ),
  url: Type.Optional(linkPattern(say('Address|Where a link leads.', 'Адрес|Куда ведёт ссылка.'))),
  confirm: Type.Optional(localText(say('Confirmation|Question asked before.', 'Подтверждение|Вопрос перед действием.'))),
  roles: Type.Optional(partRoles),
  visibleWhen: Type.Optional(condition(say('Visible when|Otherwise hidden.', 'Видна, когда|Иначе скрыта.'))),
});

export const formSchema = strict({
  title: Type.Optional(
    localText({ maxLength: 300, ...say('Title|Heading; getItem may replace it.', 'Заголовок|Заголовок; getItem может заменить.') }),
  ),
  titleNew: Type.Optional(
    localText(say('Title of a new record|Heading when itemID is 0.', 'Заголовок новой записи|Заголовок при itemID = 0.')),
  ),
  subtitle: Type.Optional(localText(say('Subtitle|A line under the heading.', 'Подзаголовок|Строка под заголовком.'))),
  icon: Type.Optional(icon),
  roles: Type.Optional(componentRoles),
  saveRoles: Type.Optional(
    roleList(
      say(
        'Roles that save|Who may save; empty means everybody who may open it.',
        'Роли для сохранения|Кто может сохранять; пусто — все, кто может открыть.',
      ),
    ),
  ),
  schema: schemaName,
  fields: list(formFieldSchema, { uniqueBy: 'code', ...say('Fields|In the order of the form.', 'Поля|В порядке формы.') }),
  groups: list(formGroupSchema, {
    uniqueBy: 'code',
    ...say('Groups|Fields that belong together; the rest follow after them.', 'Группы|Поля, стоящие вместе; остальные идут после них.'),
  }),
  tabs: list(formTabSchema, {
    uniqueBy: 'code',
    ...say('Tabs|Groups on tabs; a tab with an error opens itself.', 'Вкладки|Группы по вкладкам; вкладка с ошибкой открывается сама.'),
  }),
  steps: list(formStepSchema, { uniqueBy: 'code', ...say('Steps|Makes it a wizard.', 'Шаги|Делает форму мастером.') }),
  markup: Type.Optional(
    text({
      maxLength: 200_000,
      'x-editor': 'markup',
      ...say(
        'Markup|Own layout; {col-field} stands for a field, {t:KEY} for a label.',
        'Разметка|Своя раскладка; {col-поле} — место поля, {t:КЛЮЧ} — надпись.',
      ),
      examples: ['<div class="row"><div class="col-6">{col-name}</div></div>'],
    }),
  ),
  size: choice(
    { small: 'Small|Малая', normal: 'Normal|Обычная', big: 'Big|Большая' },
    { default: 'normal', ...say('Size|Width of its window.', 'Размер|Ширина её окна.') },
  ),
  mode: choice(
    { inline: 'On the page|На странице', modal: 'Window|Окно', slideout: 'Side panel|Боковая панель', page: 'Own page|Отдельная страница' },
    {
      default: 'inline',
      ...say('Mode|How links open it unless they say otherwise.', 'Режим|Как её открывают ссылки, если не сказано иначе.'),
    },
  ),
  headerTag: choice(
    { h2: 'h2|h2', h3: 'h3|h3', h4: 'h4|h4', none: 'None|Нет' },
    { default: 'h2', ...say('Heading level|Tag of the heading.', 'Уровень заголовка|Тег заголовка.') },
  ),
  hasCard: flag(true, say('Card|Stands on a card of its own.', 'Карточка|Стоит на своей карточке.')),
  lineLabel: flag(false, say('Labels on the line|Labels stand left of the fields.', 'Подписи в строку|Подписи слева от полей.')),
  columns: whole({ default: 1, minimum: 1, maximum: 4, ...say('Columns|Of fields that are in no group.', 'Колонки|Для полей вне групп.') }),
  saveText: Type.Optional(localText(say('Save button|Text of the button.', 'Кнопка сохранения|Текст кнопки.'))),
  saveIcon: Type.Optional(iconName(say('Save icon|Name of a Bootstrap icon.', 'Значок сохранения|Имя значка Bootstrap Icons.'))),
  saveStyle: choice(buttonStyles, { default: 'primary', ...say('Save style|Look of the button.', 'Вид сохранения|Вид кнопки.') }),
  cancelText: Type.Optional(localText(say('Cancel button|Text of the button.', 'Кнопка отмены|Текст кнопки.'))),
  hideSave: flag(
    false,
    say(
      'Without save button|The form is only read, or saves by other buttons.',
      'Без сохранения|Форму только читают или сохраняют другими кнопками.',
    ),
  ),
  hideCancel: flag(false, say('Without cancel button|There is nothing to go back to.', 'Без отмены|Возвращаться некуда.')),
  cancelUrl: Type.Optional(
    linkPattern(say('Cancel leads to|Address for a form on its own page.', 'Отмена ведёт|Адрес для формы на своей странице.')),
  ),
  buttons: list(formButtonSchema, {
    uniqueBy: 'code',
    ...say('More buttons|Beside save and cancel.', 'Ещё кнопки|Помимо сохранения и отмены.'),
  }),
  successMessage: Type.Optional(
    localText(say('Success message|When saveItem gives no Msg.', 'Сообщение об успехе|Когда saveItem не дала Msg.')),
  ),
  successUrl: Type.Optional(
    linkPattern(
      say('After saving|Address to go to; {itemID} is the saved record.', 'После сохранения|Куда перейти; {itemID} — сохранённая запись.'),
    ),
  ),
  refresh: Type.Optional(
    text({
      maxLength: 500,
      ...say(
        'Refresh|Containers to refresh after saving: selectors or ids by comma.',
        'Обновить|Что обновить после сохранения: селекторы или id через запятую.',
      ),
      examples: ['#as-table-orders'],
    }),
  ),
  hideAfterSave: flag(
    false,
    say('Hide after saving|The message takes its place.', 'Скрыть после сохранения|На её месте остаётся сообщение.'),
  ),
  resetAfterSave: flag(false, say('Clear after saving|Ready for the next record.', 'Очистить после сохранения|Готова к следующей записи.')),
  versionField: Type.Optional(
    member({
      ...say(
        'Version column|Column of getItem that guards against lost updates.',
        'Столбец версии|Столбец getItem, защищающий от потери правок.',
      ),
    }),
  ),
  drafts: group(
    {
      enabled: flag(
        true,
        say(
          'Keep drafts|What was typed survives a lost session and a closed tab.',
          'Хранить черновики|Введённое переживает потерю сеанса и закрытие вкладки.',
        ),
      ),
      isServer: flag(
        false,
        say(
          'On the server|The draft follows the user to other devices.',
          'На сервере|Черновик доступен пользователю на других устройствах.',
        ),
      ),
    },
    say('Drafts|What happens with unsaved input.', 'Черновики|Что с несохранённым вводом.'),
  ),
  guardUnsaved: flag(
    true,
    say('Guard unsaved changes|Asks before they would be lost.', 'Беречь несохранённое|Спрашивает, прежде чем потерять.'),
  ),
  confirm: Type.Optional(localText(say('Confirmation|Question asked before saving.', 'Подтверждение|Вопрос перед сохранением.'))),
  isWidget: flag(
    false,
    say('Widget|Has no save: its fields only drive checkItemField.', 'Виджет|Без сохранения: поля только вызывают checkItemField.'),
  ),
  autosave: flag(false, say('Saves itself|Every change is saved at once.', 'Сохраняется сама|Каждое изменение сохраняется сразу.')),
  stickyBar: flag(
    false,
    say('Sticky buttons|Buttons stay in sight in a long form.', 'Липкие кнопки|Кнопки остаются на виду в длинной форме.'),
  ),
  showSummary: flag(true, say('Error summary|A list of errors above the fields.', 'Сводка ошибок|Список ошибок над полями.')),
  showRequiredMark: flag(
    true,
    say(
      'Marks|Fields that may stay empty say that they are optional.',
      'Пометки|У полей, которые можно не заполнять, написано «необязательно».',
    ),
  ),
  readonly: flag(false, say('Read only|All fields are shown as text.', 'Только чтение|Все поля показаны текстом.')),
  delete: group(
    {
      enabled: flag(false, say('Delete button|Calls fm_{code}_deleteItem.', 'Кнопка удаления|Вызывает fm_{код}_deleteItem.')),
      roles: Type.Optional(partRoles),
      confirm: Type.Optional(
        localText(say('Confirmation|Names the record, {column} allowed.', 'Подтверждение|Называет запись, можно {столбец}.')),
      ),
    },
    say('Deletion|Of the open record.', 'Удаление|Открытой записи.'),
  ),
  params: Type.Optional(parameters(say('Parameters|Sent with every call of its procedures.', 'Параметры|Передаются во все её процедуры.'))),
  refreshOn: refreshTopics,
  intro: Type.Optional(localText(say('Introduction|A few words above the fields.', 'Введение|Несколько слов над полями.'))),
  cssClass: Type.Optional(
    text({ pattern: '^[A-Za-z0-9_ -]*$', maxLength: 200, ...say('CSS class|Added to the form.', 'Класс CSS|Добавляется форме.') }),
  ),
});

export type FormDefinition = Static<typeof formSchema>;
