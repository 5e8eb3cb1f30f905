// Languages of the editor, each in a chunk of its own that comes when it is asked for.

import type { Extension } from '@codemirror/state';

const loaders = {
  sql: async () => {
    const { MSSQL, sql } = await import('@codemirror/lang-sql');
    return sql({ dialect: MSSQL, upperCaseKeywords: true });
  },
  html: async () => (await import('@codemirror/lang-html')).html(),
  css: async () => (await import('@codemirror/lang-css')).css(),
  javascript: async () => (await import('@codemirror/lang-javascript')).javascript(),
  json: async () => (await import('@codemirror/lang-json')).json(),
  markdown: async () => [],
  text: async () => [],
} satisfies Record<string, () => Promise<Extension>>;

export type CodeLanguage = keyof typeof loaders;

export function isCodeLanguage(name: string | undefined): name is CodeLanguage {
  return name !== undefined && Object.hasOwn(loaders, name);
}

export function loadLanguage(name: CodeLanguage): Promise<Extension> {
  return loaders[name]();
}
