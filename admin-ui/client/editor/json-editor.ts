// The text of a definition in CodeMirror: findings at their lines, completion of names and values from the schema.

import { autocompletion } from '@codemirror/autocomplete';
import type { CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { syntaxTree } from '@codemirror/language';
import { lintGutter, setDiagnostics } from '@codemirror/lint';
import type { Diagnostic } from '@codemirror/lint';
import type { EditorState } from '@codemirror/state';
import { createCodeEditor } from '../../../renderer/client/code-editor.ts';
import type { CodeEditor } from '../../../renderer/client/code-editor.ts';
import type { Path } from './document.ts';
import { editorOf, membersOf, nodeAt } from './options.ts';
import type { OptionNode } from './options.ts';
import { say } from './session.ts';
import type { Session } from './session.ts';

export interface JsonEditor extends CodeEditor {
  showFindings(): void;
  goToLine(line: number): void;
}

export function createJsonEditor(
  session: Session,
  { parent, text, onChange }: { parent: HTMLElement; text: string; onChange: (text: string) => void },
): JsonEditor {
  const editor = createCodeEditor({
    parent,
    language: 'json',
    text,
    label: 'JSON',
    extensions: [lintGutter(), autocompletion({ icons: false, override: [(context) => complete(session, context)] })],
    onChange,
  });
  const { view } = editor;
  return {
    ...editor,
    showFindings() {
      const { doc } = view.state;
      const diagnostics = session.findings.map(({ line, column, severity, text: message }): Diagnostic => {
        const at = doc.line(Math.min(Math.max(line, 1), doc.lines));
        return { from: Math.min(at.from + Math.max(column - 1, 0), at.to), to: at.to, severity, message };
      });
      view.dispatch(setDiagnostics(view.state, diagnostics));
    },
    goToLine(line) {
      const at = view.state.doc.line(Math.min(Math.max(line, 1), view.state.doc.lines));
      view.dispatch({ selection: { anchor: at.from }, scrollIntoView: true });
      view.focus();
    },
  };
}

function complete(session: Session, context: CompletionContext): CompletionResult | null {
  const node = syntaxTree(context.state).resolveInner(context.pos, -1);
  const place = placeOf(context.state, node);
  const isInString = node.name === 'PropertyName' || node.name === 'String';
  if (!isInString && !context.explicit) return null;
  const from = isInString ? node.from : context.pos;
  const option = nodeAt(session.data.options, place.path, session.data.condition);
  if (option === undefined) return null;
  const shape =
    option.$ref === 'condition' ? session.data.condition : (option.anyOf?.find((branch) => branch.properties !== undefined) ?? option);
  const validFor = /^"[\w.-]*"?$/;
  if (place.isKey) {
    const taken = new Set(place.siblings);
    const names = Object.entries(shape.properties ?? {}).filter(([name]) => !taken.has(name));
    const colon =
      node.name === 'PropertyName' && node.parent?.name === 'Property' && node.parent.lastChild?.name !== 'PropertyName' ? '' : ': ';
    return {
      from,
      to: isInString ? node.to : context.pos,
      validFor,
      options: names.map(([name, inner]) => ({
        label: `"${name}"`,
        detail: inner.title ?? '',
        info: inner.description ?? '',
        apply: `"${name}"${colon === '' ? '' : `${colon}${emptyOf(inner)}`}`,
      })),
    };
  }
  const words = valuesOf(session, option);
  return words.length === 0 ? null : { from, to: isInString ? node.to : context.pos, validFor, options: words };
}

function emptyOf(node: OptionNode): string {
  switch (editorOf(node)) {
    case 'flag':
      return node.default === true ? 'false' : 'true';
    case 'number':
      return String(node.minimum ?? 0);
    case 'words':
    case 'parts':
      return '[]';
    case 'group':
    case 'map':
    case 'condition':
      return '{}';
    default:
      return '""';
  }
}

function valuesOf(session: Session, node: OptionNode): { label: string; detail: string }[] {
  const { choices } = session.data;
  if (node.enum !== undefined) return node.enum.map((one) => ({ label: `"${one}"`, detail: node.labels?.[one] ?? '' }));
  if (node.type === 'boolean') return ['true', 'false'].map((label) => ({ label, detail: '' }));
  if (node.ref !== undefined)
    return (choices[node.ref as keyof typeof choices] ?? []).map(({ code, title }) => ({ label: `"${code}"`, detail: title }));
  if (node.member !== undefined)
    return membersOf(session.doc.value, node.member).map((code) => ({ label: `"${code}"`, detail: say('memberOf') }));
  if (node.editor === 'roles')
    return ['*', 'all', ...(choices.role ?? []).map(({ code }) => code)].map((code) => ({ label: `"${code}"`, detail: '' }));
  return (node.examples ?? [])
    .filter((one) => typeof one === 'string')
    .map((one) => ({ label: JSON.stringify(one), detail: say('example') }));
}

interface Spot {
  readonly path: Path;
  readonly isKey: boolean;
  /** Names that the object has already. */
  readonly siblings: readonly string[];
}

type SyntaxNode = ReturnType<ReturnType<typeof syntaxTree>['resolveInner']>;

/** Where in the value a node of the text is: the object whose key it is, or the value itself. */
function placeOf(state: EditorState, node: SyntaxNode): Spot {
  const isKey = node.name === 'PropertyName' || node.name === 'Object' || (node.name === '⚠' && node.parent?.name === 'Object');
  const path: (string | number)[] = [];
  let at: SyntaxNode | null = node.name === 'PropertyName' ? (node.parent?.parent ?? null) : node.name === '⚠' ? node.parent : node;
  const object = at;
  for (; at !== null; at = at.parent) {
    const parent = at.parent;
    if (at.name === 'Property') path.unshift(nameOf(state, at));
    else if (parent?.name === 'Array' && at.name !== '[' && at.name !== ']') {
      let index = 0;
      for (let before = at.prevSibling; before !== null; before = before.prevSibling)
        if (before.name !== '[' && before.name !== '⚠' && before.name !== ',') index++;
      path.unshift(index);
    }
  }
  const siblings = isKey && object?.name === 'Object' ? object.getChildren('Property').map((one) => nameOf(state, one)) : [];
  return { path, isKey, siblings };
}

function nameOf(state: EditorState, property: SyntaxNode): string {
  const name = property.getChild('PropertyName');
  if (name === null) return '';
  try {
    return String(JSON.parse(state.sliceDoc(name.from, name.to)));
  } catch {
    return '';
  }
}
