// The contract of a component kind. Who adds a kind writes `engine/components/<kind>.ts`, `renderer/<kind>.ts` and
// `renderer/client/<kind>.ts` and adds one line to `components.ts`; nothing else knows the kinds.

import type { SafeHtml } from '../renderer/html.ts';
import type { RenderContext } from '../renderer/page-context.ts';
import type { Command } from '../renderer/commands.ts';
import type { DefinitionOf, KindName } from '../metadata/kinds.ts';
import type { RequestContext } from './request-context.ts';

/** One load or action of one component: who asks (`ctx`), the valid definition, and the snippet's own item and parameters. */
export interface ComponentRequest<K extends KindName> {
  readonly ctx: RequestContext;
  readonly code: string;
  readonly definition: DefinitionOf<K>;
  /** `data-itemid` of the snippet, else the page's item, else ''; the same as `ctx.itemID`. */
  readonly itemID: string;
  /** URL parameters of the page overlaid with the snippet's `data-param-*`; the same as `ctx.params`. */
  readonly params: ReadonlyMap<string, string>;
}

/** A parsed body: urlencoded or JSON fields; files are read by the file routes alone. Values are unchecked. */
export type ActionBody = Readonly<Record<string, unknown>>;

/** A text of the body; '' when it is absent or anything else. `String(…)` of an object that came from outside may throw. */
export function bodyText(body: ActionBody, name: string): string {
  const value = Object.hasOwn(body, name) ? body[name] : undefined;
  return typeof value === 'string' ? value : '';
}

/** What an action answers. `ok` false goes out with status 422 unless `status` says otherwise. */
export interface ActionAnswer {
  readonly ok: boolean;
  readonly commands: readonly Command[];
  readonly data?: unknown;
  readonly status?: number;
}

/** A read beside the component's own HTML: an export, a dictionary, a picture. */
export type ComponentReading =
  | { readonly kind: 'html'; readonly html: SafeHtml }
  | { readonly kind: 'json'; readonly data: unknown }
  | { readonly kind: 'text'; readonly text: string; readonly contentType: string }
  | {
      readonly kind: 'stream';
      readonly stream: NodeJS.ReadableStream;
      readonly contentType: string;
      readonly fileName: string;
      /** Shown by the browser instead of saved; only for types that cannot run scripts. */
      readonly isInline?: boolean;
    };

export interface ComponentKind<K extends KindName, View> {
  readonly kind: K;
  /** The snippet's class, `as-table`; several kinds of snippet may share a definition kind (`as-metric` is a chart). */
  readonly snippets: readonly string[];
  /** Snippets that stand for the component in a mode of its own; it reaches the load as the parameter `mode`. */
  readonly modes?: Readonly<Record<string, string>>;
  /** The role list that opens this definition; usually `definition.roles`. */
  roles(definition: DefinitionOf<K>): string | undefined;
  load(request: ComponentRequest<K>): Promise<View>;
  render(view: View, page: RenderContext): SafeHtml;
  /** POST /c/{kind}/{code}/{action}; access to the component is checked before, finer roles by the action. */
  readonly actions?: Readonly<Record<string, (request: ComponentRequest<K>, body: ActionBody) => Promise<ActionAnswer>>>;
  /** GET /c/{kind}/{code}/{name}. */
  readonly readings?: Readonly<Record<string, (request: ComponentRequest<K>) => Promise<ComponentReading>>>;
}

/** A component as the registry keeps it, whatever its kind. */
export type AnyComponent = ComponentKind<KindName, unknown>;

/**
 * Admits a component to the registry. The registry gives a component only definitions of its own kind and only its own views, which the
 * type system cannot know of a list of kinds.
 */
export function defineComponent<K extends KindName, View>(component: ComponentKind<K, View>): AnyComponent {
  return component as unknown as AnyComponent;
}
