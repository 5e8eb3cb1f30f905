// Help.

export const help = {
  kinds: 'Definitions: every option',
  shared: 'Shared shapes',
  keys: 'Keys',
  key_search: 'Ctrl K',
  does_search: 'search over everything',
  key_run: 'F5 or Ctrl Enter',
  does_run: 'run the selection or the whole script',
  key_save: 'Ctrl S',
  does_save: 'save a module or a draft',
  key_undo: 'Ctrl Z',
  does_undo: 'undo in an editor',
  key_move: 'Alt ↑, Alt ↓',
  does_move: 'move a field or a column',
  key_leave: 'Esc, then Tab',
  does_leave: 'leave a code editor',
  begin: 'Begin here',
  beginObject: 'Make an object with its pages',
  beginForm: 'Change a form and see it live',
  beginRule: 'Write a rule as a procedure',
  beginPackage: 'Move the solution to another database',
};
