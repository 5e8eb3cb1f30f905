// The tour and the first steps on the overview.

export const tour = {
  offer: 'New here? Take the tour',
  offerText: 'Three minutes through the real screens. End it whenever you like; Help brings it back.',
  notNow: 'No, thanks',
  begin: 'Take the tour',
  title: 'Guided tour',
  titleText: 'Three minutes through the real screens of this cabinet.',

  firstSteps: 'Start your solution',
  firstStepsText: 'Three things, and somebody can work in it.',
  hide: 'Hide',
  done: 'done',
  first_role: 'Make a role',
  first_roleText: 'With its home page, menu and first user.',
  first_object: 'Make an object',
  first_objectText: 'A table with its list, form, page and procedures; name the columns, the wizard writes the rest.',
  first_user: 'Add a user',
  first_userText: 'With the role that you made. Then sign in as them, or look through their eyes.',
  gallery: 'Curious what it can be made of? The gallery shows each component live, with its definition beside it:',
  galleryLink: 'install it from Help',

  search: 'Everything is one search away',
  searchText:
    'Press Ctrl-K anywhere in the cabinet. It finds definitions, procedures by their text, tables by their columns, labels and users.',
  design: 'A definition, as a list you can drag',
  designText:
    'On one side are its parts, on the other the options of the chosen part. Every option is explained where it stands, and what is wrong is said while you type.',
  preview: 'The real page beside it',
  previewText:
    'The preview is the page itself with your draft, seen as the user or role that you choose, on a desktop or a phone. Nobody else sees a draft before you publish it.',
  json: 'The same as JSON',
  jsonText:
    'Whoever likes to type has the text with completion from the schema. Both sides edit one definition, so you may change over at any moment.',
  history: 'Nothing gets lost',
  historyText:
    'Each version has its author, comment and differences, and can be restored. If two people edit at once, the second one sees both changes side by side.',
  run: 'The procedures behind it',
  runText:
    'The workshop completes names of tables, columns and parameters. Run the selection or all of it: changes are rolled back unless you ask to keep them.',
  warnings: 'Warnings before users find out',
  warningsText:
    'On saving you read here what would hurt later, with the line: no restriction by user, SQL built of strings, types that do not match.',
  trial: 'Try it as somebody',
  trialText: 'Call the procedure with parameters as any user and see the rows that this user would get. Nothing of a trial stays.',
  toolbar: 'What made this page',
  toolbarText:
    'Under every page of a cabinet developers see its calls with times and rows, ready to paste, and why access was given or refused. Unfold it, or draw boxes around the components: each leads to its editor.',
  viewAs: 'Through the eyes of a user',
  viewAsText: 'Look at any page as a user or a role, for reading only. A banner says whose eyes they are and brings you back.',
  trace: 'What happened',
  traceText:
    'Requests with everything that they called, errors in groups, visits, changes and outgoing messages. Details can be switched on for one user for some minutes.',
  checks: 'Checks and jobs',
  checksText:
    'Checks are procedures that look for wrong data; they run on a schedule or now, and lead to the records. Jobs do the work that nobody should have to remember.',
  versions: 'From test to production',
  versionsText:
    'Every change of everything, in order. A selection or the whole solution travels as a package: the import shows item by item what would change before it does anything.',
  wizard: 'Not from scratch',
  wizardText:
    'A new object with its table, list, form, page and procedures, a new role with its cabinet, a new field through all of them. You see each statement first, and what comes out is ordinary code to edit.',
  help: 'That is all',
  helpText:
    'Here are all options of all kinds, the keys of the cabinet, and this tour whenever you want it again. The gallery, where it is installed, shows each component live.',
};
