// Говорят сценарии раздела «Тексты».

export const textsClient = {
  saving: 'Сохраняется…',
  saved: 'Сохранено: {name}',
};
