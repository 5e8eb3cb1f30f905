// What an action may tell the browser to do. The engine answers `{ ok, commands, data? }`; `client/commands.ts` carries the list out in
// order. The browser holds no business rules, so this list is all that it can be told.

/** The tone of a message: what happened (success), news (info), something to look at (warning), a failure (danger). */
export type MessageKind = 'success' | 'info' | 'warning' | 'danger';

/** One refused field. `field` is '' for the record as a whole. */
export interface FieldError {
  readonly field: string;
  readonly message: string;
}

/** An entry of a select, of radios or checkboxes. */
export interface FieldOption {
  readonly value: string;
  readonly text: string;
  readonly group?: string;
  readonly color?: string;
  readonly icon?: string;
}

/** What changes on one field; what is absent stays. `html` is already safe. */
export interface FieldChange {
  readonly field: string;
  readonly value?: string | readonly string[] | null;
  readonly visible?: boolean;
  readonly required?: boolean;
  readonly disabled?: boolean;
  /** '' takes the error away. */
  readonly error?: string;
  readonly label?: string;
  /** What an empty list says, the fields to be chosen first for example. */
  readonly placeholder?: string;
  /** The list is closed until other fields are chosen. */
  readonly waits?: boolean;
  readonly html?: string;
  readonly options?: readonly FieldOption[];
}

/** A field that someone else changed meanwhile: shown texts of both values. */
export interface FieldConflict {
  readonly field: string;
  readonly label: string;
  readonly mine: string;
  readonly theirs: string;
  /** The other value in invariant form, to be put into the field. */
  readonly theirsValue?: string;
}

export type Command =
  | {
      readonly type: 'message';
      readonly kind: MessageKind;
      readonly text: string;
      /** Sanitised markup instead of the text. */
      readonly html?: string;
      readonly undo?: { readonly url: string; readonly body: Readonly<Record<string, string>> };
    }
  | { readonly type: 'redirect'; readonly url: string }
  /** `target`: ids, component codes (`table-orders`) or CSS selectors, comma separated. */
  | { readonly type: 'refresh'; readonly target: string }
  | { readonly type: 'closeModal' }
  | {
      readonly type: 'openForm';
      readonly code: string;
      readonly itemID: string;
      readonly title?: string;
      readonly size?: 'normal' | 'big' | 'slideout';
      readonly params?: Readonly<Record<string, string>>;
    }
  /** `form` is the id of the form's component element. */
  | { readonly type: 'fieldErrors'; readonly form: string; readonly errors: readonly FieldError[]; readonly summary?: string }
  | { readonly type: 'applyFields'; readonly form: string; readonly changes: readonly FieldChange[] }
  /** Replaces the element (outerHTML) and activates the new one. */
  | { readonly type: 'replace'; readonly target: string; readonly html: string }
  | {
      readonly type: 'conflict';
      readonly form: string;
      readonly text: string;
      /** The record's version now: saving with it overwrites the other change on purpose. */
      readonly version: string;
      readonly fields: readonly FieldConflict[];
    }
  | { readonly type: 'download'; readonly url: string }
  | { readonly type: 'focus'; readonly target: string }
  /** A CustomEvent on the element (on `document` without one), for page scripts and other components. */
  | { readonly type: 'event'; readonly name: string; readonly detail?: unknown; readonly target?: string }
  | { readonly type: 'reload' };

/** The body of every answer to a POST of a component. */
export interface ActionResponse {
  readonly ok: boolean;
  readonly commands: readonly Command[];
  readonly data?: unknown;
  /** Why it failed, for scripts that can do something about it; the commands tell the person. */
  readonly error?: { readonly code: string; readonly text: string } | undefined;
}
