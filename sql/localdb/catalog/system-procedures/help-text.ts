// sp_helptext: a module's text in lines.

import { sqlError } from '../../types/errors.ts';
import { nvarcharType } from '../../types/sql-type.ts';
import { isEncrypted, isModule } from '../dependencies.ts';
import type { SystemProcedure } from './system-procedure.ts';
import { columns, nameParameter, optionalName, requireObject, text } from './system-procedure.ts';

const LINE = 255;

/** Lines end with their CR LF, and are broken after 255 characters; a single LF does not end a line. */
const textLines = (definition: string): readonly string[] => {
  const lines: string[] = [];
  let at = 0;
  while (at < definition.length) {
    const end = definition.indexOf('\r\n', at);
    const line = end < 0 ? definition.slice(at) : definition.slice(at, end + 2);
    for (let i = 0; i < line.length; i += LINE) lines.push(line.slice(i, i + LINE));
    at += line.length;
  }
  return lines;
};

export const helpText: SystemProcedure = {
  name: 'sp_helptext',
  parameters: [nameParameter('@objname'), optionalName('@columnname')],
  run(context, [name, column]) {
    const object = requireObject(context, name);
    let definition: string | undefined;
    if (text(column) !== undefined && object.object?.kind === 'table') {
      definition = object.object.columns.find((c) => c.name.toLowerCase() === text(column)?.toLowerCase())?.computed?.definition;
    } else if (object.object && isModule(object.object)) {
      if (isEncrypted(object.object))
        return { sets: [], messages: [{ number: 15471, text: `The text for object '${text(name) ?? ''}' is encrypted.` }] };
      definition = object.object.text;
    }
    if (object.constraint?.kind === 'check') definition = object.constraint.check.definition;
    else if (object.constraint?.kind === 'default') definition = object.constraint.default.definition;
    if (definition === undefined) throw sqlError(15197, text(name) ?? '');
    return { sets: [{ columns: columns(['Text', nvarcharType(LINE)]), rows: textLines(definition).map((line) => [line]) }] };
  },
};
