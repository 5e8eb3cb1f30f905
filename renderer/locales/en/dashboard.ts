// Texts of dashboards, charts and metrics.

export const dashboard = {
  chart: 'Chart',
  chartSentence: '{title}, from {from} to {to}: the highest is {highest} ({highestAt}), the lowest {lowest} ({lowestAt})',
  legend: 'Series',
  asTable: 'Numbers as a table',
  label: 'Name',
  filter: 'Filter',
  from: 'From',
  to: 'To',
  show: 'Show',
  showAll: 'Show all',
  figures: 'Key figures',
  emptyTitle: 'No data yet',
  emptyText: 'Numbers appear here as soon as there is something to count.',
  emptyRows: 'Nothing here yet',
  noChange: 'no change',
  growth: 'growth',
  fall: 'fall',
  target: 'target {value}',
  parts: 'What it consists of',
  against: 'vs {what}',
};
