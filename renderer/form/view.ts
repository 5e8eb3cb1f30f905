// The form as the renderer sees it: texts in the visitor's language, values in invariant form, only the fields that the visitor may see.
// Nothing here is secret: all of it reaches the browser.

import type { FieldType } from '../../metadata/kinds/form-field.ts';
import type { Condition } from '../../metadata/kinds/shared.ts';
import type { FieldOption } from '../commands.ts';
import type { FileView } from '../file-item.ts';
import type { SafeHtml } from '../html.ts';
import type { UploadRule } from '../resource.ts';
import type { FieldRule } from './state.ts';

/** A node of a tree field, with its children. */
export interface TreeNode {
  readonly value: string;
  readonly text: string;
  readonly children: readonly TreeNode[];
}

export interface FieldView {
  readonly code: string;
  readonly type: FieldType;
  readonly label: string;
  readonly value: string;
  /** Text of the value where it is not the value itself: the name behind a key, a formatted date. */
  readonly valueText?: string;
  /** The value of `html`, `markdown` and `static` fields as safe markup. */
  readonly valueHtml?: SafeHtml;
  readonly options: readonly FieldOption[];
  readonly nodes: readonly TreeNode[];
  /** Labels of the fields that have to be chosen first; the control waits for them. */
  readonly waitsFor: readonly string[];
  readonly isVisible: boolean;
  readonly isRequired: boolean;
  readonly isDisabled: boolean;
  readonly isReadonly: boolean;
  readonly help?: string;
  readonly placeholder?: string;
  readonly prefix?: string;
  readonly suffix?: string;
  /** Grid columns of 12. */
  readonly width?: number;
  readonly min?: number | string;
  readonly max?: number | string;
  readonly step?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly mask?: string;
  readonly rows?: number;
  readonly digits?: number;
  readonly autocompleteAttr?: string;
  readonly inputMode?: string;
  /** Language of a code field. */
  readonly language?: string;
  /** Resource of file fields, table of a sub-table. */
  readonly source?: string;
  /** Of file fields: what stands at the record. */
  readonly files?: readonly FileView[];
  /** What may be uploaded; without it nothing. */
  readonly upload?: UploadRule;
  /** Parameters of a sub-table. */
  readonly sourceParams?: Readonly<Record<string, string>>;
  readonly searchFrom?: number;
  readonly isDependent: boolean;
  readonly tooltip?: string;
  readonly isNewRow: boolean;
  readonly isLabelHidden: boolean;
  readonly isMultiple: boolean;
  readonly maxItems?: number;
  readonly allowsNew: boolean;
  readonly hasFocus: boolean;
  /** Address that a text without input leads to. */
  readonly link?: string;
  readonly cssClass?: string;
}

/** A titled group of fields. */
export interface SectionView {
  readonly code: string;
  readonly title?: string;
  readonly text?: string;
  readonly icon?: string;
  readonly columns: number;
  /** Grid columns of 12 that the section takes. */
  readonly width: number;
  readonly fields: readonly string[];
  readonly isCollapsible: boolean;
  readonly isCollapsed: boolean;
}

/** A tab or a step of a wizard. */
export interface PartView {
  readonly code: string;
  readonly title: string;
  readonly text?: string;
  readonly icon?: string;
  readonly sections: readonly SectionView[];
  /** A step that is checked on the server before the next one opens. */
  readonly isChecked: boolean;
  readonly nextText?: string;
}

/** A button beside save and cancel. */
export interface ButtonView {
  readonly code: string;
  readonly text: string;
  readonly icon?: string;
  readonly style: string;
  readonly kind: 'save' | 'reset' | 'link' | 'delete';
  readonly url?: string;
  readonly confirm?: string;
}

export type FormLayout =
  | { readonly kind: 'sections'; readonly sections: readonly SectionView[] }
  | { readonly kind: 'tabs' | 'steps'; readonly parts: readonly PartView[] }
  /** Custom markup: trusted text pieces and field codes. */
  | { readonly kind: 'markup'; readonly pieces: readonly MarkupPiece[] };

export type MarkupPiece = { readonly kind: 'html'; readonly html: SafeHtml } | { readonly kind: 'field'; readonly code: string };

/** `editable` is one field as text that becomes a control when it is pressed; `terminal` keeps what was sent and answered as a log. */
export type FormMode = 'inline' | 'modal' | 'slideout' | 'page' | 'editable' | 'terminal';

/** What the browser's part of the form has to know; goes into one attribute. */
export interface FormClientConfig {
  readonly lang: 'en' | 'ru';
  /** The visitor's name: kept input is never shown to another one. */
  readonly owner: string;
  readonly rules: readonly FieldRule[];
  /** Values of fields that have no control but that conditions look at. */
  readonly values: Readonly<Record<string, string>>;
  /** Fields whose change is sent to the server: it checks them, or others depend on them. */
  readonly checked: readonly string[];
  /** Fields by the fields that depend on them directly. */
  readonly dependents: Readonly<Record<string, readonly string[]>>;
  readonly version?: string;
  readonly hasDrafts: boolean;
  readonly hasServerDrafts: boolean;
  readonly isAutosaved: boolean;
  readonly isGuarded: boolean;
  /** Fields that are checked once when the form opens. */
  readonly checkOnLoad: readonly string[];
  readonly confirm?: string;
  readonly params: Readonly<Record<string, string>>;
  readonly mode: FormMode;
  /** Conditions of groups, tabs, steps and buttons, by the id of their element's end. */
  readonly parts: Readonly<Record<string, Condition>>;
  readonly draft?: { readonly values: Readonly<Record<string, string>>; readonly updated: string };
}

export interface FormView {
  /** The field of the mode `editable`. */
  readonly editable?: { readonly field: string; readonly isOpen: boolean } | undefined;
  readonly code: string;
  /** Id of the component's element. */
  readonly id: string;
  readonly itemID: string;
  readonly src: string;
  readonly mode: FormMode;
  readonly size: 'small' | 'normal' | 'big';
  readonly title?: string;
  readonly subtitle?: string;
  readonly intro?: string;
  readonly icon?: string;
  /** `h1` to `h6`; undefined: no heading. */
  readonly headerTag?: string;
  readonly hasCard: boolean;
  /** Labels at the start of the line instead of above. */
  readonly hasLineLabels: boolean;
  readonly marksOptional: boolean;
  readonly isReadonly: boolean;
  /** Has a save button. */
  readonly isSaved: boolean;
  readonly saveText: string;
  readonly saveIcon?: string;
  readonly saveStyle: string;
  /** Undefined: no cancel button. */
  readonly cancelText?: string;
  readonly cancelUrl?: string;
  readonly buttons: readonly ButtonView[];
  readonly hasStickyBar: boolean;
  readonly hasSummary: boolean;
  readonly layout: FormLayout;
  readonly fields: ReadonlyMap<string, FieldView>;
  readonly config: FormClientConfig;
  /** Signed topics whose events load it anew. */
  readonly topics: string | undefined;
  readonly cssClass?: string;
}
