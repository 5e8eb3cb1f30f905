// The compiled bodies of blocks. Besides Handlebars a body may hold the tokens of page markup: `{itemID}`, `{NAME}` of a parameter, `{t:KEY}`,
// `{setting:CODE}`.

import type { BlockDefinition } from '../../metadata/kinds/block.ts';
import type { SafeHtml } from '../../renderer/html.ts';
import type { Lang, Locale } from '../../renderer/locale.ts';
import { compileUserTemplate } from '../../renderer/templates.ts';
import { RequestError } from '../errors.ts';

export interface BlockTemplate {
  readonly render: (data: object, locale: Locale) => SafeHtml;
  /** Keys of labels that the body uses. */
  readonly labels: readonly string[];
  /** Codes of settings that it shows. */
  readonly settings: readonly string[];
}

const TOKEN = /(?<![{\\])\{(t:|setting:)?([A-Za-z_][\w.-]*)\}(?!\})/g;
const templates = new WeakMap<BlockDefinition, Map<Lang, BlockTemplate>>();

/** Compiled once for each version of the definition: the cache gives one object for one version. */
export function blockTemplate(definition: BlockDefinition, { lang, code }: { lang: Lang; code: string }): BlockTemplate {
  let byLang = templates.get(definition);
  if (byLang === undefined) {
    byLang = new Map();
    templates.set(definition, byLang);
  }
  let template = byLang.get(lang);
  if (template === undefined) {
    template = compile((lang === 'ru' ? definition.htmlRu : undefined) ?? definition.html, code);
    byLang.set(lang, template);
  }
  return template;
}

function compile(body: string, code: string): BlockTemplate {
  const labels = new Set<string>();
  const settings = new Set<string>();
  const source = body.replace(TOKEN, (_token, prefix: string | undefined, name: string) => {
    if (prefix === undefined) return `{{@root.tokens.[${name.toLowerCase()}]}}`;
    if (prefix === 'setting:') {
      settings.add(name);
      return `{{@root.settings.[${name}]}}`;
    }
    labels.add(name);
    return `{{@root.labels.[${name}]}}`;
  });
  try {
    return { render: compileUserTemplate(source), labels: [...labels], settings: [...settings] };
  } catch (error) {
    throw new RequestError('definitionBroken', {
      detail: `body of block ${code}: ${error instanceof Error ? error.message : String(error)}`,
      params: { kind: 'block', code },
      cause: error,
    });
  }
}
