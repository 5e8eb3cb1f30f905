// The form component: a record's fields to read and to save, or a widget whose fields drive a procedure. The parts are in `engine/form/`.

import { renderForm } from '../../renderer/form.ts';
import type { FormView } from '../../renderer/form/view.ts';
import type { ComponentKind } from '../component.ts';
import { checkField } from '../form/check.ts';
import { dropDraft, saveDraft } from '../form/drafts.ts';
import { loadForm } from '../form/load.ts';
import { deleteRecord, previewMarkdown, readOptions, saveEditableField } from '../form/readings.ts';
import { checkStep, saveForm } from '../form/save.ts';

export const formComponent: ComponentKind<'form', FormView> = {
  kind: 'form',
  snippets: ['as-form', 'as-editable', 'as-terminal'],
  modes: { 'as-editable': 'editable', 'as-terminal': 'terminal' },
  roles: (definition) => definition.roles,
  load: loadForm,
  render: renderForm,
  actions: {
    save: saveForm,
    check: checkField,
    checkStep,
    saveDraft,
    dropDraft,
    preview: previewMarkdown,
    editable: saveEditableField,
    delete: deleteRecord,
  },
  readings: { options: readOptions },
};
