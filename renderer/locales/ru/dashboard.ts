// Texts of dashboards, charts and metrics.

export const dashboard = {
  chart: 'График',
  chartSentence: '{title}, с {from} по {to}: наибольшее {highest} ({highestAt}), наименьшее {lowest} ({lowestAt})',
  legend: 'Ряды',
  asTable: 'Числа таблицей',
  label: 'Название',
  filter: 'Фильтр',
  from: 'С',
  to: 'По',
  show: 'Показать',
  showAll: 'Показать всё',
  figures: 'Показатели',
  emptyTitle: 'Данных пока нет',
  emptyText: 'Числа появятся, как только будет что считать.',
  emptyRows: 'Пока пусто',
  noChange: 'без изменений',
  growth: 'рост',
  fall: 'снижение',
  target: 'цель {value}',
  parts: 'Из чего складывается',
  against: 'к {what}',
};
