// Названия разделов.

export const sections = {
  overview: 'Обзор',
  definitions: 'Определения',
  wizard: 'Мастера',
  workshop: 'Мастерская SQL',
  data: 'Данные',
  diagnostics: 'Диагностика',
  users: 'Пользователи и роли',
  texts: 'Тексты',
  look: 'Оформление',
  settings: 'Настройки',
  versions: 'Версии',
  trace: 'Трассировка и журналы',
  checks: 'Проверки и задания',
  api: 'API',
  help: 'Справка',
};
