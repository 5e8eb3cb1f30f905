// When a component is loaded anew without being asked: by events of its topics, by the clock (`client/auto-refresh.ts`).

export interface RefreshView {
  /** Signed names of the topics, as the event stream takes them. */
  readonly topics?: string | undefined;
  readonly refreshSeconds?: number | undefined;
}

export function refreshAttributes({ topics, refreshSeconds }: RefreshView): Record<string, string | number | undefined> {
  return { 'data-topics': topics, 'data-refresh-seconds': refreshSeconds };
}
