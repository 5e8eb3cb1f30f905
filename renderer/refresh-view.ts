// When a component is loaded anew without being asked: attributes that `client/auto-refresh.ts` reads.

export interface RefreshView {
  /** Topics of events, tokens filled. */
  readonly refreshOn: readonly string[];
  readonly refreshSeconds?: number | undefined;
}

export function refreshAttributes({ refreshOn, refreshSeconds }: RefreshView): Record<string, string | number | undefined> {
  return { 'data-refresh-on': refreshOn.length === 0 ? undefined : refreshOn.join(' '), 'data-refresh-seconds': refreshSeconds };
}
