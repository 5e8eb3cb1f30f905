// Скрипт матрицы ролей.

export const matrix = {
  changed_one: '{count} изменение',
  changed_few: '{count} изменения',
  changed_many: '{count} изменений',
  changed_other: '{count} изменения',
};
