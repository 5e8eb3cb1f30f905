// What a schema cannot say: options that need each other. One function a kind; a kind without such rules has none.

import { Cron } from 'croner';
import { fileFieldTypes } from './kinds/form-field.ts';
import type { ApiDefinition } from './kinds/api.ts';
import type { CheckDefinition } from './kinds/check.ts';
import type { FormDefinition } from './kinds/form.ts';
import type { DashboardDefinition } from './kinds/dashboard.ts';
import type { EntityDefinition } from './kinds/entity.ts';
import type { JobDefinition } from './kinds/job.ts';
import type { MenuDefinition } from './kinds/menu.ts';
import type { PageDefinition } from './kinds/page.ts';
import type { SettingDefinition } from './kinds/setting.ts';
import type { TableDefinition } from './kinds/table.ts';
import type { DefinitionOf, KindName } from './kinds.ts';
import type { Problem } from './findings.ts';

type Rules = { readonly [K in KindName]?: (definition: DefinitionOf<K>) => Problem[] };

const rules: Rules = {
  page: pageRules,
  menu: menuRules,
  form: formRules,
  table: tableRules,
  dashboard: dashboardRules,
  entity: entityRules,
  setting: settingRules,
  api: apiRules,
  check: checkRules,
  job: clockRules,
};

/** Problems of a definition that fits its schema. */
export function rulesOf<K extends KindName>(kind: K, definition: DefinitionOf<K>): Problem[] {
  return rules[kind]?.(definition) ?? [];
}

function needs(pointer: string, option: string, why: { en: string; ru: string }): Problem {
  return { pointer, message: { en: `"${option}" is missing: ${why.en}`, ru: `Не хватает «${option}»: ${why.ru}` } };
}

