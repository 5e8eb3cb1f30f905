// Справка.

export const help = {
  kinds: 'Определения: все настройки',
  shared: 'Общие части',
  keys: 'Клавиши',
  key_search: 'Ctrl K',
  does_search: 'поиск по всему',
  key_run: 'F5 или Ctrl Enter',
  does_run: 'выполнить выделенное или весь скрипт',
  key_save: 'Ctrl S',
  does_save: 'сохранить модуль или черновик',
  key_undo: 'Ctrl Z',
  does_undo: 'отменить в редакторе',
  key_move: 'Alt ↑, Alt ↓',
  does_move: 'передвинуть поле или столбец',
  key_leave: 'Esc, затем Tab',
  does_leave: 'выйти из редактора кода',
  begin: 'С чего начать',
  beginObject: 'Создать объект со страницами',
  beginForm: 'Изменить форму и сразу увидеть',
  beginRule: 'Написать правило процедурой',
  beginPackage: 'Перенести решение в другую базу',
};
