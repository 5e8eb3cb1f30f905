// What all screens of the developer's cabinet share.

export const admin = {
  toCabinet: 'Back to the cabinet',
  searchPlaceholder: 'Find a definition, procedure, table or text',
  group_build: 'Build',
  group_database: 'Database',
  group_solution: 'Solution',
  group_run: 'Running',
  reauthenticate: 'Enter your password again: this changes data or schema',
  reauthenticateTitle: 'Your password, once more',
  password: 'Password',
  confirm: 'Confirm',
  understood: 'I have written it down',
  sameText: 'No difference.',
  sameLines_one: '{count} line the same',
  sameLines_other: '{count} lines the same',
  lineAdded: 'added',
  lineRemoved: 'removed',
};
