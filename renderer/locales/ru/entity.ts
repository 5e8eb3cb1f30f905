// Texts of the status of records.

export const entity = {
  region: 'Статус: {title}',
  next: 'Следующие шаги',
  history: 'История',
  system: 'Автоматически',
  noneTitle: 'Статуса пока нет',
  none: 'Запись ещё не сохранена или недоступна вам.',
  changed: 'Статус: {title}',
  stale: 'Статус тем временем изменился: вы видели «{seen}», теперь «{title}». Посмотрите и повторите.',
  notAllowed: 'Из текущего статуса этот шаг невозможен.',
  refused: 'Статус не изменён.',
  commentNeeded: 'Напишите причину: комментарий обязателен.',
  comment: 'Комментарий',
  commentLong: 'Комментарий длиннее {count} знаков.',
};
