// Общее для всех экранов кабинета разработчика.

export const admin = {
  toCabinet: 'Вернуться в кабинет',
  searchPlaceholder: 'Найти определение, процедуру, таблицу или текст',
  group_build: 'Разработка',
  group_database: 'База данных',
  group_solution: 'Решение',
  group_run: 'Работа',
  reauthenticate: 'Введите пароль ещё раз: это меняет данные или схему',
  reauthenticateTitle: 'Пароль ещё раз',
  password: 'Пароль',
  confirm: 'Подтвердить',
  understood: 'Записано',
  sameText: 'Отличий нет.',
  sameLines_one: '{count} строка без изменений',
  sameLines_few: '{count} строки без изменений',
  sameLines_many: '{count} строк без изменений',
  sameLines_other: '{count} строки без изменений',
  lineAdded: 'добавлено',
  lineRemoved: 'удалено',
};
