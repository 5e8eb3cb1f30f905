// The steps of the tour, in order. A new one is an entry here and its texts `tour.CODE` and `tour.CODEText` in both languages.

/** What of this solution the tour shows; undefined for what a new solution does not have yet. */
export interface TourPlaces {
  /** `form/order`: a definition to open in the editor. */
  readonly definition: string | undefined;
  /** Whether its editor has a live preview. */
  readonly hasPreview: boolean;
  /** Of schema dbo. */
  readonly procedure: string | undefined;
  /** Address of a page of a cabinet. */
  readonly page: string | undefined;
}

interface Step {
  readonly code: string;
  /** The address where it plays; undefined leaves it out. */
  readonly at: (places: TourPlaces) => string | undefined;
  /** Selectors in the order of preference: the first one that is visible gets the light. With none of them the step stands in the middle. */
  readonly targets: readonly string[];
  /** A switch that shows the target, pressed on arrival. */
  readonly press?: string;
}

const overview = (): string => '/admin';
const editor = ({ definition }: TourPlaces): string | undefined => definition && `/admin/definitions/${definition}`;
const workshop = ({ procedure }: TourPlaces): string | undefined =>
  procedure && `/admin/workshop/module/dbo/${encodeURIComponent(procedure)}`;
const cabinet = ({ page }: TourPlaces): string | undefined => page;

export const tourSteps = [
  { code: 'search', at: overview, targets: ['.top-search'] },
  { code: 'design', at: editor, targets: ['[data-editor-outline]', '[data-editor-options]'], press: '[data-tab="design"]' },
  {
    code: 'preview',
    at: (places) => (places.hasPreview ? editor(places) : undefined),
    targets: ['[data-editor-stage]'],
    press: '[data-tab="design"]',
  },
  { code: 'json', at: editor, targets: ['[data-panel="json"]'], press: '[data-tab="json"]' },
  { code: 'history', at: editor, targets: ['[data-panel="history"]'], press: '[data-tab="history"]' },
  { code: 'run', at: workshop, targets: ['[data-tool="run"]'] },
  { code: 'warnings', at: workshop, targets: ['.workshop-notes', '.code-status'] },
  { code: 'trial', at: workshop, targets: ['[data-tool="trial"]', '#workshop-user'] },
  { code: 'toolbar', at: cabinet, targets: ['.trace-bar'] },
  { code: 'viewAs', at: cabinet, targets: ['[data-toolbar="view"]'] },
  { code: 'trace', at: () => '/admin/trace', targets: ['.shell-main .nav-tabs'] },
  { code: 'checks', at: () => '/admin/checks', targets: ['.shell-main .card'] },
  { code: 'versions', at: () => '/admin/versions', targets: ['.page-actions'] },
  { code: 'wizard', at: () => '/admin/wizard', targets: ['.wizard-start'] },
  { code: 'help', at: () => '/admin/help', targets: ['[data-tour-again]'] },
] as const satisfies readonly Step[];
