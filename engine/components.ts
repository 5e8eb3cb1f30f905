// The registry of component kinds and the recipe that every component goes through: definition, role, procedures, view, HTML. A component
// that fails shows its error in its own place; the rest of the page lives.

import { emptyHtml } from '../renderer/html.ts';
import type { SafeHtml } from '../renderer/html.ts';
import { renderComponentError } from '../renderer/component-error.ts';
import { describeFinding } from '../metadata/findings.ts';
import type { KindName } from '../metadata/kinds.ts';
import { isAllowed, requireAccess } from './access.ts';
import type { ActionAnswer, ActionBody, AnyComponent, ComponentReading, ComponentRequest } from './component.ts';
import { toFailure } from './error-boundary.ts';
import { RequestError } from './errors.ts';
import { isDeveloper, renderContextOf } from './render-context.ts';
import { withParams } from './request-context.ts';
import type { RequestContext } from './request-context.ts';

export interface ComponentRegistry {
  /** Snippet classes in lower case, as page markup uses them. */
  readonly snippets: ReadonlySet<string>;
  byKind(kind: string): AnyComponent | undefined;
  bySnippet(snippet: string): AnyComponent | undefined;
}

/** What a snippet, a fragment request or an action asks for. */
export interface ComponentAddress {
  readonly component: AnyComponent;
  readonly code: string;
  readonly itemID: string;
  readonly params: ReadonlyMap<string, string>;
}

/** Collects the kinds; a snippet class that two kinds claim is a programming error. */
export function createComponentRegistry(components: readonly AnyComponent[]): ComponentRegistry {
  const byKind = new Map(components.map((component) => [component.kind as string, component]));
  const bySnippet = new Map<string, AnyComponent>();
  for (const component of components) {
    for (const snippet of component.snippets) {
      const key = snippet.toLowerCase();
      if (bySnippet.has(key)) throw new Error(`two component kinds claim the snippet ${snippet}`);
      bySnippet.set(key, component);
    }
  }
  return {
    snippets: new Set(bySnippet.keys()),
    byKind: (kind) => byKind.get(kind),
    bySnippet: (snippet) => bySnippet.get(snippet.toLowerCase()),
  };
}

/** A component for a page: never throws. Who may not see it gets nothing; an error is shown in the component's place. */
export async function renderOnPage(ctx: RequestContext, address: ComponentAddress): Promise<SafeHtml> {
  try {
    const request = componentRequest(ctx, address);
    const roles = address.component.roles(request.definition);
    const isAdmitted = isAllowed(roles, ctx.visitor);
    request.ctx.trace.access({ what: nameOf(address), isAllowed: isAdmitted, roles: roles ?? '' });
    return isAdmitted ? await loadAndRender(request, address.component) : emptyHtml;
  } catch (error) {
    return componentError(ctx, address, error);
  }
}

/** A component for a refresh: access is refused with an error, a failure inside is shown in the component's place. */
export async function renderFragment(ctx: RequestContext, address: ComponentAddress): Promise<{ html: SafeHtml; status: number }> {
  const request = admitted(ctx, address);
  try {
    return { html: await loadAndRender(request, address.component), status: 200 };
  } catch (error) {
    return { html: componentError(ctx, address, error), status: toFailure(ctx, error).status };
  }
}

export async function runAction(
  ctx: RequestContext,
  address: ComponentAddress,
  { action, body }: { action: string; body: ActionBody },
): Promise<ActionAnswer> {
  const { actions } = address.component;
  const run = actions !== undefined && Object.hasOwn(actions, action) ? actions[action] : undefined;
  if (run === undefined) throw new RequestError('notFound', { detail: `${nameOf(address)} has no action ${action}` });
  return run(admitted(ctx, address), body);
}

export async function loadReading(ctx: RequestContext, address: ComponentAddress, name: string): Promise<ComponentReading> {
  const { readings } = address.component;
  const load = readings !== undefined && Object.hasOwn(readings, name) ? readings[name] : undefined;
  if (load === undefined) throw new RequestError('notFound', { detail: `${nameOf(address)} has no reading ${name}` });
  return load(admitted(ctx, address));
}

function admitted(ctx: RequestContext, address: ComponentAddress): ComponentRequest<KindName> {
  const request = componentRequest(ctx, address);
  requireAccess(ctx, address.component.roles(request.definition), nameOf(address));
  return request;
}

function componentRequest(ctx: RequestContext, { component, code, itemID, params }: ComponentAddress): ComponentRequest<KindName> {
  const stored = ctx.app.definitions.get(component.kind, code);
  if (stored === undefined) throw new RequestError('notFound', { detail: `there is no ${component.kind} "${code}"` });
  if ('findings' in stored) {
    throw new RequestError('definitionBroken', {
      detail: stored.findings.map(describeFinding).join('\n'),
      params: { kind: component.kind, code },
    });
  }
  const own = { ...withParams(ctx, { itemID, params }), trace: ctx.trace.within(`${component.kind} ${stored.code}`) };
  return { ctx: own, code: stored.code, definition: stored.definition, itemID, params };
}

async function loadAndRender(request: ComponentRequest<KindName>, component: AnyComponent): Promise<SafeHtml> {
  const view = await component.load(request);
  const started = performance.now();
  const rendered = component.render(view, renderContextOf(request.ctx));
  request.ctx.trace.template(`${component.kind} ${request.code}`, performance.now() - started);
  return rendered;
}

function componentError(ctx: RequestContext, address: ComponentAddress, error: unknown): SafeHtml {
  const failure = toFailure(ctx, error);
  const sees = isDeveloper(ctx.visitor);
  // A definition that is not there is the developer's mistake: visitors see the page without it.
  if (failure.code === 'notFound' && !sees) return emptyHtml;
  return renderComponentError({
    kind: address.component.kind,
    code: address.code,
    text: failure.text,
    detail: sees ? failure.detail : undefined,
    traceId: ctx.traceId,
    lang: ctx.lang,
    createUrl: sees && ctx.app.config.isAdminOn ? templateUrl(address, failure.missingProcedure) : undefined,
  });
}

/** Where the workshop begins a procedure that is missing. */
function templateUrl({ component, code }: ComponentAddress, procedure: string | undefined): string | undefined {
  if (procedure === undefined) return undefined;
  return `/admin/workshop/template?${new URLSearchParams({ kind: component.kind, code, procedure }).toString()}`;
}

function nameOf({ component, code }: ComponentAddress): string {
  return `${component.kind} ${code}`;
}
