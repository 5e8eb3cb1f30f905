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
};