function apiRules(api: ApiDefinition): Problem[] {
  if (api.direction === 'incoming') return [];
  if (api.request === undefined)
    return [needs('', 'request', { en: 'an outgoing call sends something.', ru: 'исходящему вызову нужно, что отправлять.' })];
  const { url, allowedHosts } = api.request;
  const host = /^https?:\/\/([^/?#]*)/.exec(url)?.[1] ?? '';
  return host.includes('{') && allowedHosts.length === 0
    ? [needs('/request', 'allowedHosts', { en: 'the host is a value.', ru: 'узел задаётся значением.' })]
    : [];
}

function pageRules(page: PageDefinition): Problem[] {
  const problems: Problem[] = [];
  const needed = { link: 'url', form: 'form', slideout: 'form', request: 'request', refresh: 'target' } as const;
  for (const [index, action] of page.actions.entries()) {
    const option = needed[action.kind];
    if (action[option] !== undefined) continue;
    problems.push(
      needs(`/actions/${index}`, option, { en: `the button is of kind ${action.kind}.`, ru: `действие кнопки — ${action.kind}.` }),
    );
  }
  const names = [...(page.route ?? '').matchAll(/\{(\w+)/g)].map((match) => match[1]?.toLowerCase());
  if (new Set(names).size < names.length) {
    problems.push({ pointer: '/route', message: { en: 'A name stands twice in the route.', ru: 'В маршруте дважды одно имя.' } });
  }
  return problems;
}

function menuRules(menu: MenuDefinition): Problem[] {
  const leadsNowhere = {
    en: 'The entry leads nowhere: it has no page, url, children or section.',
    ru: 'Пункт никуда не ведёт: нет page, url, children и section.',
  };
  const isAmbiguous = { en: 'Either page or url, not both.', ru: 'Либо page, либо url, не оба.' };
  return menu.items.flatMap((item, index) => {
    const problems: Problem[] = [];
    const isEmpty = item.page === undefined && item.url === undefined && item.children.length === 0 && item.section === undefined;
    if (isEmpty) problems.push({ pointer: `/items/${index}`, message: leadsNowhere });
    for (const [at, link] of [item, ...item.children].entries()) {
      const pointer = at === 0 ? `/items/${index}` : `/items/${index}/children/${at - 1}`;
      if (link.page !== undefined && link.url !== undefined) problems.push({ pointer, message: isAmbiguous });
      if (at > 0 && link.page === undefined && link.url === undefined) problems.push({ pointer, message: leadsNowhere });
    }
    return problems;
  });
}

function formRules(form: FormDefinition): Problem[] {
  const problems: Problem[] = [];
  for (const [index, field] of form.fields.entries()) {
    const at = `/fields/${index}`;
    const why = { en: `the field is of type ${field.type}.`, ru: `тип поля — ${field.type}.` };
    if (fileFieldTypes.has(field.type) && field.resource === undefined) problems.push(needs(at, 'resource', why));
    if (field.type === 'subtable' && field.table === undefined) problems.push(needs(at, 'table', why));
    if (field.type === 'tree' && field.tree === undefined) problems.push(needs(at, 'tree', why));
    problems.push(...rangeProblems(field, at));
  }
  problems.push(...placedTwice(form));
  if (form.steps.length > 0 && form.tabs.length > 0) {
    problems.push({ pointer: '/tabs', message: { en: 'A wizard has steps, not tabs.', ru: 'У мастера шаги, а не вкладки.' } });
  }
  for (const match of (form.markup ?? '').matchAll(/\{col-([A-Za-z_][\w-]*)\}/g)) {
    const code = match[1] ?? '';
    if (code.toLowerCase() === 'itemid' || form.fields.some((field) => field.code.toLowerCase() === code.toLowerCase())) continue;
    problems.push({ pointer: '/markup', message: { en: `{col-${code}} names no field.`, ru: `{col-${code}} не называет поле.` } });
  }
  return problems;
}

function rangeProblems(
  limits: { min?: number | string; max?: number | string; minLength?: number; maxLength?: number },
  pointer: string,
): Problem[] {
  const crossed = { en: 'The least is greater than the greatest.', ru: 'Наименьшее больше наибольшего.' };
  const isCrossed = typeof limits.min === 'number' && typeof limits.max === 'number' && limits.min > limits.max;
  const isLengthCrossed = (limits.minLength ?? 0) > (limits.maxLength ?? Number.POSITIVE_INFINITY);
  return isCrossed || isLengthCrossed ? [{ pointer, message: crossed }] : [];
}

/** A field shown twice would be sent twice. */
function placedTwice(form: FormDefinition): Problem[] {
  const places = [
    ...form.groups.flatMap((group, index) => group.fields.map((code, at) => ({ code, pointer: `/groups/${index}/fields/${at}` }))),
    ...form.tabs.flatMap((tab, index) => tab.fields.map((code, at) => ({ code, pointer: `/tabs/${index}/fields/${at}` }))),
    ...form.steps.flatMap((part, index) => part.fields.map((code, at) => ({ code, pointer: `/steps/${index}/fields/${at}` }))),
  ];
  const seen = new Set<string>();
  return places.flatMap(({ code, pointer }) => {
    const isSecond = seen.has(code.toLowerCase());
    seen.add(code.toLowerCase());
    return isSecond
      ? [{ pointer, message: { en: `The field "${code}" stands in two places.`, ru: `Поле «${code}» стоит в двух местах.` } }]
      : [];
  });
}

function tableRules(table: TableDefinition): Problem[] {
  const problems: Problem[] = [];
  for (const [index, view] of table.views.entries()) {
    // Cards can be made from the columns; every other view needs to know at least one of them.
    if (view.type === 'table' || view.type === 'cards' || view[view.type] !== undefined) continue;
    problems.push(needs(`/views/${index}`, view.type, { en: 'the view needs its columns.', ru: 'виду нужны его столбцы.' }));
  }
  const needed = { form: 'form', link: 'url', procedure: undefined, download: undefined } as const;
  for (const [index, operation] of table.operations.entries()) {
    const option = needed[operation.kind];
    if (option === undefined || operation[option] !== undefined) continue;
    problems.push(
      needs(`/operations/${index}`, option, {
        en: `the operation is of kind ${operation.kind}.`,
        ru: `действие операции — ${operation.kind}.`,
      }),
    );
  }
  for (const option of ['create', 'edit'] as const) {
    const opener = table[option];
    if (opener !== undefined && opener.form === undefined && opener.url === undefined) {
      problems.push(needs(`/${option}`, 'form', { en: 'or "url".', ru: 'или «url».' }));
    }
  }
  for (const [index, column] of table.columns.entries()) {
    if (column.edit !== undefined) problems.push(...rangeProblems(column.edit, `/columns/${index}/edit`));
  }
  if (table.import.enabled && table.import.columns.length === 0) {
    problems.push(needs('/import', 'columns', { en: 'the import reads nothing without them.', ru: 'без них загрузка ничего не прочтёт.' }));
  }
  return problems;
}

function dashboardRules(dashboard: DashboardDefinition): Problem[] {
  return dashboard.panels.flatMap((panel, index) => {
    const why = { en: `the panel is of type ${panel.type}.`, ru: `тип панели — ${panel.type}.` };
    if (panel.type === 'markup' && panel.markup === undefined) return [needs(`/panels/${index}`, 'markup', why)];
    const isNamed = panel.chart !== undefined || panel.table !== undefined || panel.block !== undefined;
    return panel.type === 'component' && !isNamed ? [needs(`/panels/${index}`, 'chart, table or block', why)] : [];
  });
}

function entityRules(entity: EntityDefinition): Problem[] {
  const problems: Problem[] = [];
  const initial = entity.statuses.filter((status) => status.isInitial);
  if (initial.length > 1)
    problems.push({
      pointer: '/statuses',
      message: { en: 'Only one status may be the first.', ru: 'Начальным может быть только один статус.' },
    });
  const seen = new Set<string>();
  for (const [index, transition] of entity.transitions.entries()) {
    const code = (transition.code ?? '').toLowerCase();
    if (code === '') continue;
    if (seen.has(code)) {
      problems.push({
        pointer: `/transitions/${index}/code`,
        message: { en: `"${transition.code}" is used twice in this list.`, ru: `«${transition.code}» в этом списке дважды.` },
      });
    }
    seen.add(code);
  }
  return problems;
}

/** A package would carry it to other installations. */
function settingRules(setting: SettingDefinition): Problem[] {
  if (!setting.isSecret || setting.default === undefined) return [];
  return [{ pointer: '/default', message: { en: 'A secret has no default.', ru: 'У секрета нет значения по умолчанию.' } }];
}

/** A collection has nothing of its own that could run, and is no member of itself. */
function checkRules(check: CheckDefinition): Problem[] {
  const own = (['procedure', 'schedule', 'fix', 'notify'] as const).filter((option) => check[option] !== undefined);
  const idle = check.checks.length === 0 ? [] : own;
  return [
    ...clockRules(check),
    ...idle.map((option) => ({
      pointer: `/${option}`,
      message: {
        en: 'A collection of checks does not run itself: this belongs to its checks.',
        ru: 'Набор проверок сам не выполняется: это задаётся у его проверок.',
      },
    })),
  ];
}

/** What the pattern of the schema lets through and no clock understands: `99 * * * *`, `Mars/Base`. */
function clockRules({ schedule, timeZone }: Pick<JobDefinition, 'schedule' | 'timeZone'>): Problem[] {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
  } catch {
    return [{ pointer: '/timeZone', message: { en: `There is no time zone "${timeZone}".`, ru: `Нет часового пояса «${timeZone}».` } }];
  }
  if (schedule === undefined) return [];
  try {
    new Cron(schedule, { timezone: timeZone, paused: true }).stop();
    return [];
  } catch {
    return [{ pointer: '/schedule', message: { en: `"${schedule}" is no schedule.`, ru: `«${schedule}» — не расписание.` } }];
  }
}
