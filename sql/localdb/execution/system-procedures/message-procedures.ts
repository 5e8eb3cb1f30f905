// sp_addmessage, sp_altermessage and sp_dropmessage: messages of users, which RAISERROR and FORMATMESSAGE take by number.

import { LAST_SYSTEM_MESSAGE } from '../../catalog/user-messages.ts';
import type { SqlError } from '../../types/errors.ts';
import { notSupported, sqlError } from '../../types/errors.ts';
import { intType, nvarcharType, smallintType, sysnameType, varcharType } from '../../types/sql-type.ts';
import type { Value } from '../../types/sql-type.ts';
import { findLanguage } from '../session/languages.ts';
import { raise } from './procedure.ts';
import type { RunningProcedure } from './procedure.ts';

const FAILED = 1;
const HIGHEST_SEVERITY = 25;

/** Only English texts are kept. */
const checkLanguage = (name: Value | undefined): void => {
  if (name === null || name === undefined || findLanguage(String(name))?.id === 0) return;
  throw notSupported(`A message in ${String(name)}`);
};

const word = (value: Value | undefined): string => String(value ?? '').toUpperCase();

// biome-ignore-start lint/correctness/useYield: procedures like the others
const addMessage: RunningProcedure = {
  name: 'sp_addmessage',
  parameters: [
    { name: '@msgnum', type: intType, default: null },
    { name: '@severity', type: smallintType, default: null },
    { name: '@msgtext', type: nvarcharType(255), default: null },
    { name: '@lang', type: sysnameType, default: null },
    { name: '@with_log', type: varcharType(5), default: 'FALSE' },
    { name: '@replace', type: varcharType(7), default: null },
  ],
  *run(call, [number, severity, text, language, isLogged, replace]) {
    const { messages } = call.session.server;
    const fail = (error: SqlError): number => raise(error, 'sp_addmessage', call, FAILED);
    if (number === null || severity === null || text === null) return fail(sqlError(15600, 'sp_addmessage'));
    const key = Number(number);
    if (key <= LAST_SYSTEM_MESSAGE) return fail(sqlError(15040));
    if (Number(severity) < 1 || Number(severity) > HIGHEST_SEVERITY) return fail(sqlError(15041));
    checkLanguage(language);
    if (messages.has(key) && word(replace) !== 'REPLACE') return fail(sqlError(15043));
    messages.set(key, { number: key, severity: Number(severity), isLogged: word(isLogged) === 'TRUE', text: String(text) });
    return 0;
  },
};

const alterMessage: RunningProcedure = {
  name: 'sp_altermessage',
  parameters: [
    { name: '@message_id', type: intType },
    { name: '@parameter', type: sysnameType },
    { name: '@parameter_value', type: varcharType(5) },
  ],
  *run(call, [number, parameter, value]) {
    const { messages } = call.session.server;
    const found = messages.get(Number(number));
    if (!found) return raise(sqlError(15179, Number(number)), 'sp_altermessage', call, FAILED);
    if (word(parameter) !== 'WITH_LOG' || !['TRUE', 'FALSE'].includes(word(value))) {
      return raise(sqlError(15600, 'sp_altermessage'), 'sp_altermessage', call, FAILED);
    }
    messages.set(found.number, { ...found, isLogged: word(value) === 'TRUE' });
    return 0;
  },
};

const dropMessage: RunningProcedure = {
  name: 'sp_dropmessage',
  parameters: [
    { name: '@msgnum', type: intType, default: null },
    { name: '@lang', type: sysnameType, default: null },
  ],
  *run(call, [number, language]) {
    const fail = (error: SqlError): number => raise(error, 'sp_dropmessage', call, FAILED);
    if (number === null) return fail(sqlError(15600, 'sp_dropmessage'));
    if (Number(number) <= LAST_SYSTEM_MESSAGE) return fail(sqlError(15040));
    if (word(language) !== 'ALL') checkLanguage(language);
    return call.session.server.messages.delete(Number(number)) ? 0 : fail(sqlError(15179, Number(number)));
  },
};
// biome-ignore-end lint/correctness/useYield: procedures like the others

/** Messages are the server's. */
const forSysadmin = (procedure: RunningProcedure): RunningProcedure => ({
  ...procedure,
  run(call, ...rest) {
    if (!call.session.principal.isSysadmin) throw sqlError(15247);
    return procedure.run(call, ...rest);
  },
});

export const messageProcedures: readonly RunningProcedure[] = [addMessage, alterMessage, dropMessage].map(forSysadmin);
