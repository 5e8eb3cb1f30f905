// A resource type: files or pictures attached to records, who reads and writes them, what is accepted.

import { Type } from 'typebox';
import type { Static } from 'typebox';
import { componentRoles, emptyState, localText, member, roleList, schemaName } from './shared.ts';
import { choice, decimal, flag, group, list, say, strict, text, whole } from './vocabulary.ts';

export const resourceSchema = strict({
  title: Type.Optional(localText({ maxLength: 300, ...say('Title|Heading above the files.', 'Заголовок|Заголовок над файлами.') })),
  entityCode: member(
    say(
      'Object|What the files belong to; several types may serve one.',
      'Объект|К чему относятся файлы; на объект может быть несколько типов.',
    ),
  ),
  readRoles: Type.Optional(componentRoles),
  writeRoles: Type.Optional(
    roleList(
      say('Roles that write|Who uploads and deletes; empty admits nobody.', 'Роли для записи|Кто загружает и удаляет; пусто — никто.'),
    ),
  ),
  schema: schemaName,
  isSingle: flag(false, say('One only|A new file takes the place of the old one.', 'Один|Новый файл заменяет прежний.')),
  isImage: flag(false, say('Only pictures|Shown as such.', 'Только изображения|Показаны картинками.')),
  isGenerated: flag(
    false,
    say('Generated|Made by rs_{code}_getFile, nothing is uploaded.', 'Создаётся|Делает rs_{код}_getFile, загрузки нет.'),
  ),
  maxSizeMb: decimal({
    default: 10,
    minimum: 0.01,
    maximum: 200,
    ...say('Size at most, MB|Of one file.', 'Размер не более, МБ|Одного файла.'),
  }),
  maxFiles: whole({ default: 50, minimum: 1, maximum: 1000, ...say('Files at most|At one record.', 'Файлов не более|У одной записи.') }),
  contentTypes: list(
    text({
      pattern: '^[a-z]+/(\\*|[a-z0-9.+-]+)$',
      ...say('Type|A content type, image/* for all pictures.', 'Тип|Тип содержимого, image/* — все изображения.'),
    }),
    {
      uniqueItems: true,
      ...say(
        'Content types|Checked by content, not by name; empty means documents and pictures.',
        'Типы содержимого|Проверяются по содержимому; пусто — документы и изображения.',
      ),
      examples: [['application/pdf', 'image/*']],
    },
  ),
  fileFilter: Type.Optional(
    text({
      maxLength: 300,
      'x-editor': 'regex',
      format: 'regex',
      ...say('Name filter|Regular expression for file names.', 'Фильтр имени|Регулярное выражение для имён файлов.'),
    }),
  ),
  image: group(
    {
      width: Type.Optional(
        whole({ minimum: 16, maximum: 8000, ...say('Width, px|Larger ones are reduced.', 'Ширина, px|Большие уменьшаются.') }),
      ),
      height: Type.Optional(
        whole({ minimum: 16, maximum: 8000, ...say('Height, px|Larger ones are reduced.', 'Высота, px|Большие уменьшаются.') }),
      ),
      fit: choice(
        { inside: 'Fits in|Вписать', cover: 'Cut to fill|Обрезать', none: 'Untouched|Не менять' },
        { default: 'inside', ...say('Reducing|How it takes the size.', 'Уменьшение|Как принимает размер.') },
      ),
      thumbnail: whole({
        default: 240,
        minimum: 32,
        maximum: 1000,
        ...say('Preview, px|Longer side of the preview.', 'Миниатюра, px|Длинная сторона миниатюры.'),
      }),
      format: choice(
        { keep: 'As it is|Как есть', webp: 'WebP|WebP', jpeg: 'JPEG|JPEG' },
        { default: 'keep', ...say('Format|It is stored in.', 'Формат|В котором хранится.') },
      ),
    },
    say(
      'Pictures|What becomes of uploaded pictures; their metadata is always removed.',
      'Изображения|Что делать с загруженными; метаданные удаляются всегда.',
    ),
  ),
  view: choice(
    { list: 'List|Список', gallery: 'Gallery|Галерея', single: 'One large|Одно крупно' },
    { default: 'list', ...say('View|How the files are shown.', 'Вид|Как показаны файлы.') },
  ),
  canReorder: flag(false, say('Order|Files can be dragged.', 'Порядок|Файлы можно перетаскивать.')),
  canRename: flag(false, say('Renaming|Of files.', 'Переименование|Файлов.')),
  ownOnly: flag(
    false,
    say('Own only|A file is deleted only by who uploaded it, or by managers of files.', 'Только свои|Файл удаляет только загрузивший.'),
  ),
  showAuthor: flag(true, say('Author and time|Beside each file.', 'Автор и время|У каждого файла.')),
  isInline: flag(
    true,
    say('Opens in the browser|Pictures and PDF; the rest is saved.', 'Открывать в браузере|Изображения и PDF; прочее сохраняется.'),
  ),
  cacheSeconds: whole({
    default: 0,
    minimum: 0,
    maximum: 31_536_000,
    ...say('Browser cache, s|For files open to everybody.', 'Кэш браузера, с|Для файлов, открытых всем.'),
  }),
  hasCard: flag(true, say('Card|Stands on a card of its own.', 'Карточка|Стоит на своей карточке.')),
  help: Type.Optional(localText(say('Hint|Under the drop area.', 'Подсказка|Под областью загрузки.'))),
  empty: Type.Optional(emptyState),
});

export type ResourceDefinition = Static<typeof resourceSchema>;
