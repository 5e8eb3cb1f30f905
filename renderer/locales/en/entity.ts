// Texts of the status of records.

export const entity = {
  region: 'Status: {title}',
  next: 'Next steps',
  history: 'History',
  system: 'Automatically',
  noneTitle: 'No status yet',
  none: 'The record is not saved yet, or it is not yours to see.',
  changed: 'Status: {title}',
  stale: 'The status has changed meanwhile: you saw "{seen}", now it is "{title}". Look and try again.',
  notAllowed: 'This step is not possible from the present status.',
  refused: 'The status was not changed.',
  commentNeeded: 'Say why: the comment is required.',
  comment: 'Comment',
  commentLong: 'The comment is longer than {count} characters.',
};
